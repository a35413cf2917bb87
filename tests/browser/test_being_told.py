"""Whoever looks elsewhere is told that something of their own is done, and only of their own, and once."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import axe
from tests.browser.acts import card, compose
from tests.browser.conftest import Tab, Visit
from tests.browser.flocks import chosen
from tests.browser.studio import Studio

# What the browser was asked to show and to play, on any page; the browser itself has no screen here.
SPY = """
const told = () => JSON.parse(localStorage.getItem("told") ?? "[]");
const note = (what) => localStorage.setItem("told", JSON.stringify([...told(), what]));
const Real = window.Notification;
window.Notification = class extends Real {
  constructor(title, options) {
    super(title, options);
    note({ title, ...options });
    window.shown = this;
  }
};
const Tone = window.OscillatorNode;
window.OscillatorNode = class extends Tone {
  start(at) {
    super.start(at);
    note("tone");
  }
};
"""
TOLD = "() => JSON.parse(localStorage.getItem('told') ?? '[]')"


@pytest.fixture
def listening(window: BrowserContext, studio: Studio) -> BrowserContext:
    window.grant_permissions(["notifications"], origin=studio.url)
    window.add_init_script(SPY)
    return window


def switch(page: Page, name: str) -> None:
    page.get_by_role("button", name="Bob").click()
    page.get_by_role("switch", name=name).click()
    page.keyboard.press("Escape")


def look_elsewhere(context: BrowserContext) -> Page:
    other = context.new_page()
    other.bring_to_front()
    return other


def test_a_notification_and_a_sound_tell_of_ones_own_and_the_title_counts(
    listening: BrowserContext,
    tab: Tab,
    visit: Visit,
) -> None:
    page, second = tab(), tab()
    page.bring_to_front()
    switch(page, "Notify me")
    switch(page, "Play a sound")
    page.evaluate("localStorage.removeItem('told')")
    compose(visit("alice"), "A colleague's pear, of which nobody else is told [fast]")
    compose(page, "A quince of which one is told")
    expect(card(page, "A quince of which one is told").get_by_text("Generating")).to_be_visible()
    look_elsewhere(listening)
    page.wait_for_function("() => document.title === '(1) Team · Atelier'", timeout=20_000, polling=200)
    told = page.evaluate(TOLD)
    assert told.count("tone") == 2
    [shown] = [one for one in told if one != "tone"]
    assert shown["title"] == "Your picture is ready"
    assert shown["body"].startswith("A quince of which one is told")
    assert shown["tag"] == card(page, "A quince of which one is told").get_attribute("id")
    assert "/thumbnail/" in shown["icon"]
    assert second.title() == "Team · Atelier"
    page.evaluate("window.shown.onclick()")
    page.bring_to_front()
    expect(page.get_by_role("dialog", name="Picture")).to_contain_text("A quince of which one is told")
    assert not page.title().startswith("(")


def test_who_looks_is_not_told_what_they_see(listening: BrowserContext, tab: Tab) -> None:
    page = tab()
    switch(page, "Notify me")
    page.evaluate("localStorage.removeItem('told')")
    compose(page, "A medlar in full sight [fast]")
    expect(card(page, "A medlar in full sight").locator("img.card-picture")).to_be_visible(timeout=15_000)
    assert page.evaluate(TOLD) == []
    assert page.title() == "Team · Atelier"


def test_a_notification_opens_its_picture_also_while_something_is_selected(
    listening: BrowserContext, tab: Tab
) -> None:
    page = tab("/?scope=mine")
    switch(page, "Notify me")
    page.evaluate("localStorage.removeItem('told')")
    compose(page, "A bullace beside a selection [fast]")
    look_elsewhere(listening)
    page.wait_for_function("() => document.title.startsWith('(1) ')", timeout=20_000, polling=200)
    page.bring_to_front()
    page.locator("#history .card:has(> [data-select]) .card-open").nth(1).focus()
    page.keyboard.press("x")
    expect(chosen(page)).to_have_count(1)
    page.evaluate("window.shown.onclick()")
    expect(page.get_by_role("dialog", name="Picture")).to_contain_text("A bullace beside a selection")
    expect(chosen(page)).to_have_count(1)


def test_without_a_switch_nothing_but_the_title_tells(listening: BrowserContext, tab: Tab) -> None:
    page = tab()
    page.evaluate("localStorage.clear()")
    compose(page, "A sloe without a sound [fail]")
    expect(card(page, "A sloe without a sound")).to_be_visible()
    look_elsewhere(listening)
    page.wait_for_function("() => document.title.startsWith('(1) ')", timeout=20_000, polling=200)
    assert page.evaluate(TOLD) == []


def test_the_switches_are_kept_and_one_that_the_browser_forbids_goes_back(visit: Visit) -> None:
    page = visit("bob")
    switch(page, "Play a sound")
    switch(page, "Notify me")
    expect(page.get_by_text("The browser does not allow notifications from this studio")).to_be_visible()
    page.get_by_role("button", name="Bob").click()
    expect(page.get_by_role("switch", name="Notify me")).not_to_be_checked()
    assert axe.violations(page) == []
    page.reload()
    page.get_by_role("button", name="Bob").click()
    expect(page.get_by_role("switch", name="Play a sound")).to_be_checked()
    page.get_by_role("switch", name="Play a sound").click()
