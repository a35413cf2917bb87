"""Bringing pictures into the composer, and what stands there."""

import base64
import secrets

from playwright.sync_api import Locator, Page, expect

from tests import make
from tests.browser.acts import expect_loaded

# A script cannot be given files by a mouse; `content` is base64, or so many empty bytes.
BRING = """([kind, names, type, contents, onto]) => {
  const brought = new DataTransfer();
  contents.forEach((content, nth) => {
    const bytes = typeof content === "number"
      ? new Uint8Array(content)
      : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    brought.items.add(new File([bytes], names[nth], { type }));
  });
  const options = { bubbles: true, cancelable: true, dataTransfer: brought, clipboardData: brought };
  const target = onto ?? document.activeElement ?? document.body;
  if (kind === "paste") target.dispatchEvent(new ClipboardEvent("paste", options));
  else for (const step of ["dragenter", "dragover", kind]) target.dispatchEvent(new DragEvent(step, options));
}"""


def fresh() -> bytes:
    """A picture that nobody has added yet."""
    return make.picture(size=(90, 60), colour=tuple(secrets.token_bytes(3)))


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="References").get_by_role("listitem")


def pick(page: Page, *files: dict[str, object]) -> None:
    page.get_by_role("button", name="References").set_input_files(list(files))


def bring(page: Page, kind: str, *names: str, onto: Locator | None = None) -> None:
    """Paste or drop files, or only drag them over the page ("dragover")."""
    contents = [base64.b64encode(fresh()).decode() for _ in names]
    target = onto.element_handle() if onto else None
    page.evaluate(BRING, [kind, list(names), "image/png", contents, target])


def names(page: Page) -> list[str]:
    """What the references are called, in their order."""
    return [str(image.get_attribute("alt")) for image in chips(page).get_by_role("img").all()]


def expect_order(page: Page, *wanted: str) -> None:
    """They stand in this order, and all have arrived."""
    expect(page.locator(".reference.uploading")).to_have_count(0)
    for nth, name in enumerate(wanted):
        expect(chips(page).nth(nth).get_by_role("img", name=name)).to_be_visible()
    assert names(page) == list(wanted)


def expect_chips(page: Page, *labels: str) -> None:
    expect(chips(page)).to_have_count(len(labels))
    for label in labels:
        expect(page.get_by_role("button", name=f"Remove {label}")).to_be_visible()
    for image in chips(page).get_by_role("img").all():
        expect_loaded(image)
