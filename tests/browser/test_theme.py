"""Light and dark: the system's, or the one that was chosen, everywhere and from the first paint."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import axe
from tests.browser.conftest import Visit

LIGHT, DARK = "rgb(247, 245, 241)", "rgb(20, 19, 21)"
SHOWN = """colour => [
  getComputedStyle(document.documentElement).backgroundColor,
  ...[...document.querySelectorAll('meta[name="theme-color"]')].map((meta) => meta.content),
].every((one) => one === colour)"""


@pytest.fixture
def page(visit: Visit, screen: dict[str, Any]) -> Iterator[Page]:
    page = visit(color_scheme="light", **screen)
    yield page
    # Others share what this browser remembers.
    page.evaluate("localStorage.removeItem('theme')")


@contextmanager
def modules_held(page: Page) -> Iterator[None]:
    """Of what comes after the scripts of the page itself, nothing comes before the end."""
    held: list[Route] = []
    page.route("**/static/js/app.*", lambda route: held.append(route))
    yield
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/static/js/app.*")


def choose(page: Page, theme: str) -> None:
    page.get_by_role("button", name="Alice Adams").click()
    page.get_by_role("radio", name=theme).check(force=True)
    page.keyboard.press("Escape")


def expect_paper(page: Page, colour: str) -> None:
    """The page has this colour, and tells the browser around it."""
    page.wait_for_function(SHOWN, arg=colour)


def test_it_follows_the_system_until_somebody_chooses(page: Page) -> None:
    expect_paper(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_paper(page, DARK)
    choose(page, "Light")
    expect_paper(page, LIGHT)
    choose(page, "Auto")
    expect_paper(page, DARK)
    page.emulate_media(color_scheme="light")
    expect_paper(page, LIGHT)


def test_what_was_chosen_is_there_on_every_page_from_the_first_paint(page: Page, forgiven: list[str]) -> None:
    forgiven.append("403")
    choose(page, "Dark")
    expect_paper(page, DARK)
    with modules_held(page):
        page.reload(wait_until="commit")
        # There is something to be seen, and it is dark already.
        expect(page.locator("#history .card").first).to_be_visible()
        assert page.evaluate(SHOWN, DARK)
    page.wait_for_load_state()
    page.get_by_role("button", name="Alice Adams").click()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    for path in ("/accounts/password/", "/setup/?token=none"):
        page.goto(path)
        expect_paper(page, DARK)
    page.goto("/admin/")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == DARK


def test_the_signed_out_see_it_too(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("", "/accounts/login/", color_scheme="light", **screen)
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    expect_paper(page, DARK)
    assert axe.violations(page) == []
    page.evaluate("localStorage.removeItem('theme')")


def test_another_tab_follows_at_once(page: Page, visit: Visit, screen: dict[str, Any]) -> None:
    other = visit(color_scheme="light", **screen)
    other.wait_for_load_state()
    choose(page, "Dark")
    expect_paper(other, DARK)
    other.get_by_role("button", name="Alice Adams").click()
    expect(other.get_by_role("radio", name="Dark")).to_be_checked()


def test_the_switch_is_worked_with_keys(page: Page) -> None:
    page.get_by_role("button", name="Alice Adams").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Auto").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect_paper(page, DARK)
    assert axe.violations(page) == []


def test_a_browser_that_remembers_nonsense_shows_the_systems(page: Page) -> None:
    page.evaluate("localStorage.setItem('theme', 'plaid')")
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect_paper(page, DARK)
