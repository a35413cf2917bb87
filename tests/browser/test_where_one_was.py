"""Whoever closes something is where they were; whoever asks for the top gets there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, card, compose, opened, prompt, viewer
from tests.browser.conftest import Tab, Visit
from tests.browser.pixels import points
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.test_favourites import ACCENT
from tests.browser.touch import press
from tests.browser.under_way import finish, under_way
from tests.browser.wall import AT_REST, NOTHING_NEAR, expect_place, place, scroll

FOCUSED = "() => document.activeElement.closest('.card')?.id ?? document.activeElement.id"


def test_a_scrollbar_that_takes_up_room_moves_nothing_when_something_opens_and_closes(tab: Tab) -> None:
    page = tab()
    assert page.evaluate("() => innerWidth > document.documentElement.clientWidth"), "there is such a bar"
    page.mouse.move(640, 300)
    page.mouse.wheel(0, 1500)
    page.wait_for_function("() => scrollY > 1000")
    page.evaluate(AT_REST)
    was = place(page)
    page.wait_for_function(NOTHING_NEAR)  # more below would make it higher
    wall = page.locator("#history").bounding_box()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert page.locator("#history").bounding_box() == wall
    page.keyboard.press("Escape")
    page.locator(f"#{was.card} .card-open").click()
    expect(viewer(page).locator(".facts")).to_be_visible()
    # Nothing of it lies where the bar was.
    right = viewer(page).evaluate("viewer => viewer.getBoundingClientRect().right")
    assert right <= page.evaluate("() => document.documentElement.clientWidth")
    page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    page.wait_for_timeout(300)  # in which rows of another width would have been laid out
    expect_place(page, was)


@pytest.mark.parametrize("size", [{}, {"viewport": {"width": 640, "height": 450}}], ids=["phone", "low"])
def test_a_picture_opens_at_its_top_however_far_one_was_in_another(visit: Visit, size: dict[str, Any]) -> None:
    page = visit("bob", PAST, **{**PHONE, **size})
    for nth in (1, 2):
        dialog = opened(page, page.locator("#history article[data-status=succeeded]").nth(nth))
        assert dialog.evaluate("viewer => viewer.scrollTop") == 0
        dialog.evaluate("viewer => viewer.scrollTo(0, 250)")
        page.wait_for_timeout(100)
        assert dialog.evaluate("viewer => viewer.scrollTop") > 0
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def far(page: Page) -> None:
    for _ in range(6):
        scroll(page, 1600)
    assert page.evaluate("scrollY") > 4000


def test_the_teams_place_begins_at_the_top_for_who_is_far_down_already(
    visit_great: Visit, screen: dict[str, Any]
) -> None:
    page = visit_great(**screen)
    far(page)
    page.wait_for_timeout(400)  # in which the place is remembered
    page.reload()
    page.wait_for_function("() => scrollY > 500")
    press(screen, page.get_by_role("navigation", name="History").get_by_role("link", name="Team"))
    page.wait_for_function("() => scrollY === 0")
    expect(page.locator("#history .day").first).to_be_in_viewport()


def test_what_was_sent_from_far_down_is_shown_on_request(visit_great: Visit) -> None:
    page = visit_great()
    far(page)
    compose(page, "A pier that was asked for far down [fast]")
    press({}, page.get_by_role("link", name="Show it"))
    expect(card(page, "A pier that was asked for far down").first).to_be_in_viewport()


def test_newest_has_a_dot_once_something_of_ones_own_is_there(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    newest = page.locator("#newest")
    with under_way(studio, f"A kite that comes while one is elsewhere, {screen['viewport']['width']}") as words:
        compose(page, words)
        expect(card(page, words)).to_be_visible()
        scroll(page, 3000)
        link = newest.get_by_role("link")
        expect(link).to_be_visible()
        assert dotted(page) == 0
        finish(studio, words)
        page.wait_for_function("() => document.querySelector('#newest.fresh')")
        # About as many as a dot of eight across has.
        assert 25 < dotted(page) < 70
        press(screen, link)
        page.wait_for_function("() => scrollY === 0 && !document.querySelector('#newest.fresh')")


def dotted(page: Page) -> int:
    """How many points of "Newest" have the colour of what is new."""
    box = page.locator("#newest a").bounding_box()
    assert box
    # Without its round ends, beside which the pictures are seen.
    inside = {"x": box["x"] + 8, "y": box["y"] + 8, "width": box["width"] - 16, "height": box["height"] - 16}
    accent = page.evaluate(ACCENT)
    return sum(max(map(abs, map(int.__sub__, one, accent))) < 30 for one in points(page, inside).values())


@pytest.mark.parametrize("key", ["n", "e"])
def test_escape_from_the_composer_leads_back_to_the_card_one_came_from(visit: Visit, key: str) -> None:
    page = visit("bob", PAST)
    for _ in range(3):
        page.keyboard.press("j")
    was = page.evaluate(FOCUSED)
    page.keyboard.press(key)
    expect(prompt(page)).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == was


def test_n_goes_on_behind_what_is_written(visit: Visit) -> None:
    page = visit("bob")
    prompt(page).fill("A tray")
    page.wait_for_timeout(800)
    page.reload()
    expect(prompt(page)).to_have_value("A tray")
    page.keyboard.press("n")
    page.keyboard.type(" of buns")
    expect(prompt(page)).to_have_value("A tray of buns")


def test_the_keys_that_are_told_of_are_those_that_there_are(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", "/prompts/", **screen)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_role("heading", name="Anywhere in the studio")).to_be_visible()
    expect(keys.get_by_role("heading", name="Among the cards")).to_have_count(0)
    page.goto("/")
    page.keyboard.press("?")
    expect(keys.get_by_role("heading", name="Among the cards")).to_be_visible()
