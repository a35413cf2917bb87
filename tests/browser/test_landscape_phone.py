"""A phone that lies on its side is wide and low: its pictures stay in sight, and all that is offered is reached. A
name of any length has its place.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import PAST, composer, expect_loaded, opened, prompt, prompt_shown, viewer
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio
from tests.browser.test_drafts import wait_until_saved
from tests.browser.test_finding import open_panel, panel
from tests.browser.test_fingers import missed
from tests.browser.test_folding import expect_folded
from tests.browser.touch import Glass, middle
from tests.browser.wall import scroll
from tests.conftest import PASSWORD

LOW = {**PHONE, "viewport": {"width": 844, "height": 390}}
# With the bar of the browser.
LOWER = {**PHONE, "viewport": {"width": 844, "height": 320}}
LONG = "Alexandra Papadopoulos-Vandenberghe"
NAMES = [LONG, "Jonas Weidinger", "Mira Olsen", "Tom Blake"]
FORGET = """
from generator.models import Member
Member.objects.filter(username__in=[name.split()[0].lower() for name in names]).delete()
"""
# How much of the last member that is seen is seen.
SEEN = """(list) => {
  const end = list.getBoundingClientRect().bottom;
  const rows = [...list.querySelectorAll("label")].map((row) => row.getBoundingClientRect());
  const last = rows.findLast((row) => row.top < end - 1);
  return Math.min(1, (end - last.top) / last.height);
}"""
HEIGHTS = "(list) => [...list.querySelectorAll('label')].map((row) => row.getBoundingClientRect().height)"


@pytest.fixture(scope="module")
def team(studio: Studio) -> Iterator[None]:
    """More colleagues than the list of members shows at once."""
    studio.shell("from tests.browser import past\npast.members(names, password)", names=NAMES, password=PASSWORD)
    yield
    studio.shell(FORGET, names=NAMES)


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found
    return found


def expect_whole(place: Locator) -> None:
    """All of it is on the screen, where a finger meets it, without anything else having to be done."""
    expect(place).to_be_in_viewport(ratio=0.99)
    place.tap(trial=True)


def account(page: Page) -> Locator:
    return page.get_by_role("button", name="Alice Adams")


def menu(page: Page) -> Locator:
    return page.locator("#account-menu")


def test_the_composer_is_one_line_until_it_is_reached_for(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    expect_folded(page)
    assert box(composer(page))["y"] > 300
    scroll(page, 400)
    scroll(page, -400)
    page.wait_for_function("() => scrollY === 0")
    page.wait_for_timeout(500)  # in which it would come back whole
    expect_folded(page)
    prompt(page).tap()
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_visible()
    expect_whole(composer(page).locator(".send"))


def test_a_draft_leaves_the_pictures_in_sight(visit: Visit) -> None:
    page = visit(**LOW)
    prompt(page).fill("A thought that\nwaits on its side")
    wait_until_saved(page)
    page.reload()
    expect(prompt(page)).to_have_value("A thought that\nwaits on its side")
    page.wait_for_load_state("load")
    expect_folded(page)
    assert box(composer(page))["y"] > 300


def test_the_filters_fit_the_screen_and_what_does_not_fit_is_scrolled_to(visit: Visit, team: None) -> None:
    page = visit(**LOWER)
    filters = open_panel(page)
    place = box(filters)
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= 320
    expect_whole(filters.get_by_role("button", name="Show"))
    Glass(page).swipe(middle(filters.get_by_role("radio", name="Finished")), (0, -90))
    expect_whole(filters.get_by_label("To", exact=True))
    filters.get_by_role("link", name="This month").tap()
    filters.get_by_role("button", name="Show").tap()
    expect(panel(page)).to_be_hidden()
    expect(page.get_by_role("list", name="Filters").get_by_role("link")).to_have_count(1)


def test_on_a_low_window_they_end_above_its_foot(visit: Visit) -> None:
    page = visit(viewport={"width": 1280, "height": 505})
    filters = open_panel(page)
    button = box(page.get_by_role("button", name="Filters"))
    place = box(filters)
    assert place["y"] >= button["y"] + button["height"]
    assert place["y"] + place["height"] <= 505
    expect(filters.get_by_role("button", name="Show")).to_be_in_viewport(ratio=0.99)


def test_an_admin_reaches_the_colours_and_the_way_out(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    expect(page.get_by_role("link", name="Admin panel")).to_be_visible()
    expect_whole(account(page))
    account(page).tap()
    for theme in ("Auto", "Light", "Dark"):
        expect_whole(menu(page).locator("label").filter(has_text=theme))
    expect_whole(menu(page).get_by_role("button", name="Sign out"))


def test_on_a_still_lower_screen_the_rail_and_its_menu_scroll(visit: Visit) -> None:
    page = visit(path=PAST, **LOWER)
    expect(account(page)).not_to_be_in_viewport(ratio=0.5)
    glass = Glass(page)
    glass.swipe(middle(page.get_by_role("link", name="Prompts")), (0, -120))
    expect_whole(account(page))
    account(page).tap()
    expect_whole(menu(page).locator("label").filter(has_text="Dark"))
    glass.swipe(middle(menu(page).get_by_role("link", name="Preferences")), (0, -120))
    expect_whole(menu(page).get_by_role("button", name="Sign out"))


def test_the_open_picture_has_the_height_of_the_screen_and_its_acts_beside_it(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    shown = opened(page, page.locator("#history article[data-status=succeeded]").nth(1))
    picture = shown.locator(".detail-picture")
    expect_loaded(shown.locator(".detail-full"))
    before = box(picture)
    assert before["height"] > 310
    edit = shown.get_by_role("link", name="Edit this")
    assert box(edit)["x"] >= before["x"] + before["width"]
    for act in ("Edit this", "Download", "Use again"):
        expect_whole(shown.get_by_role("link", name=act))
    for step in ("Newer picture", "Older picture", "Close"):
        expect_whole(shown.get_by_role("button", name=step))
        assert box(shown.get_by_role("button", name=step))["y"] + 44 <= before["y"]
    # What is told about it scrolls, and the picture stays.
    top = box(edit)["y"]
    Glass(page).swipe(middle(shown.get_by_role("link", name="Use again")), (0, -120))
    page.wait_for_function(f"() => document.querySelector('#viewer .detail-edit').getBoundingClientRect().y < {top}")
    assert box(picture) == before


def test_a_finger_goes_from_picture_to_picture_and_puts_them_away(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    card = page.locator("#history article[data-status=succeeded]").nth(1)
    address = re.compile(card.locator(".card-open").get_attribute("href") or "")
    shown = opened(page, card)
    expect(page).to_have_url(address)
    Glass(page).swipe(middle(shown.locator(".detail-picture")), (-200, 0))
    expect(page).not_to_have_url(address)
    expect(prompt_shown(page)).to_be_visible()
    Glass(page).swipe(middle(shown.locator(".detail-picture")), (0, 150))
    expect(viewer(page)).to_be_hidden()


def test_it_is_as_accessible_as_upright(visit: Visit, team: None) -> None:
    page = visit(path=PAST, **LOW)
    expect(page.locator("#history .card").first).to_be_visible()
    assert missed(page) == []
    assert axe.in_light_and_dark(page) == []
    filters = open_panel(page)
    assert missed(filters) == []
    assert axe.in_light_and_dark(page) == []
    filters.get_by_role("button", name="Show").tap()
    account(page).tap()
    expect(menu(page)).to_be_visible()
    assert missed(menu(page)) == []
    assert axe.in_light_and_dark(page) == []
    page.keyboard.press("Escape")
    shown = opened(page, page.locator("#history article[data-status=succeeded]").first)
    assert missed(shown) == []
    assert axe.in_light_and_dark(page) == []


def test_a_long_name_stays_within_the_rail(open_page: Visit, studio: Studio, team: None) -> None:
    page = open_page(studio.url, studio.session("alexandra"), **DESKTOP)
    page.goto("/")
    rail, button = box(page.locator(".rail")), box(page.get_by_role("button", name=LONG))
    name = box(page.locator(".account-name"))
    assert button["x"] + button["width"] <= rail["x"] + rail["width"]
    assert name["x"] + name["width"] <= button["x"] + button["width"]


def test_it_is_seen_that_more_members_follow(visit: Visit, team: None, screen: dict[str, Any]) -> None:
    members = open_panel(visit(**screen)).locator(".filters-members")
    assert members.evaluate("(list) => list.scrollHeight > list.clientHeight")
    assert members.evaluate(SEEN) == pytest.approx(0.5, abs=0.2)


def test_nothing_moves_in_the_filters_when_a_member_is_chosen(
    visit: Visit, team: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    filters = open_panel(page)
    members = filters.locator(".filters-members")
    before, state = members.evaluate(HEIGHTS), box(filters.get_by_role("group", name="State"))
    for name in (LONG, "Jonas Weidinger"):
        chosen = filters.get_by_role("radio", name=name)
        chosen.check()
        expect(chosen).to_be_checked()
        assert members.evaluate(HEIGHTS) == before
        assert box(filters.get_by_role("group", name="State")) == state
        # And a long name does not push what says that it is chosen out of sight.
        assert members.evaluate("(list) => list.scrollWidth <= list.clientWidth")
