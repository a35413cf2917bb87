"""Where one is after deleting and after undoing it: beside what is gone, and at what is back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.flocks import bar, bird, made, select
from tests.browser.studio import Studio
from tests.browser.test_deleting import undo

FADED = "words => Promise.all(words.flatMap((one) => one.getAnimations()).map(({ finished }) => finished))"
OPACITY = "words => words.map((one) => getComputedStyle(one).opacity)"


@pytest.fixture
def flock(studio: Studio) -> str:
    return made(studio, "carol", 6)


def link(page: Page, word: str, number: int) -> Locator:
    return bird(page, word, number).get_by_role("link").first


def delete(page: Page, word: str, number: int) -> None:
    """With keys alone."""
    link(page, word, number).focus()
    page.keyboard.press("x")
    page.keyboard.press("Delete")
    expect(bird(page, word, number)).to_have_count(0)
    expect(undo(page)).to_be_focused()


def test_one_goes_on_from_beside_what_was_deleted(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    delete(page, flock, 4)
    page.keyboard.press("Escape")
    expect(link(page, flock, 3)).to_be_focused()
    delete(page, flock, 3)
    page.keyboard.press("j")
    expect(link(page, flock, 2)).to_be_focused()


def test_the_focus_goes_to_what_is_back(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    delete(page, flock, 4)
    page.keyboard.press("Control+z")
    expect(link(page, flock, 4)).to_be_focused()
    select(page, flock, 2, 5)
    page.keyboard.press("Delete")
    expect(bird(page, flock, 5)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(link(page, flock, 5)).to_be_focused()


def test_it_goes_there_also_in_a_search_which_has_to_ask_whether_it_belongs_there(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?q={flock.split()[1]}")
    delete(page, flock, 4)
    page.keyboard.press("Enter")
    expect(link(page, flock, 4)).to_be_focused()


def test_with_the_mouse_nothing_is_marked_that_is_not_pointed_at(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    select(page, flock, 4)
    bar(page).get_by_role("button", name="Delete").click()
    expect(bird(page, flock, 4)).to_have_count(0)
    undo(page).click()
    expect(link(page, flock, 4)).to_be_focused()
    page.mouse.move(2, 2)
    words = page.locator("#history .card-about")
    words.evaluate_all(FADED)
    assert set(words.evaluate_all(OPACITY)) == {"0"}
    expect(page.locator("#history :focus-visible")).to_have_count(0)
    page.keyboard.press("j")
    expect(link(page, flock, 3)).to_be_focused()
    expect(bird(page, flock, 3).locator(".card-about")).to_have_css("opacity", "1")
