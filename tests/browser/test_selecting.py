"""Many pictures at once: by circle, Shift, lasso and long press, by keyboard, and what stays selected meanwhile."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser import axe
from tests.browser.acts import composer, file, prompt
from tests.browser.bringing import chips, expect_chips, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.flocks import (
    bar,
    begin,
    bird,
    chosen,
    circle,
    expect_chosen,
    go_on,
    loaded,
    long_press,
    made,
    select,
)
from tests.browser.held import wait_for_one
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.touch import Glass, press
from tests.program.running import wait_until


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    made(studio, "carol", 8)  # these stand below, for whoever draws as far
    return made(studio, "carol", 8)


def test_circles_come_on_hover_and_the_bar_takes_the_composers_place(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    first = bird(page, flock, 8)
    expect(circle(first)).to_have_css("opacity", "0")
    first.hover()
    expect(circle(first)).to_have_css("opacity", "1")
    circle(first).click()
    expect(circle(first)).to_have_attribute("aria-pressed", "true")
    expect(bar(page)).to_be_visible()
    expect(bar(page)).to_contain_text("1 selected")
    expect(page.get_by_role("status").filter(has_text="1 selected")).to_be_attached()
    expect(composer(page)).to_be_hidden()
    expect(circle(bird(page, flock, 5))).to_have_css("opacity", "1")
    # Now a click anywhere on a card is enough.
    bird(page, flock, 5).get_by_role("link").first.click()
    expect(chosen(page)).to_have_count(2)
    expect(page.get_by_role("dialog")).to_have_count(0)
    for number in (5, 8):
        bird(page, flock, number).get_by_role("link").first.click()
    expect(bar(page)).to_be_hidden()
    expect(composer(page)).to_be_visible()


def test_shift_selects_everything_in_between_either_way(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    select(page, flock, 7)
    bird(page, flock, 4).get_by_role("link").first.click(modifiers=["Shift"])
    expect(chosen(page)).to_have_count(4)
    bird(page, flock, 8).get_by_role("link").first.click(modifiers=["Shift"])
    expect(chosen(page)).to_have_count(5)
    expect(bar(page)).to_contain_text("5 selected")
    bar(page).get_by_role("button", name="Clear the selection").click()
    expect(chosen(page)).to_have_count(0)


def test_a_rectangle_drawn_on_the_ground_selects_what_it_touches(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    first, second = (bird(page, flock, number).bounding_box() for number in (8, 7))
    page.mouse.move(first["x"] - 12, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + 30, first["y"] + 60, steps=4)
    expect(chosen(page)).to_have_count(1)
    page.mouse.move(second["x"] + 30, first["y"] + 60, steps=4)
    expect(chosen(page)).to_have_count(2)
    page.mouse.move(first["x"] + 30, first["y"] + 60, steps=4)
    expect(chosen(page)).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".lasso")).to_have_count(0)
    expect(bar(page)).to_contain_text("1 selected")
    # It adds to what is selected, and a card is not dragged along or opened.
    select(page, flock, 1)
    # The page may have scrolled to it.
    first, second = (bird(page, flock, number).bounding_box() for number in (8, 7))
    page.mouse.move(first["x"] - 12, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(second["x"] + 30, first["y"] + 60, steps=4)
    page.mouse.up()
    expect(chosen(page)).to_have_count(3)


def test_the_page_scrolls_along_while_one_draws_at_its_edge(visit: Visit, flock: str) -> None:
    page = visit("carol", "/", viewport={"width": 900, "height": 500})
    first = bird(page, flock, 8).bounding_box()
    page.mouse.move(first["x"] - 12, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(700, 495, steps=4)
    wait_until(lambda: page.evaluate("scrollY") > 600)
    page.mouse.up()
    held = chosen(page).count()
    assert held > 8
    here = page.evaluate("scrollY")
    expect(bar(page)).to_contain_text("selected")
    assert page.evaluate("scrollY") == here


def test_a_long_press_begins_on_a_phone_and_taps_go_on(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    card = bird(page, flock, 8)
    expect(circle(card)).to_be_hidden()
    long_press(page, card)
    expect(chosen(page)).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    bird(page, flock, 7).get_by_role("link").first.tap()
    expect(chosen(page)).to_have_count(2)
    bird(page, flock, 7).get_by_role("link").first.tap()
    expect(chosen(page)).to_have_count(1)
    for button in bar(page).get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert box["y"] > 844 * 0.75, "within thumb's reach"


def test_keys_act_right_after_a_long_press(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    long_press(page, bird(page, flock, 8))
    expect(chosen(page)).to_have_count(1)
    bird(page, flock, 7).get_by_role("link").first.focus()
    page.keyboard.press("x")
    expect(chosen(page)).to_have_count(2)


def test_a_finger_that_scrolls_selects_nothing(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    box = bird(page, flock, 8).bounding_box()
    glass = Glass(page)
    glass.hold((box["x"] + 60, box["y"] + 60), (0, -50), steps=1)
    # As long as a long press takes, and a little more.
    page.wait_for_timeout(700)
    glass.lift()
    expect(chosen(page)).to_have_count(0)
    expect(bar(page)).to_be_hidden()


def test_selecting_can_be_begun_from_the_sheet_of_actions(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    bird(page, flock, 8).get_by_role("button", name="Actions").tap()
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Select").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chosen(page)).to_have_count(1)


def test_all_of_it_by_keyboard(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    card = bird(page, flock, 8)
    card.get_by_role("link").first.focus()
    page.keyboard.press("x")
    expect(chosen(page)).to_have_count(1)
    there = loaded(page)
    assert len(there) > 8
    page.keyboard.press("Control+a")
    expect_chosen(page, there)
    page.keyboard.press("Escape")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("Tab")
    expect(circle(card)).to_be_focused()
    page.keyboard.press("Space")
    expect(chosen(page)).to_have_count(1)
    page.keyboard.press(".")
    expect(bar(page).get_by_role("button", name="Download")).to_be_focused()
    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("button", name="Favourite")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()
    expect(circle(card)).to_be_focused()


def test_escape_closes_what_lies_on_top_first(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine")
    select(page, flock, 8)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chosen(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(chosen(page)).to_have_count(0)


def test_what_is_selected_stays_so_when_its_card_is_told_anew(
    visit: Visit, studio: Studio, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    begin(page, screen, flock, 8, 6)
    before = bird(page, flock, 8).get_attribute("data-change")
    studio.shell(
        "from django.db import transaction\n"
        "from generator.models import Feed, Generation\n"
        "with transaction.atomic():\n"
        "    Generation.objects.filter(prompt=prompt).update(change=Feed.advance(), failure='told anew')",
        prompt=f"{flock} number 8",
    )
    expect(bird(page, flock, 8)).not_to_have_attribute("data-change", before)
    expect(chosen(page)).to_have_count(2)


def test_what_is_selected_stays_so_while_one_scrolls_far_away_and_comes_back(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **(screen if "has_touch" in screen else {"viewport": {"width": 900, "height": 500}}))
    begin(page, screen, flock, 8, 7)
    # What has the focus is never dropped.
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(200, 250)
    more = page.locator("#more")
    wait_until(lambda: page.mouse.wheel(0, 3000) or page.wait_for_timeout(100) or more.count() == 0, 60)
    expect(bird(page, flock, 8)).to_have_count(0)
    expect(bar(page)).to_contain_text("2 selected")
    page.keyboard.press("Control+Home")
    expect(bird(page, flock, 8)).to_be_in_viewport()
    expect(chosen(page)).to_have_count(2)
    expect(bar(page)).to_contain_text("2 selected")


def test_only_what_can_be_done_is_offered(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    begin(page, screen, flock, 8, 7, 6)
    act = bar(page).get_by_role("button")
    expect(act.filter(has_text="Use as references")).to_be_enabled()
    expect(act.filter(has_text="Delete")).to_be_disabled()
    go_on(page, screen, flock, 5)
    expect(act.filter(has_text="Use as references")).to_be_disabled()
    expect(act.filter(has_text="Download")).to_be_enabled()


def test_hearts_go_to_what_was_selected_when_one_asked(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    word = made(studio, "carol", 2)
    page = visit("carol", "/?scope=mine", **screen)
    held: list[Route] = []
    page.route("**/favourite/", lambda route: held.append(route))
    begin(page, screen, word, 2)
    press(screen, bar(page).get_by_role("button", name="Favourite"))
    go_on(page, screen, word, 1)
    wait_for_one(page, held)
    for route in held:
        route.continue_()
    expect(page.locator("#announcer")).to_have_text("1 marked as favourites")
    expect(bird(page, word, 2).locator("[data-favourite]")).to_have_attribute("aria-pressed", "true")
    expect(bird(page, word, 1).locator("[data-favourite]")).to_have_attribute("aria-pressed", "false")


def test_what_finds_no_place_among_the_references_stays_selected(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    prompt(page).click()
    pick(page, file("one.png", fresh()), file("two.png", fresh()))
    expect_chips(page, "one.png", "two.png")
    begin(page, screen, flock, 8, 7, 6)
    press(screen, bar(page).get_by_role("button", name="Use as references"))
    expect(page.locator("#messages")).to_contain_text("Three references at most; 2 pictures were left out.")
    expect(bar(page)).to_contain_text("2 selected")
    expect(chosen(page)).to_have_count(2)
    bar(page).get_by_role("button", name="Clear the selection").click()
    expect(chips(page)).to_have_count(3)


def test_axe_finds_nothing_while_one_selects(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    begin(page, screen, flock, 8)
    expect(bar(page)).to_be_visible()
    assert axe.in_light_and_dark(page) == []
