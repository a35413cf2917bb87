"""On a phone one picture is deleted from the sheet of its actions, by whoever may, and undone like any other."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.flocks import bird, chosen, made
from tests.browser.held import answers_held, wait_for_one
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.test_deleting import undo
from tests.browser.test_fingers import missed


@pytest.fixture
def flock(studio: Studio) -> str:
    return made(studio, "carol", 3)


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Actions")


def opened(page: Page, word: str, number: int) -> Locator:
    bird(page, word, number).get_by_role("button", name="Actions").tap()
    expect(sheet(page).get_by_role("link", name="Download")).to_be_visible()
    return sheet(page)


def delete(page: Page, word: str, number: int) -> None:
    opened(page, word, number).get_by_role("button", name="Delete").tap()
    expect(sheet(page)).to_have_count(0)


def test_it_goes_to_the_trash_and_undo_brings_it_back(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    place = opened(page, flock, 2)
    expect(place.get_by_role("button", name="Delete")).to_be_visible()
    assert missed(place) == []
    assert axe.in_light_and_dark(page) == []
    place.get_by_role("button", name="Delete").tap()
    expect(sheet(page)).to_have_count(0)
    expect(bird(page, flock, 2)).to_have_count(0)
    expect(bird(page, flock, 3)).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="It is in the trash for 30 days.")).to_be_visible()
    expect(undo(page)).to_be_focused()
    undo(page).tap()
    expect(bird(page, flock, 2)).to_have_count(1)
    # The sheet of another card asks for that one.
    delete(page, flock, 3)
    expect(bird(page, flock, 3)).to_have_count(0)
    expect(bird(page, flock, 2)).to_have_count(1)
    expect(chosen(page)).to_have_count(0)


def test_two_are_deleted_one_right_after_the_other(visit: Visit, flock: str) -> None:
    page = visit("carol", "/?scope=mine", **PHONE)
    with answers_held(page, "**/generations/trash/") as held:
        delete(page, flock, 3)
        wait_for_one(page, held)
        delete(page, flock, 1)
    expect(bird(page, flock, 1)).to_have_count(0)
    expect(bird(page, flock, 3)).to_have_count(0)
    expect(bird(page, flock, 2)).to_have_count(1)


def test_a_colleagues_offers_none_but_to_an_admin(visit: Visit, studio: Studio, flock: str) -> None:
    page = visit("bob", **PHONE)
    own = made(studio, "bob", 1)
    expect(opened(page, flock, 2).get_by_role("button", name="Delete")).to_have_count(0)
    sheet(page).get_by_role("button", name="Close").tap()
    # It came while one was there.
    expect(opened(page, own, 1).get_by_role("button", name="Delete")).to_be_visible()
    sheet(page).get_by_role("button", name="Close").tap()
    expect(opened(page, flock, 3).get_by_role("button", name="Delete")).to_have_count(0)
    admin = visit("alice", **PHONE)
    delete(admin, flock, 2)
    expect(bird(admin, flock, 2)).to_have_count(0)
    sheet(page).get_by_role("button", name="Close").tap()
    expect(bird(page, flock, 2)).to_have_count(0)


def test_when_the_studio_cannot_be_reached_that_is_said_and_it_stays(
    visit: Visit, flock: str, forgiven: list[str]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page = visit("carol", "/?scope=mine", **PHONE)
    page.context.set_offline(True)
    delete(page, flock, 2)
    expect(page.get_by_text("The studio could not be reached. Nothing was done; try again.")).to_be_visible()
    expect(bird(page, flock, 2)).to_have_count(1)
    page.context.set_offline(False)
    delete(page, flock, 2)
    expect(bird(page, flock, 2)).to_have_count(0)
