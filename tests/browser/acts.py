"""What a person does again and again in the studio, and where they find it."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.program.running import wait_until

# All at one moment. Lines may stand a little closer than their boxes are high; a narrow card offers nothing, nor does
# a low one that has no room beside its words.
CUT_OFF = """(card) => {
  const place = card.getBoundingClientRect();
  const parts = [...card.querySelectorAll(".card-word, .card-when, .card-why, .card-by, .card-acts > *")];
  const shown = parts.filter((part) => part.checkVisibility({ opacityProperty: true }));
  const boxes = shown.map((part) => part.getBoundingClientRect());
  const whole = ({ left, right, top, bottom }) =>
    left >= place.left && right <= place.right && top >= place.top && bottom <= place.bottom;
  const within = (one, other, start, end) => one[start] < other[end] - 4 && other[start] < one[end] - 4;
  const meets = (one, other) => within(one, other, "left", "right") && within(one, other, "top", "bottom");
  const wrong = boxes.filter((box, nth) => !whole(box) || boxes.slice(0, nth).some((other) => meets(box, other)));
  const offers = shown.some((part) => part.matches(".card-acts > *"));
  const low = (place.height < 134 && place.width < 164) || (place.height < 102 && place.width < 188);
  if (!offers && place.width >= 140 && !low) wrong.push(place);
  return wrong.map((box) => `${place.width} x ${place.height}: ${JSON.stringify(box)}`);
}"""
# One that has been replaced meanwhile may never come.
DECODED = """(image) => Promise.race([
  image.decode().then(() => image.isConnected && image.naturalWidth > 0, () => false),
  new Promise((tell) => setTimeout(tell, 2000, false)),
])"""
# Whenever the tests are over.
YESTERDAY = date.today() - timedelta(days=1)
# The history as it was before any test added to it.
PAST = f"/?until={YESTERDAY}"
# Pictures that no test has added, not even as made yesterday: they are called what was asked for.
EARLIER = f"/?until={date.today() - timedelta(days=2)}"


def composer(page: Page) -> Locator:
    return page.get_by_role("form", name="New picture")


def prompt(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Prompt")


def compose(page: Page, words: str) -> None:
    prompt(page).fill(words)
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")


def choose(page: Page, option: str, value: str) -> None:
    """One of the choices that an option of the composer opens ("Pictures" or "Shape")."""
    composer(page).get_by_role("button", name=option).click()
    choice = composer(page).get_by_role("radio", name=value, exact=True)
    choice.click()
    expect(choice).to_be_hidden()


def card(page: Page, words: str) -> Locator:
    """The cards whose prompt has these words."""
    return page.get_by_role("article").filter(has_text=words)


def picture_of(found: Locator) -> Locator:
    """The picture of a card, once it has come and can be seen."""
    picture = found.locator("img.card-picture")
    expect(picture).to_be_visible()
    expect_loaded(picture)
    return picture


def expect_loaded(picture: Locator) -> None:
    """The browser has decoded it, whichever element it is by then."""
    wait_until(lambda: picture.scroll_into_view_if_needed() or picture.evaluate(DECODED))


def expect_all_inside(page: Page, uuids: list[str], words: str) -> None:
    """Cards without a picture say these words, and nothing that they say or offer is cut off or lies on anything else
    of theirs, here and on a narrower window.
    """
    screen = page.viewport_size
    assert screen
    for width in (screen["width"], screen["width"] - 70):
        page.set_viewport_size({"width": width, "height": screen["height"]})
        for uuid in uuids:
            found = page.locator(f"#generation-{uuid}")
            expect(found.get_by_text(words)).to_be_visible()
            wrong: list[str] = []
            for _ in range(50):
                wrong = found.evaluate(CUT_OFF)
                if not wrong:
                    break
                page.wait_for_timeout(100)  # rows of another width are being laid
            assert not wrong, wrong


def file(name: str, content: bytes, kind: str = "image/png") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": content}


def called(day: date) -> str:
    """A day's heading: midnight may have passed since it was yesterday."""
    yesterday = date.today() - timedelta(days=1)
    return "Yesterday" if day == yesterday else f"{day:%A} {day.day} {day:%B}"


def viewer(page: Page) -> Locator:
    """The picture that is open over the history."""
    return page.get_by_role("dialog", name="Picture")


def opened(page: Page, place: Locator) -> Locator:
    """Open a card over the history, from where a click needs no scrolling; the dialog, with all that it tells."""
    place.evaluate("card => card.scrollIntoView({ block: 'center' })")
    place.locator(".card-open").click()
    expect(viewer(page).locator(".facts")).to_be_visible()
    return viewer(page)


def prompt_shown(page: Page) -> Locator:
    return viewer(page).get_by_role("heading", level=1)


def use(page: Page, act: str, touch: bool, shown: Locator | None = None) -> None:
    """One of the acts of a card's picture, or else of the newest: by the mouse, or with a finger from its sheet."""
    shown = shown or page.locator("#history article[data-status=succeeded]").first
    if touch:
        shown.get_by_role("button", name="Actions").tap()
        page.get_by_role("dialog", name="Actions").get_by_role("link", name=act).tap()
    else:
        shown.hover()
        shown.get_by_role("link", name=act).click()
