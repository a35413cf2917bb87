"""The history as somebody sees it who scrolls through it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page, Route, expect

# The first card of which something can be seen under the upper third of the screen.
LOOKED_AT = """() => {
  const cards = [...document.querySelectorAll("#history .card")];
  const card = cards.find((one) => one.getBoundingClientRect().bottom > innerHeight / 3);
  return card && [card.id, card.getBoundingClientRect().top];
}"""
# Whether any part of the screen has neither a card nor a heading where there should be one.
BARE = """() => [...document.querySelectorAll("#history > [data-empty], #history > #more")].some((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
})"""
# Nothing is to come that would be laid out around the screen; a little less of it than what the page asks for.
NOTHING_NEAR = """() => [...document.querySelectorAll("#history > :is([data-empty], #more, #newer)")].every((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return bottom < -1.5 * innerHeight || top > 2.5 * innerHeight;
})"""
HELD = """() => ({
  nodes: document.querySelectorAll("*").length,
  cards: document.querySelectorAll("#history .card").length,
  ids: [...document.querySelectorAll("#history .card")].map((card) => card.id),
})"""
# What has moved on the screen without being scrolled, of the history alone.
SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const own = entry.sources.some(({ node }) => node?.closest?.("#history"));
      if (own && !entry.hadRecentInput) window.shifted += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""
# Smooth scrolling has come to its end, of the page or of an element.
AT_REST = """(element) => new Promise((tell) => {
  const place = () => element?.scrollTop ?? scrollY;
  let [last, frames] = [place(), 0];
  const look = () => {
    frames = place() === last ? frames + 1 : 0;
    last = place();
    if (frames > 4) tell();
    else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True)
class Place:
    card: str
    top: float


def place(page: Page) -> Place:
    card, top = page.evaluate(LOOKED_AT)
    return Place(card, top)


def held(page: Page) -> Any:
    """How many elements the page has, and which cards."""
    return page.evaluate(HELD)


def expect_place(page: Page, wanted: Place) -> None:
    """The same card is where it was, to the pixel or so."""
    card = page.locator(f"#{wanted.card}")
    expect(card).to_be_in_viewport()
    page.wait_for_function(
        "([id, top]) => Math.abs(document.getElementById(id).getBoundingClientRect().top - top) < 1.5",
        arg=[wanted.card, wanted.top],
    )


def rest(page: Page) -> None:
    """Long enough for the place to be written down: a page that goes takes its touch screen along here, and what it
    writes at the very end has been laid out without. The page's own clock is asked, which may be behind.
    What still came would have it written down once more.
    """
    page.wait_for_function(NOTHING_NEAR)
    page.evaluate("() => new Promise((tell) => setTimeout(tell, 400))")


def scroll(page: Page, by: float) -> None:
    """A turn of the wheel, which has been followed when this returns, and everything there that belongs there."""
    assert page.viewport_size
    before = page.evaluate("scrollY")
    if not before:
        page.evaluate(AT_REST)  # a turn right after the page has come may be lost
    page.mouse.move(page.viewport_size["width"] / 2, 300)
    page.mouse.wheel(0, by)
    if before > 0 or by > 0:
        page.wait_for_function("(before) => scrollY !== before", arg=before)
    page.evaluate(AT_REST)
    # At the upper end one can go on once more has come.
    page.wait_for_function("() => scrollY > 0 || !document.getElementById('newer')")
    expect_filled(page)


def expect_filled(page: Page) -> None:
    page.wait_for_function(f"() => !({BARE})()")


@contextmanager
def nothing_coming(page: Page) -> Iterator[None]:
    """More of the history is asked for, and does not come before the end."""
    asked: list[Route] = []
    parts = "**/generations/?**"
    page.route(parts, lambda route: asked.append(route))
    yield
    page.unroute(parts)
    for route in asked:
        with suppress(Error):  # the page has given some of them up
            route.continue_()
