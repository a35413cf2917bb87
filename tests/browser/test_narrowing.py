"""What the history is narrowed by: words and phrases, favourites, and chips that are taken away one by one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.test_finding import cards, open_panel, panel, search
from tests.browser.touch import press

EGRETS = """
from generator.models import Favourite, Generation, Member, Status
from tests.browser import past
alice, bob = (Member.objects.get(username=name) for name in ("alice", "bob"))
for author, status, prompt, references in (
    (alice, Status.SUCCEEDED, "Egret of somebody else", 0),
    (bob, Status.FAILED, "Egret that flew away", 0),
    (bob, Status.SUCCEEDED, "Egret in a yellow coat beside old boats", 0),
    (bob, Status.SUCCEEDED, "Egret after a sketch, in ink", 1),
    (bob, Status.SUCCEEDED, "Egret after a sketch, beloved", 1),
):
    made = past.made(author, status, prompt)
    Generation.objects.filter(pk=made.pk).update(referenced=references)
Favourite.objects.create(member=bob, generation=made)
"""
NO_FAVOURITES = """
from generator.models import Favourite
Favourite.objects.filter(generation__prompt__startswith="Egret").delete()
"""
# With all that can be asked for there is nothing; each chip that is taken away brings this egret.
ALL = "q=egret&by=bob&status=succeeded&favourites=yes&references=yes&since=2020-01-01&until=2020-01-31"
CHIPS = {
    "1 January 2020 to 31 January 2020": ("&since=2020-01-01&until=2020-01-31", "Egret after a sketch, beloved"),
    "Favourites": ("&favourites=yes", "Egret after a sketch, in ink"),
    "With references": ("&references=yes", "Egret in a yellow coat"),
    "Finished": ("&status=succeeded", "Egret that flew away"),
    "Bob": ("&by=bob", "Egret of somebody else"),
}


@pytest.fixture(scope="module", autouse=True)
def _egrets(studio: Studio) -> Iterator[None]:
    studio.shell(EGRETS)
    yield
    studio.shell(NO_FAVOURITES)


def quoted(typed: str) -> str:
    """As a chip has it: what brings quotes has them."""
    return typed if '"' in typed else f"“{typed}”"


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="Filters").locator(".chip-label")


def egret(page: Page, words: str) -> Locator:
    return page.locator("#history").get_by_role("article").filter(has_text=re.compile(words))


def nothing(page: Page) -> Locator:
    return page.get_by_role("heading", name="No pictures match")


def expect_at_rest(page: Page, screen: dict[str, Any], label: str) -> None:
    """The field in the panel that a chip stood for asks for nothing any more."""
    filters = open_panel(page)
    if label == "Bob":
        expect(filters.get_by_role("radio", name="Everybody")).to_be_checked()
    elif label == "Finished":
        expect(filters.get_by_role("radio", name="Any", exact=True)).to_be_checked()
    elif label in ("Favourites", "With references"):
        expect(filters.get_by_role("checkbox", name=label)).not_to_be_checked()
    else:
        expect(filters.get_by_label("From", exact=True)).to_have_value("")
        expect(filters.get_by_label("To", exact=True)).to_have_value("")
    press(screen, filters.get_by_role("button", name="Show"))
    expect(panel(page)).to_be_hidden()


def test_quotes_find_the_words_only_in_their_order(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    for typed, found in (
        ('egret "yellow coat"', 1),
        ('egret "coat yellow"', 0),
        ("egret coat yellow", 1),
        ('egret "yellow boats"', 0),
        ("egret yellow boats", 1),
        ('"egret after a sketch"', 2),
        ('"sketch after a egret"', 0),
    ):
        search(page).fill(typed)
        expect(chips(page)).to_have_text(quoted(typed))
        expect(cards(page)).to_have_count(found)
        expect(nothing(page)).to_have_count(0 if found else 1)
        expect(egret(page, "Egret (in a yellow coat|after a sketch)")).to_have_count(found)


def test_only_the_last_word_may_be_cut_short(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    for typed, found in (
        ("yellow egre", 1),
        ("egre yellow", 0),
        ("egret sket", 2),
        ("sket egret", 0),
        ('"egret sket"', 0),
    ):
        search(page).fill(typed)
        expect(chips(page)).to_have_text(quoted(typed))
        expect(cards(page)).to_have_count(found)
        expect(nothing(page)).to_have_count(0 if found else 1)


def test_favourites_narrow_a_search_until_their_chip_is_taken_away(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    search(page).fill("egret")
    expect(cards(page)).to_have_count(5)
    filters = open_panel(page)
    press(screen, filters.get_by_role("checkbox", name="Favourites"))
    expect(cards(page)).to_have_count(1)
    expect(chips(page)).to_have_text(["“egret”", "Favourites"])
    press(screen, filters.get_by_role("button", name="Show"))
    expect(panel(page)).to_be_hidden()
    expect(egret(page, "beloved")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/\?q=egret&favourites=yes$"))
    press(screen, chips(page).filter(has_text="Favourites"))
    expect(cards(page)).to_have_count(5)
    expect(chips(page)).to_have_text(["“egret”"])
    expect(page).to_have_url(re.compile(r"/\?q=egret$"))
    expect_at_rest(page, screen, "Favourites")


def test_every_kind_of_chip_takes_its_filter_away_and_no_other(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", f"/?{ALL}", **screen)
    expect(nothing(page)).to_be_visible()
    left, address = ["“egret”", "Bob", "Finished", "Favourites", "With references", next(iter(CHIPS))], ALL
    for count, (label, (part, words)) in enumerate(CHIPS.items(), 1):
        expect(chips(page)).to_have_text(left)
        press(screen, chips(page).get_by_text(label, exact=True))
        expect(egret(page, words)).to_be_visible()
        expect(cards(page)).to_have_count(count)
        left.remove(label)
        address = address.replace(part, "")
        expect(page).to_have_url(re.compile(rf"/\?{re.escape(address)}$"))
        expect_at_rest(page, screen, label)
    expect(chips(page)).to_have_text(left)
    press(screen, chips(page).get_by_text("“egret”"))
    expect(cards(page).filter(has_not_text="Egret")).not_to_have_count(0)
    expect(chips(page)).to_have_count(0)
    expect(search(page)).to_have_value("")
    expect(page).to_have_url("/")
