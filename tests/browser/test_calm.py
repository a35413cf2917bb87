"""Nothing jumps, and nothing moves for those who want it still."""

import re
from typing import Any

from PIL import ImageColor
from playwright.sync_api import Locator, Page, Route, expect

from tests.bench.visiting import Loaded
from tests.browser.acts import PAST, card, compose, composer, expect_loaded, prompt
from tests.browser.conftest import Visit
from tests.browser.pixels import in_the_middle, plain
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.wall import AT_REST, NOTHING_NEAR, expect_filled
from tests.program.running import wait_until

SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 300);
})"""
THUMBNAILS = "**/thumbnail/"
# No picture of the past has it.
SHARP = "#12f03c"
PLACES = "cards => cards.map((card) => [card.id, ...Object.values(card.getBoundingClientRect().toJSON())])"
FILLS_ITS_CARD = """(blur) => {
  const [own, whole] = [blur, blur.closest(".card")].map((one) => one.getBoundingClientRect());
  return own.left <= whole.left && own.top <= whole.top && own.right >= whole.right && own.bottom >= whole.bottom;
}"""
MOVING = (
    """() => document.getAnimations().filter((one) => one.playState === "running").map((one) => one.animationName)"""
)


def folded(page: Page) -> Locator:
    return page.locator("html.composer-folded:not(.composer-turning)")


def expect_at_the_foot(page: Page) -> float:
    """Where the composer ends, which is seen as a whole."""
    box = composer(page).bounding_box()
    assert box
    foot: float = box["y"] + box["height"]
    assert foot <= page.viewport_size["height"]
    return foot


def test_the_studio_loads_without_anything_jumping(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    page.wait_for_load_state("load")
    assert page.evaluate(SHIFTS) < 0.02


def test_the_composer_folds_and_unfolds_without_anything_jumping(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    page.wait_for_load_state("load")
    page.evaluate(AT_REST)  # a turn right after the page has come may be lost
    for by in (900, -900):
        page.mouse.move(screen["viewport"]["width"] / 2, 300)
        page.mouse.wheel(0, by)
        # On a phone it stays folded until somebody reaches for it.
        expect(folded(page)).to_have_count(1 if by > 0 or screen == PHONE else 0)
        expect(page.locator(".composer-place")).to_have_css("opacity", "1")
    assert page.evaluate(SHIFTS) < 0.02


def test_on_a_phone_the_pictures_stay_while_a_finger_unfolds_the_composer_and_scrolling_folds_it(
    visit: Visit,
) -> None:
    page = visit(**PHONE)
    page.wait_for_load_state("load")
    expect_filled(page)
    places = page.locator("#history .card").evaluate_all(PLACES)
    foot = expect_at_the_foot(page)
    expect(folded(page)).to_have_count(1)
    low = composer(page).bounding_box()["height"]
    prompt(page).tap()
    expect(folded(page)).to_have_count(0)
    expect(prompt(page)).to_be_focused()
    assert composer(page).bounding_box()["height"] > low + 30
    # The browser forgives what moves at once after a tap; a person does not.
    assert page.locator("#history .card").evaluate_all(PLACES) == places
    assert expect_at_the_foot(page) == foot
    page.mouse.move(PHONE["viewport"]["width"] / 2, 300)
    # It does not fold under somebody's hands.
    wait_until(lambda: page.mouse.wheel(0, 60) or page.wait_for_timeout(100) or folded(page).count())
    expect(page.locator(".composer-place")).to_have_css("opacity", "1")
    assert composer(page).bounding_box()["height"] == low
    assert expect_at_the_foot(page) == foot
    assert page.evaluate(SHIFTS) < 0.02


def test_a_blurred_likeness_comes_first_and_the_picture_takes_its_place(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    held: list[Route] = []
    page.route(THUMBNAILS, lambda route: held.append(route))
    with page.expect_request(THUMBNAILS):
        page.reload(wait_until="domcontentloaded")
    expect_filled(page)
    shown = page.locator("#history .card").first
    blur, picture = shown.locator(".card-blur"), shown.locator(".card-picture")
    expect(blur).to_be_visible()
    blur.evaluate("image => image.decode()")
    expect(blur).to_have_css("filter", re.compile("blur"))
    assert blur.evaluate(FILLS_ITS_CARD)
    assert picture.evaluate("image => image.naturalWidth") == 0
    likeness = in_the_middle(shown)
    blur.evaluate("image => { image.style.visibility = 'hidden'; }")
    assert in_the_middle(shown) != likeness
    blur.evaluate("image => image.style.removeProperty('visibility')")
    places = page.locator("#history .card").evaluate_all(PLACES)
    while held:
        held.pop().fulfill(body=plain(SHARP), content_type="image/png")
    page.unroute(THUMBNAILS)
    expect_loaded(picture)
    assert in_the_middle(shown) == ImageColor.getrgb(SHARP) != likeness
    page.wait_for_load_state("load")
    assert page.locator("#history .card").evaluate_all(PLACES) == places
    assert page.evaluate(SHIFTS) < 0.02


def test_a_first_visit_brings_a_hundred_kilobytes_at_most_without_pictures(
    open_page: Visit, studio: Studio, sessions: dict[str, str], screen: dict[str, Any]
) -> None:
    # A browser of its own, which has nothing yet.
    page = open_page(studio.url, sessions["alice"], locale="en-ZA", **screen)
    loaded = Loaded(page.context.new_cdp_session(page))
    page.goto("/", wait_until="load")
    # With what comes before anybody scrolls.
    page.wait_for_function(NOTHING_NEAR)
    # The page and its scripts are counted, or nothing would be.
    assert 20 < loaded.bytes / 1024 <= 100


def test_with_reduced_motion_nothing_moves(visit: Visit, screen: dict[str, Any]) -> None:
    words = f"A stone, with nothing moving, {screen['viewport']['width']}"
    page = visit(reduced_motion="reduce", **screen)
    compose(page, f"{words} [slow]")
    made = card(page, words)
    expect(made.get_by_text("Generating")).to_be_visible()
    assert page.evaluate(MOVING) == []
    page.goto(made.get_by_role("link").first.get_attribute("href"))
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert page.evaluate(MOVING) == []
