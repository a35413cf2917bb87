"""What axe-core finds on a page."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# It would fetch style sheets again, into inline ones, which the content policy forbids.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
# What is far from the screen has the look that it had when it was last near, until somebody scrolls there; it is to
# have the one of now. What is on its way from one look to another is to have the one that it will have.
AS_IT_IS_SEEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".card { content-visibility: visible } *, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
# Until what moves or fades has come to rest.
SETTLED = """() => Promise.allSettled(
  document.getAnimations().filter((one) => one.effect.getTiming().iterations < 10).map((one) => one.finished)
)"""


def violations(page: Page, *djangos: str) -> list[str]:
    """A line for each violation: the rule, and where it is broken, without the rules that are Django's to keep."""
    page.evaluate(AS_IT_IS_SEEN)
    page.evaluate(SETTLED)
    found = AXE.run(page, options=OPTIONS).response["violations"]
    broken = [(one["id"], node) for one in found if one["id"] not in djangos for node in one["nodes"]]
    return [f"{rule}: {node['target']}: {node['failureSummary'][:200]}" for rule, node in broken]


def in_light_and_dark(page: Page, *djangos: str) -> list[str]:
    """The same page in both, as when the system changes at dusk; it stays dark."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in violations(page, *djangos)]
    return found
