"""The trash is gone through with the keys of the history, as far as there is anything to do there."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.flocks import made
from tests.browser.studio import Studio

TRASH = """
from generator.models import Generation, Member
Generation.objects.filter(prompt__startswith=word).trash(by=Member.objects.get(username='carol'))
"""
# How far down the page the card stands that has the focus.
TOP = "document.activeElement.closest('.card').getBoundingClientRect().top + scrollY"


@pytest.fixture
def flock(studio: Studio) -> str:
    """What carol has deleted last: the highest number comes first."""
    word = made(studio, "carol", 4)
    studio.shell(TRASH, word=word)
    return word


def card(page: Page, word: str, number: int) -> Locator:
    return page.locator("#trashed .card").filter(has_text=f"{word} number {number}")


def expect_at(page: Page, word: str, number: int) -> None:
    expect(card(page, word, number).locator(".card-open")).to_be_focused()


def test_one_goes_from_card_to_card_chooses_some_and_brings_them_back(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", "/trash/", **screen)
    page.keyboard.press("j")
    expect_at(page, flock, 4)
    for key, number in (("j", 3), ("ArrowRight", 2), ("k", 3), ("ArrowLeft", 4), ("ArrowRight", 3)):
        page.keyboard.press(key)
        expect_at(page, flock, number)
    page.keyboard.press("x")
    expect(card(page, flock, 3).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(card(page, flock, 2).get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("2 selected", exact=True)).to_be_visible()
    page.keyboard.press("x")
    expect(card(page, flock, 2).get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("button", name="Restore").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is back.")).to_be_visible()
    expect(card(page, flock, 3)).to_have_count(0)
    expect(card(page, flock, 2)).to_have_count(1)


def test_down_goes_to_the_next_row_clear_of_the_bar_and_up_comes_back(visit: Visit, flock: str) -> None:
    page = visit("carol", "/trash/", viewport={"width": 390, "height": 420})
    page.keyboard.press("j")
    page.keyboard.press("x")
    bar = page.locator(".trash-bar")
    expect(bar).to_be_visible()
    first = page.evaluate(TOP)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(TOP) > first
    box, above = page.locator("#trashed .card:focus-within").bounding_box(), bar.bounding_box()
    assert box
    assert above
    assert box["y"] + box["height"] <= above["y"] + 1
    page.keyboard.press("ArrowUp")
    expect_at(page, flock, 4)


def test_enter_opens_and_escape_lets_go_of_what_is_chosen(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/trash/", **screen)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    bar = page.locator(".trash-bar")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(bar).to_be_hidden()
    expect_at(page, flock, 3)
    # From the bar, which goes, one is back at the first of them.
    page.keyboard.press("x")
    bar.get_by_role("button", name="Restore").focus()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(card(page, flock, 3).get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("j")
    expect_at(page, flock, 2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This picture was deleted")).to_be_visible()


def test_nothing_else_of_the_history_acts_there_and_the_keys_tell_no_more(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", "/trash/", **screen)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    for key in ("j", "f", "e", "?"):
        page.keyboard.press(key)
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_role("heading", level=3)).to_have_text(["Anywhere in the studio", "Among the cards"])
    for words in ("Next, previous", "Beside, above, below", "Open", "Select"):
        expect(keys.get_by_text(words, exact=True)).to_be_visible()
    for words in ("Favourite", "Edit this", "Select all", "Go on selecting"):
        expect(keys.get_by_text(words)).to_have_count(0)
    assert axe.violations(page) == []
    page.keyboard.press("?")
    expect_at(page, flock, 4)
    assert [address for address in sent if "/thumbnail" not in address] == []


def test_enter_on_a_tick_box_deletes_nothing(visit: Visit, flock: str) -> None:
    page = visit("carol", "/trash/")
    box = card(page, flock, 4).get_by_role("checkbox")
    box.press("Space")
    expect(box).to_be_checked()
    box.press("Enter")
    expect(page.get_by_text("It is back.")).to_be_visible()
    expect(card(page, flock, 4)).to_have_count(0)
    expect(card(page, flock, 3)).to_be_visible()
    page.get_by_role("button", name="Empty the trash").click()
    expect(page.get_by_role("heading", name="Delete all")).to_be_visible()
