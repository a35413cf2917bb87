"""Whoever goes by keys sees where they are: what has the focus is framed, wherever that is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, composer, opened, prompt
from tests.browser.conftest import Visit
from tests.browser.flocks import made
from tests.browser.ring import expect_ring, expect_rings
from tests.browser.studio import Studio
from tests.browser.test_accessibility import LOOKS
from tests.browser.test_looking_back import tab_to
from tests.browser.test_the_shelf import add

SAVED = """
from generator.models import Member, SavedPrompt
from tests import make
SavedPrompt.objects.filter(name="A ring").delete()
make.prompt(Member.objects.get(username="carol"), "A ring", "A ring of {colour} stones")
"""
TRASHED = """
from generator.models import Generation, Member
Generation.objects.filter(prompt__startswith=word).trash(by=Member.objects.get(username="carol"))
"""


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    return LOOKS[request.param]


def test_on_the_page(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(path=PAST, **look)
    expect(page.locator("#history .card").first).to_be_visible()
    for place in (
        page.get_by_role("link", name="Skip to the content"),
        page.get_by_role("link", name="Skip to the composer"),
        page.get_by_role("link", name="Mine"),
        page.get_by_role("searchbox", name="Search in prompts"),
        page.get_by_role("radio", name="Medium"),
        page.locator("#history .card-open").first,
    ):
        tab_to(page, place)
        expect_ring(page)
    # All that the cards offer comes before the composer.
    page.reload()
    tab_to(page, page.get_by_role("link", name="Skip to the composer"))
    page.keyboard.press("Enter")
    expect(prompt(page)).to_be_focused()
    expect_ring(page)
    tab_to(page, page.get_by_role("button", name="Generate"))
    expect_ring(page)


def test_on_what_a_card_offers(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    first = page.locator("#history .card").first
    expect(first).to_be_visible()
    offered = ["Actions"] if "has_touch" in screen else ["Select", "Favourite", "Edit this", "Download"]
    for name in offered:
        tab_to(page, first.get_by_role("link" if name in ("Edit this", "Download") else "button", name=name).first)
        expect_ring(page)


def test_in_the_composer(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", **screen)
    prompt(page).fill("A {red|blue} ring")
    prompt(page).press("Home")
    expect(page.get_by_text("2 prompts, a picture each")).to_be_visible()
    expect_rings(page, "#composer", 6)
    composer(page).get_by_role("button", name="Pictures").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="1")).to_be_focused()
    expect_ring(page)


def test_in_an_open_picture(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(path=PAST, **look)
    opened(page, page.locator("#history article[data-status=succeeded]").nth(2))
    expect(page.locator(".viewer.busy")).to_have_count(0)
    expect_rings(page, "#viewer", 8)


def test_in_the_library(visit: Visit, studio: Studio, look: dict[str, Any]) -> None:
    studio.shell(SAVED)
    page = visit("carol", **look)
    prompt(page).focus()
    page.keyboard.press("/")
    expect(page.locator("#library").get_by_role("option").first).to_be_visible()
    # On a phone no field has the focus yet, or its keyboard would cover the prompts.
    if "has_touch" not in look:
        expect_ring(page)
    expect_rings(page, "#library", 4)


def test_on_the_shelf(visit: Visit, studio: Studio, look: dict[str, Any]) -> None:
    add(studio, "carol", "ring.png")
    page = visit("carol", **look)
    prompt(page).focus()
    tab_to(page, page.get_by_role("button", name="Open the reference shelf"))
    page.keyboard.press("Enter")
    expect(page.locator("#shelf .shelf-pick").first).to_be_visible()
    expect_ring(page)
    expect_rings(page, "#shelf", 4)


def test_in_the_bar_of_what_is_selected_and_in_the_keys(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(path=PAST, **look)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".selection-count")).to_have_text("1 selected")
    page.keyboard.press(".")
    expect_ring(page)
    expect_rings(page, "#selection", 4)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect_rings(page, "#help", 1)


def test_in_the_menu_and_in_what_narrows_the_view(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(path=PAST, **look)
    open_with_enter(page, "Alice Adams")
    expect_rings(page, "#account-menu", 4)
    page.keyboard.press("Escape")
    open_with_enter(page, "Filters")
    find = page.get_by_role("searchbox", name="Find a member")
    expect(find).to_be_visible()
    if "has_touch" not in look:
        expect(find).to_be_focused()
        expect_ring(page)
    expect_rings(page, "#filters-panel", 7)


def test_on_the_pages_around_the_studio(visit: Visit, studio: Studio, look: dict[str, Any]) -> None:
    studio.shell(SAVED)
    page = visit("carol", "/prompts/", **look)
    expect(page.get_by_role("heading", level=1, name="Prompts")).to_be_visible()
    expect_rings(page, "main", 6)
    page.goto("/accounts/preferences/")
    expect(page.get_by_role("heading", level=1, name="Preferences")).to_be_visible()
    expect_rings(page, "main", 3)
    page.goto(PAST)
    page.goto(page.locator("#history article[data-status=succeeded] .card-open").first.get_attribute("href") or "")
    expect(page.locator(".facts")).to_be_visible()
    expect_rings(page, "main", 6)


def test_in_the_trash(visit: Visit, studio: Studio, look: dict[str, Any]) -> None:
    studio.shell(TRASHED, word=made(studio, "carol", 2))
    page = visit("carol", "/trash/", **look)
    expect(page.get_by_role("heading", level=1, name="Trash")).to_be_visible()
    expect_rings(page, "main", 5)


def test_where_one_signs_in(visit: Visit, look: dict[str, Any]) -> None:
    page = visit("", "/accounts/login/", **look)
    for place in (
        page.get_by_label("Username"),
        page.get_by_label("Password"),
        page.get_by_role("button", name="Sign in"),
    ):
        if not place.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Tab")
        expect(place).to_be_focused()
        expect_ring(page)


def open_with_enter(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")
