"""Whoever goes by keys sees where they are: what has the focus is framed, wherever that is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, composer, opened, prompt
from tests.browser.axe import SCHEMES
from tests.browser.conftest import Visit
from tests.browser.ring import expect_ring, expect_rings
from tests.browser.screens import DESKTOP
from tests.browser.studio import Studio
from tests.browser.test_the_shelf import add

SAVED = """
from generator.models import Member, SavedPrompt
from tests import make
SavedPrompt.objects.filter(name="A ring").delete()
make.prompt(Member.objects.get(username="carol"), "A ring", "A ring of {colour} stones")
"""


@pytest.fixture(params=SCHEMES)
def desk(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {**DESKTOP, "color_scheme": request.param}


def test_on_the_page(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    expect(page.locator("#history .card").first).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for place in (
            page.get_by_role("link", name="Skip to the content"),
            page.get_by_role("link", name="Mine"),
            page.get_by_role("searchbox", name="Search in prompts"),
            page.get_by_role("radio", name="Medium"),
            page.locator("#history .card-open").first,
            page.get_by_role("button", name="Generate"),
            prompt(page),
        ):
            page.keyboard.press("Tab")
            place.focus()
            expect_ring(page)


def test_on_what_a_card_offers(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    first = page.locator("#history .card").first
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    first.locator(".card-open").focus()
    offered = ["Actions"] if "has_touch" in screen else ["Select", "Favourite", "Edit this", "Download"]
    for name in offered:
        page.keyboard.press("Tab")
        first.get_by_role("link" if name in ("Edit this", "Download") else "button", name=name).first.focus()
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


def test_in_an_open_picture(visit: Visit, desk: dict[str, Any]) -> None:
    page = visit(path=PAST, **desk)
    opened(page, page.locator("#history article[data-status=succeeded]").nth(2))
    expect(page.locator(".viewer.busy")).to_have_count(0)
    expect_rings(page, "#viewer", 8)


def test_in_the_library(visit: Visit, studio: Studio, desk: dict[str, Any]) -> None:
    studio.shell(SAVED)
    page = visit("carol", **desk)
    prompt(page).focus()
    page.keyboard.press("/")
    expect(page.locator("#library").get_by_role("option").first).to_be_visible()
    expect_ring(page)
    expect_rings(page, "#library", 4)


def test_on_the_shelf(visit: Visit, studio: Studio, desk: dict[str, Any]) -> None:
    add(studio, "carol", "ring.png")
    page = visit("carol", **desk)
    page.get_by_role("button", name="Open the reference shelf").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#shelf .shelf-pick").first).to_be_visible()
    expect_ring(page)
    expect_rings(page, "#shelf", 4)


def test_in_the_bar_of_what_is_selected_and_in_the_keys(visit: Visit, desk: dict[str, Any]) -> None:
    page = visit(path=PAST, **desk)
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


def test_in_the_menu_and_in_what_narrows_the_view(visit: Visit, desk: dict[str, Any]) -> None:
    page = visit(path=PAST, **desk)
    open_with_enter(page, "Alice Adams")
    expect_rings(page, "#account-menu", 4)
    page.keyboard.press("Escape")
    open_with_enter(page, "Filters")
    expect(page.get_by_role("searchbox", name="Find a member")).to_be_focused()
    expect_ring(page)


def open_with_enter(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")
