"""Coming in, going out, and changing the password."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, prompt
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.conftest import PASSWORD


def sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def open_menu(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_in_and_out_with_a_wrong_password_first(visit: Visit, screen: dict[str, Any]) -> None:
    # A browser of its own: signing in and out would be felt by the tests that share one.
    page = visit("", "/?scope=mine", locale=f"en-{screen['viewport']['width']}", **screen)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, "bob", "not this one")
    expect(page.get_by_role("alert")).to_contain_text("enter a correct")
    expect(page.get_by_label("Username")).to_have_value("bob")
    expect(page.get_by_label("Password")).to_have_value("")
    expect(page.get_by_label("Password")).to_be_focused()
    sign_in(page, "bob", PASSWORD)
    expect(prompt(page)).to_be_visible()
    assert page.url.endswith("/?scope=mine"), "where one wanted to go"
    open_menu(page, "Bob")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.fixture
def fern(studio: Studio) -> Iterator[str]:
    """A member whose sessions no other test has, for a new password ends them."""
    studio.shell("from tests.browser import past\npast.members(['Fern'], password)", password=PASSWORD)
    yield "fern"
    studio.shell("from generator.models import Member\nMember.objects.filter(username='fern').delete()")


def test_a_member_changes_the_password_and_the_old_one_no_longer_works(visit: Visit, fern: str) -> None:
    page = visit("", locale="en-NZ")
    sign_in(page, fern, PASSWORD)
    open_menu(page, "Fern")
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Old password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("12345")
    page.get_by_label("New password confirmation").fill("12345")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("too short")).to_be_visible()
    fresh = "seven quiet herons"
    page.get_by_label("Old password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(fresh)
    page.get_by_label("New password confirmation").fill(fresh)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password was changed.")).to_be_visible()
    expect(prompt(page)).to_be_visible()
    open_menu(page, "Fern")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, fern, PASSWORD)
    expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, fern, fresh)
    expect(prompt(page)).to_be_visible()


def test_a_signed_out_browser_gets_no_byte_of_any_picture(visit: Visit, forgiven: list[str]) -> None:
    member, stranger = visit(path=PAST), visit("", "/accounts/login/")
    images = member.locator("#history img.card-picture").evaluate_all("images => images.map((image) => image.src)")
    assert images
    for address in (images[0], images[0].replace("thumbnail/", ""), images[0].replace("thumbnail/", "?download")):
        assert member.request.get(address).headers["content-type"].startswith("image/")
        answer = stranger.request.get(address)
        assert answer.url.startswith(stranger.url.partition("?")[0]), "sent to the sign-in page"
        assert answer.headers["content-type"].startswith("text/html")
    forgiven.append("403")
    assert stranger.request.get("/live/").status == 403


def test_signed_out_in_another_tab_an_action_leads_to_the_sign_in_page_and_back(
    visit: Visit, studio: Studio, forgiven: list[str]
) -> None:
    forgiven.append("403")  # the stream ends for who is signed out
    page = visit("", PAST, locale="en-AU")
    sign_in(page, "bob", PASSWORD)
    expect(prompt(page)).to_be_visible()
    page.wait_for_load_state("domcontentloaded")
    page.mouse.move(640, 300)
    prompt(page).fill("Not lost on the way")
    page.context.clear_cookies()
    made = page.locator("#history article[data-status=succeeded]").first
    made.hover()
    made.get_by_role("link", name="Use again").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator("#history")).to_have_count(0)
    sign_in(page, "bob", PASSWORD)
    expect(prompt(page)).to_have_value("Not lost on the way")
    assert page.url == f"{studio.url}{PAST}"
