"""Everything from one picture to another is selected at once: by keys, and by a finger that rests."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.flocks import bar, bird, chosen, long_press, made
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.wall import AT_REST


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    return made(studio, "carol", 8)


def focus(page: Page, word: str, number: int) -> None:
    bird(page, word, number).get_by_role("link").first.focus()


def expect_chosen(page: Page, word: str, *numbers: int) -> None:
    """These of the flock, in the order of the page, and nothing else."""
    expect(chosen(page).locator(".card-prompt")).to_have_text([f"{word} number {number}" for number in numbers])
    if numbers:
        expect(bar(page)).to_contain_text(f"{len(numbers)} selected")


def test_shift_and_x_select_everything_in_between_either_way(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}")
    focus(page, flock, 6)
    page.keyboard.press("x")
    expect_chosen(page, flock, 6)
    focus(page, flock, 4)
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 6, 5, 4)
    focus(page, flock, 7)
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 7, 6, 5, 4)
    # The one that was toggled last is where the next range begins.
    focus(page, flock, 4)
    page.keyboard.press("x")
    page.keyboard.press("x")
    focus(page, flock, 2)
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 7, 6, 5, 4, 3, 2)


def test_shift_and_x_act_on_the_picture_that_is_pointed_at(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}")
    bird(page, flock, 7).hover()
    page.keyboard.press("x")
    expect_chosen(page, flock, 7)
    bird(page, flock, 5).hover()
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 7, 6, 5)


def test_a_range_begins_anew_once_everything_was_let_go(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}")
    focus(page, flock, 8)
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    expect_chosen(page, flock)
    focus(page, flock, 5)
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 5)
    focus(page, flock, 4)
    page.keyboard.press("Shift+X")
    expect_chosen(page, flock, 5, 4)


def test_what_is_gone_over_with_shift_is_selected_along_the_way(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}")
    focus(page, flock, 8)
    page.keyboard.press("Shift+ArrowRight")
    expect(bird(page, flock, 7).get_by_role("link").first).to_be_focused()
    expect_chosen(page, flock)
    page.keyboard.press("x")
    page.keyboard.press("ArrowRight")
    expect_chosen(page, flock, 7)
    page.keyboard.press("Shift+ArrowRight")
    expect_chosen(page, flock, 7, 6, 5)
    page.keyboard.press("Shift+J")
    expect_chosen(page, flock, 7, 6, 5, 4)
    page.keyboard.press("Shift+K")
    page.keyboard.press("Shift+ArrowLeft")
    expect(bird(page, flock, 6).get_by_role("link").first).to_be_focused()
    expect_chosen(page, flock, 7, 6, 5, 4)


def test_on_a_phone_a_second_finger_that_rests_takes_everything_in_between_along(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}", **PHONE)
    long_press(page, bird(page, flock, 7))
    expect_chosen(page, flock, 7)
    bird(page, flock, 4).evaluate("card => card.scrollIntoView({ block: 'center' })")
    page.evaluate(AT_REST)
    long_press(page, bird(page, flock, 4), 4)
    expect_chosen(page, flock, 7, 6, 5, 4)
    # A tap goes on one by one, and the next range begins with it.
    bird(page, flock, 5).get_by_role("link").first.tap()
    expect_chosen(page, flock, 7, 6, 4)
    bird(page, flock, 2).get_by_role("link").first.tap()
    expect_chosen(page, flock, 7, 6, 4, 2)
    expect(page.get_by_role("dialog")).to_have_count(0)
