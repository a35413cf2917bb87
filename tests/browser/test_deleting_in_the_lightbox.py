"""Sorting out with a picture open: what is deleted gives way to the next, and comes back right there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.acts import opened, prompt_shown, viewer
from tests.browser.conftest import Visit
from tests.browser.flocks import bird, made
from tests.browser.studio import Studio
from tests.browser.test_deleting import undo
from tests.browser.touch import middle, press


@pytest.fixture
def flock(studio: Studio) -> str:
    return made(studio, "carol", 4)


def expect_shown(page: Page, word: str, number: int) -> None:
    expect(prompt_shown(page)).to_have_text(f"{word} number {number}")
    expect(viewer(page).get_by_role("button", name="Delete")).to_be_visible()


def test_the_next_is_shown_with_the_way_to_undo_it(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    dialog = opened(page, bird(page, flock, 3))
    press(screen, dialog.get_by_role("button", name="Delete"))
    expect_shown(page, flock, 2)
    expect(bird(page, flock, 3)).to_have_count(0)
    expect(dialog.get_by_text("It is in the trash for 30 days.")).to_be_in_viewport(ratio=1)
    assert axe.in_light_and_dark(page) == []
    press(screen, undo(page))
    expect_shown(page, flock, 3)
    expect(bird(page, flock, 3)).to_have_count(1)
    press(screen, dialog.get_by_role("button", name="Close"))
    expect(dialog).to_be_hidden()
    expect(bird(page, flock, 3).get_by_role("link").first).to_be_focused()
    expect(page.get_by_text("It is back.")).to_be_in_viewport(ratio=1)


def test_a_double_click_deletes_one(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    dialog = opened(page, bird(page, flock, 3))
    page.mouse.move(*middle(dialog.get_by_role("button", name="Delete")))
    page.mouse.down()
    page.mouse.up()
    expect_shown(page, flock, 2)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(500)
    expect_shown(page, flock, 2)
    expect(bird(page, flock, 2)).to_have_count(1)
    dialog.get_by_role("button", name="Delete").click()
    expect_shown(page, flock, 1)


def test_with_keys_one_after_the_other_goes_and_the_last_comes_back(visit: Visit, flock: str) -> None:
    page = visit("carol", f"/?q={flock.split()[1]}")
    opened(page, bird(page, flock, 3))
    for left in (2, 1):
        page.keyboard.press("Delete")
        expect_shown(page, flock, left)
    # Behind the end of the view is nothing: back to what stands before it.
    page.keyboard.press("Delete")
    expect_shown(page, flock, 4)
    page.keyboard.press("Control+z")
    expect_shown(page, flock, 1)
    page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    expect(bird(page, flock, 1).get_by_role("link").first).to_be_focused()


def test_the_key_deletes_the_focused_card_of_whoever_may(visit: Visit, flock: str) -> None:
    page, colleague = visit("carol", "/?scope=mine"), visit("bob")
    bird(colleague, flock, 2).get_by_role("link").first.focus()
    colleague.keyboard.press("Delete")
    bird(page, flock, 3).get_by_role("link").first.focus()
    page.keyboard.press("Delete")
    expect(bird(colleague, flock, 3)).to_have_count(0)
    expect(undo(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(bird(page, flock, 3).get_by_role("link").first).to_be_focused()
    expect(bird(colleague, flock, 2)).to_have_count(1)
    expect(colleague.locator(".message")).to_have_count(0)
