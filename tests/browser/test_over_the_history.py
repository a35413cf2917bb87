"""An open picture and the history under it: neither loses what belongs to the other."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import PAST, card, compose, opened, prompt_shown, viewer
from tests.browser.conftest import Visit
from tests.browser.flocks import bird, made
from tests.browser.held import wait_for_one
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.browser.under_way import finish, under_way
from tests.browser.wall import held
from tests.program.running import wait_until


@pytest.fixture
def flock(studio: Studio) -> str:
    return made(studio, "carol", 2)


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Search in prompts").fill(words)
    expect(page.locator("#chips .chip")).to_contain_text(words)


def test_two_entries_back_from_an_open_picture_the_history_is_that_of_the_address(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    everything = held(page)["ids"]
    search(page, flock)
    expect(page.locator("#history .card")).to_have_count(2)
    opened(page, bird(page, flock, 2))
    page.evaluate("history.go(-2)")
    expect(viewer(page)).to_be_hidden()
    # More of it may have come since.
    wait_until(lambda: held(page)["ids"][: len(everything)] == everything)
    expect(page.locator("#chips .chip")).to_have_count(0)
    # And two entries on, where it opens over what is there, closing it leads to the search.
    page.evaluate("history.go(2)")
    expect(viewer(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#history .card")).to_have_count(2)
    expect(page.get_by_role("searchbox", name="Search in prompts")).to_have_value(flock)


def test_what_leads_on_from_the_history_goes_with_what_is_looked_for(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    search(page, flock)
    expect(page.locator("#newest a")).to_have_attribute("href", re.compile(rf"/\?q={flock.replace(' ', '[+]')}$"))
    uuid = bird(page, flock, 2).get_attribute("id").removeprefix("generation-")
    page.goto(f"/?of={uuid}")
    origin = page.get_by_role("link", name="Made from this picture")
    expect(origin).to_be_visible()
    press(screen, page.get_by_role("link", name="Remove Made from one picture"))
    expect(origin).to_be_hidden()
    page.go_back()
    expect(origin).to_be_visible()


def test_the_last_one_of_a_view_leaves_words_and_no_blank_page(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    word = made(studio, "carol", 1)
    page = visit("carol", **screen)
    search(page, word)
    opened(page, bird(page, word, 1))
    press(screen, viewer(page).get_by_role("button", name="Delete"))
    expect(page.get_by_role("heading", name="No pictures match")).to_be_visible()
    press(screen, page.get_by_role("status").get_by_role("button", name="Undo"))
    expect(bird(page, word, 1)).to_be_visible()
    expect(page.get_by_role("heading", name="No pictures match")).to_be_hidden()


def test_a_form_of_it_is_sent_once_however_often_it_is_pressed(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    opened(page, bird(page, flock, 2))
    held: list[Route] = []
    page.route("**/trash/", lambda route: held.append(route))
    delete = viewer(page).get_by_role("button", name="Delete")
    press(screen, delete)
    press(screen, delete)
    wait_for_one(page, held)
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].continue_()
    expect(prompt_shown(page)).to_have_text(f"{flock} number 1")
    expect(viewer(page).get_by_role("button", name="Undo")).to_be_visible()
    expect(bird(page, flock, 1)).to_have_count(1)


def test_a_heart_that_could_not_be_kept_is_told_where_it_is_seen(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit("carol", PAST, **screen)
    opened(page, page.locator("#history .card").nth(1))
    page.route("**/favourite/", lambda route: route.abort())
    heart = viewer(page).get_by_role("button", name="Favourite")
    press(screen, heart)
    told = viewer(page).get_by_text("the favourite was not kept.")
    expect(told).to_be_visible()
    told.click(trial=True)
    expect(heart).to_have_attribute("aria-pressed", "false")
    page.unroute("**/favourite/")


def test_what_is_only_heard_is_heard_in_it(visit: Visit) -> None:
    page = visit("carol", PAST)
    opened(page, page.locator("#history .card").nth(1))
    heart = viewer(page).get_by_role("button", name="Favourite")
    told = viewer(page).locator("[data-announcer]")
    heart.click()
    expect(told).to_have_text("Marked as a favourite")
    heart.click()
    expect(told).to_have_text("No longer a favourite")


def test_who_was_signed_out_elsewhere_signs_in_and_nothing_was_deleted(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    word = made(studio, "carol", 1)
    # Alone in its view: nothing beside it is fetched ahead, by somebody who is signed out by then.
    page = visit("carol", f"/?q={word}", locale="en-ZA", **screen)
    opened(page, bird(page, word, 1))
    page.context.clear_cookies(name="sessionid")
    press(screen, viewer(page).get_by_role("button", name="Delete"))
    expect(page.get_by_role("textbox", name="Username")).to_be_visible()
    assert "/generations/" in page.url, "and comes back to the picture"
    expect(bird(visit("bob"), word, 1)).to_be_visible()


def test_on_its_own_page_it_can_be_looked_at_closer_once_it_has_come(visit: Visit, studio: Studio) -> None:
    page = visit("carol")
    with under_way(studio, "A valley that is looked at closer") as words:
        compose(page, words)
        link = card(page, words).get_by_role("link").first
        page.goto(link.get_attribute("href"))
        closer = page.get_by_role("group", name="Zoom")
        expect(page.get_by_text("Generating")).to_be_visible()
        expect(closer).to_be_hidden()
        finish(studio, words)
        expect(closer).to_be_visible()
