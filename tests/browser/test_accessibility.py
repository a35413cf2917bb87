"""axe-core finds nothing on any page, light and dark, phone and desktop."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.acts import card, compose, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio

LOOKS = {
    "phone, dark": {**PHONE, "color_scheme": "dark"},
    "desktop, light": {**DESKTOP, "color_scheme": "light"},
}
STATES = """
from generator.models import Member, Status
from tests import make
from tests.browser import past
bob = Member.objects.get(username="bob")
states = (Status.FAILED, Status.CANCELED, Status.UNCONFIRMED)
made = {status: past.made(bob, status, f"A quay, {status}") for status in states}
make.stray(made[Status.UNCONFIRMED])
made["given up"] = make.given_up(bob)
answer = {state: str(one.uuid) for state, one in made.items()}
"""


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    return LOOKS[request.param]


@pytest.fixture(scope="module")
def states(studio: Studio) -> dict[str, str]:
    """A generation of bob's in each state that lasts."""
    found: dict[str, str] = studio.shell(STATES)
    return found


def test_the_pages_of_the_signed_out(visit: Visit, look: dict[str, Any], forgiven: list[str]) -> None:
    page = visit("", "/accounts/login/", **look)
    assert axe.violations(page) == []
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe.violations(page) == []
    forgiven.append("403")
    page.goto("/setup/?token=none")
    assert axe.violations(page) == []


def test_the_studio_in_all_states_and_its_dialogs(visit: Visit, look: dict[str, Any], states: dict[str, str]) -> None:
    page = visit("bob", **look)
    compose(page, "A quay, being made [slow]")
    expect(card(page, "A quay, being made").first.get_by_text("Generating")).to_be_visible()
    if "has_touch" in look:
        page.get_by_role("button", name="Actions").first.tap()
        expect(page.get_by_role("dialog", name="Actions")).to_be_visible()
        assert axe.violations(page) == []
        page.get_by_role("button", name="Close").tap()
    prompt(page).fill("x" * 5001)
    if "has_touch" in look:
        page.get_by_role("button", name="Open the reference shelf").tap()
        page.get_by_role("button", name="From a link").tap()
    else:
        page.get_by_role("button", name="Add a reference from a link").click()
    page.get_by_role("textbox", name="Link to a picture").fill("http://10.0.0.1/")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only public http")).to_be_visible()
    assert axe.violations(page) == []
    prompt(page).fill("")
    page.keyboard.press("Escape")
    page.locator("#history article[data-status=succeeded] .card-open").first.click()
    expect(page.get_by_role("dialog", name="Picture").get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".viewer.busy")).to_have_count(0)
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bob", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert axe.violations(page) == []


def test_a_generations_page_in_every_state(visit: Visit, look: dict[str, Any], states: dict[str, str]) -> None:
    page = visit("bob", **look)
    done = page.locator("#history article[data-status=succeeded] .card-open").first.get_attribute("href")
    for address in (done, *(f"/generations/{uuid}/" for uuid in states.values())):
        page.goto(address)
        assert axe.violations(page) == [], address


def test_the_empty_history_the_password_and_what_is_not_there(
    visit: Visit, look: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("404")
    page = visit("erik", "/?scope=mine", **look)
    expect(page.get_by_role("heading", name="Nothing of yours yet")).to_be_visible()
    assert axe.violations(page) == []
    page.goto("/accounts/password/")
    page.get_by_role("button", name="Change password").focus()
    assert axe.violations(page) == []
    page.goto("/nowhere/")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    assert axe.violations(page) == []


def test_the_admin_panel(visit: Visit, look: dict[str, Any], states: dict[str, str]) -> None:
    page = visit("alice", "/admin/", **look)
    pages = ("", "generator/generation/", "generator/generation/9/change/", "generator/member/add/")
    for address in (*pages, "generator/attempt/unpaired/", "generator/attempt/9/change/"):
        page.goto(f"/admin/{address}")
        expect(page.get_by_role("link", name="Atelier admin")).to_be_visible()
        # The tables inside Django's forms have columns without a name.
        assert axe.violations(page, "empty-table-header" if "change" in address else "") == [], address
