"""axe-core finds nothing on the pages of errors and on refused forms, light and dark, phone and desktop."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.conftest import PASSWORD

HTML = "text/html; charset=utf-8"
# Hardly one of them can be brought about from outside; what differs between requests is given.
RENDERED = """
from django.template.loader import render_to_string
given = {"sandbox": True, "sentence": "A picture may have 20 MB at most.", "minutes": 15}
answer = {name: render_to_string(name, given) for name in names}
"""
PAGES = {
    "400.html": "This request could not be read",
    "403.html": "This is not open to you",
    "403_csrf.html": "This page was too old",
    "413.html": "Too large",
    "500.html": "The studio ran into a fault",
    "accounts/locked.html": "Sign-in is paused",
}


@pytest.fixture(scope="module")
def rendered(studio: Studio) -> dict[str, str]:
    found: dict[str, str] = studio.shell(RENDERED, names=list(PAGES))
    return found


def asked(route: Route) -> str:
    return route.request.url.partition("/nowhere/")[2]


def test_the_pages_of_errors(visit: Visit, rendered: dict[str, str], screen: dict[str, Any]) -> None:
    page = visit("", "/accounts/login/", **screen)
    # Under the studio's own address, or they would be without their style sheets.
    page.route("**/nowhere/**", lambda route: route.fulfill(body=rendered[asked(route)], content_type=HTML))
    for name, heading in PAGES.items():
        page.goto(f"/nowhere/{name}")
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        expect(page.locator("body.plain")).to_have_css("display", "grid")
        assert axe.in_light_and_dark(page) == [], name


def test_a_password_that_is_not_taken(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("erik", "/accounts/password/", **screen)
    page.get_by_label("Old password").fill(f"not {PASSWORD}")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password confirmation").fill("other")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator(".error").first).to_be_visible()
    assert axe.in_light_and_dark(page) == []
