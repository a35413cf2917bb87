"""The admin panel, as an admin uses it."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import expect_loaded, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP
from tests.browser.test_signing_in import sign_in


def test_a_member_is_created_signs_in_and_is_deactivated(visit: Visit) -> None:
    page, theirs = visit("alice", "/admin/"), visit("", "/", locale="en-CA")
    page.get_by_role("link", name="Members", exact=True).click()
    page.get_by_role("link", name="Add member").first.click()
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Password:", exact=True).fill("eleven grey geese")
    page.get_by_label("Password confirmation").fill("eleven grey geese")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    sign_in(theirs, "dora", "eleven grey geese")
    expect(prompt(theirs)).to_be_visible()
    expect(theirs.get_by_role("link", name="Admin panel")).to_have_count(0)
    page.goto("/admin/generator/member/")
    page.get_by_role("row", name="dora").get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option(label="Deactivate: they can no longer sign in")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("Deactivated: 1.")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(theirs, "dora", "eleven grey geese")
    expect(theirs.get_by_role("alert")).to_be_visible()


def test_generations_are_found_by_their_words_and_shown_with_small_pictures(visit: Visit) -> None:
    page = visit("alice", "/admin/generator/generation/")
    page.get_by_role("textbox", name="Search").fill("Alpine hut")
    page.keyboard.press("Enter")
    rows = page.locator("#result_list tbody tr")
    expect(rows.first).to_contain_text("Alpine hut")
    for row in rows.all():
        expect(row).to_contain_text("Alpine hut")
    small = rows.first.locator("img").first
    expect_loaded(small)
    box = small.bounding_box()
    assert max(box["width"], box["height"]) <= 120
    assert min(box["width"], box["height"]) >= 24
    rows.first.get_by_role("link", name="Alpine hut").click()
    page.get_by_role("link", name="Open in the studio").click()
    expect(page.get_by_role("heading", name="Alpine hut")).to_be_visible()


@pytest.mark.parametrize("noun", ["generation", "picture", "member"])
def test_a_list_shows_all_its_columns_beside_its_menu_and_its_filters(visit: Visit, noun: str) -> None:
    page = visit("alice", f"/admin/generator/{noun}/", **DESKTOP)
    expect(page.locator("#nav-sidebar")).to_be_visible()
    expect(page.locator("#changelist-filter")).to_be_visible()
    expect(page.locator("#result_list thead th").last).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#result_list tbody tr").first.locator("td").last).to_be_in_viewport(ratio=0.99)


def test_a_member_has_no_admin_panel(visit: Visit) -> None:
    page = visit("bob", "/admin/")
    expect(page.get_by_role("link", name="Atelier admin")).to_be_visible()
    expect(page.get_by_text("not authorized to access this page")).to_be_visible()
