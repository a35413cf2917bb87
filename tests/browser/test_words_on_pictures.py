"""Words and signs over pictures can be read whatever a picture shows, which axe-core leaves to others to judge."""

from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import PAST, expect_loaded, opened, prompt, viewer
from tests.browser.bringing import chips
from tests.browser.conftest import Visit
from tests.browser.pixels import contrast, points
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio
from tests.browser.test_the_shelf import add
from tests.browser.touch import middle
from tests.browser.veils import EXTREMES, all_pictures, faintest

WORDS, SIGN = 4.5, 3


@pytest.fixture(params=EXTREMES)
def extreme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def painted(page: Page, colour: str) -> Page:
    """The same page, with nothing but pictures of this colour."""
    all_pictures(page, colour)
    page.reload()
    expect_loaded(page.locator("#history img.card-picture").first)
    return page


def expect_read(page: Page, least: float, *places: Locator) -> None:
    page.evaluate(axe.SETTLED)
    assert places
    for place in places:
        expect(place).to_be_visible()
        assert faintest(place) >= least, place


def test_the_words_and_tools_of_a_card(visit: Visit, extreme: str) -> None:
    page = painted(visit(path=PAST, **DESKTOP), extreme)
    shown = page.locator("#history .set:has(.card + .card) > .card[data-status=succeeded]").first
    shown.scroll_into_view_if_needed()
    shown.hover()
    expect(shown.locator(".card-about")).to_have_css("opacity", "1")
    expect_read(page, WORDS, *(shown.locator(name) for name in (".card-prompt", ".card-name", ".card-nth")))
    expect_read(page, SIGN, *shown.locator(".card-tools .icon:visible").all())
    # The line of the circle is white, and lies around what is seen in its middle.
    x, y = middle(shown.locator(".card-select"))
    inside: FloatRect = {"x": x - 5, "y": y - 5, "width": 10, "height": 10}
    assert min(contrast((255, 255, 255), one) for one in points(page, inside).values()) >= SIGN


def test_the_button_of_a_card_on_a_phone(visit: Visit, extreme: str) -> None:
    page = painted(visit(path=PAST, **PHONE), extreme)
    shown = page.locator("#history .card[data-status=succeeded]").first
    expect_read(page, SIGN, shown.locator(".card-more .icon"))


def test_what_lies_over_an_open_picture(visit: Visit, screen: dict[str, Any], extreme: str) -> None:
    page = painted(visit(path=PAST, **screen), extreme)
    for scheme in axe.SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shown = opened(page, page.locator("#history .card[data-status=succeeded]").nth(2))
        expect_loaded(shown.locator(".detail-full"))
        if "has_touch" in screen:
            shown.evaluate("one => one.scrollTo({ top: 120, behavior: 'instant' })")
        else:
            for _ in range(4):
                page.keyboard.press("+")
            expect(page.locator("html.zoomed")).to_have_count(1)
        expect_read(page, SIGN, *shown.locator(".viewer-bar .icon:visible").all())
        page.keyboard.press("Escape")
        expect(viewer(page)).to_be_hidden()


def test_what_lies_over_references(visit: Visit, studio: Studio, screen: dict[str, Any], extreme: str) -> None:
    add(studio, "carol", "veil.png")
    page = painted(visit("carol", path=PAST, **screen), extreme)
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    tile = page.locator("#shelf .shelf-tile").first
    tile.locator(".shelf-pick").click()
    expect(chips(page)).to_have_count(1)
    expect_loaded(tile.locator("img"))
    tile.hover()
    expect_read(page, SIGN, tile.locator(".shelf-open .icon"))
    for name in tile.locator(".shelf-name").all():
        expect_read(page, WORDS, name)
    page.keyboard.press("Escape")
    expect_read(page, SIGN, chips(page).locator(".reference-remove .icon"))
