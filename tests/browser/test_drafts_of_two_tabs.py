"""The studio keeps one draft of a member; two tabs of one browser may each have something in their composers."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import card, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP
from tests.browser.test_drafts import sign_in, wait_until_saved

IN_THIS_TAB = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft')).length"


def write(page: Page, words: str) -> None:
    prompt(page).fill(words)
    wait_until_saved(page)


def test_a_tab_that_is_loaded_anew_has_what_was_typed_in_it_and_offers_the_other(
    visit: Visit, screen: dict[str, Any]
) -> None:
    one = visit(**screen)
    write(one, "Typed in the first tab")
    two = visit(**screen)
    expect(prompt(two)).to_have_value("Typed in the first tab")
    write(two, "Long and careful, in the second tab")
    two.reload()
    expect(prompt(two)).to_have_value("Long and careful, in the second tab")
    write(one, "Typed in the first tab, and more")
    two.reload()
    expect(prompt(two)).to_have_value("Long and careful, in the second tab")
    wait_until_saved(two)
    # Neither is lost: the one can be had here, and stands where it was typed.
    prompt(two).click()
    expect(two.get_by_text("What you typed in another tab was set aside.")).to_be_visible()
    two.get_by_role("button", name="Put it back").click()
    expect(prompt(two)).to_have_value("Typed in the first tab, and more")
    one.reload()
    expect(prompt(one)).to_have_value("Typed in the first tab, and more")


def test_what_was_gone_on_with_on_another_device_is_what_a_tab_shows(visit: Visit) -> None:
    page = visit()
    write(page, "Begun here")
    elsewhere = visit(**{**DESKTOP, "locale": "de-DE"})
    write(elsewhere, "Begun here, and gone on with there")
    page.reload()
    expect(prompt(page)).to_have_value("Begun here, and gone on with there")


def test_what_was_sent_from_one_tab_is_not_in_the_other_when_that_is_loaded_anew(
    visit: Visit, screen: dict[str, Any]
) -> None:
    words = f"A draft in two tabs, {screen['viewport']['width']} [fast]"
    one = visit(**screen)
    write(one, words)
    two = visit(**screen)
    expect(prompt(two)).to_have_value(words)
    prompt(two).press("Control+Enter")
    expect(prompt(two)).to_have_value("")
    expect(prompt(one)).to_have_value(words)
    one.reload()
    expect(card(one, words)).to_be_visible()
    expect(prompt(one)).to_have_value("")


def test_who_signs_out_finds_what_stood_in_that_tab(visit: Visit) -> None:
    page = visit("", "/accounts/login/", locale="nl-NL")
    sign_in(page)
    write(page, "In the tab one signs out from")
    other = page.context.new_page()
    other.goto(page.url)
    write(other, "In another tab, later")
    other.close()
    page.get_by_role("button", name="Carol", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.evaluate(IN_THIS_TAB) == 0
    sign_in(page)
    expect(prompt(page)).to_have_value("In the tab one signs out from")
