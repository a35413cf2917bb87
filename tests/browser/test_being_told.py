"""Whoever looks elsewhere is told that something of their own is done, and only of their own, and once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import axe
from tests.browser.acts import card, compose, opened
from tests.browser.conftest import Tab, Visit
from tests.browser.flocks import chosen
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio
from tests.browser.under_way import finish, under_way

# What the browser was asked to show and to play, on any page; the browser itself has no screen here.
NOTE = """
const told = () => JSON.parse(localStorage.getItem("told") ?? "[]");
const note = (what) => localStorage.setItem("told", JSON.stringify([...told(), what]));
const Tone = window.OscillatorNode;
window.OscillatorNode = class extends Tone {
  start(at) {
    super.start(at);
    note("tone");
    window.playing = this.context;
  }
};
const Real = window.Notification;
"""
SHOWS = """
window.Notification = class extends Real {
  constructor(title, options) {
    super(title, options);
    note({ title, ...options });
    window.shown = this;
  }
};
"""
# As Chrome does on Android, which may be asked for permission all the same.
REFUSES = """
window.Notification = class {
  static get permission() { return Real.permission; }
  static requestPermission() { return Real.requestPermission(); }
  constructor() {
    note("refused");
    throw new TypeError("Failed to construct 'Notification': Illegal constructor.");
  }
};
"""
SUCCEEDED = "(id) => document.getElementById(id).dataset.status === 'succeeded'"
TOLD = "() => JSON.parse(localStorage.getItem('told') ?? '[]')"
# A tone is started also where the browser lets nothing be heard, as on a page that nobody has touched yet.
HEARD = "() => window.playing?.state === 'running' && window.playing.currentTime > 0"


@pytest.fixture
def listening(window: BrowserContext, studio: Studio) -> BrowserContext:
    window.grant_permissions(["notifications"], origin=studio.url)
    window.add_init_script(NOTE + SHOWS)
    return window


@pytest.fixture
def android(window: BrowserContext, studio: Studio) -> BrowserContext:
    """A window whose browser permits notifications, and shows none that a page asks for."""
    window.grant_permissions(["notifications"], origin=studio.url)
    window.add_init_script(NOTE + REFUSES)
    return window


def switch(page: Page, name: str, keys: bool = False) -> None:
    if keys:
        page.get_by_role("button", name="Bob").press("Enter")
        page.get_by_role("switch", name=name).press("Space")
    else:
        page.get_by_role("button", name="Bob").click()
        page.get_by_role("switch", name=name).click()
    page.keyboard.press("Escape")


def forget_what_was_told(page: Page, *switches: str) -> None:
    """And not before these are on: each tells something of itself."""
    for name in switches or ("notify",):
        page.wait_for_function("(name) => localStorage.getItem(name) === 'on'", arg=name)
    page.evaluate("localStorage.removeItem('told')")


def look_elsewhere(page: Page) -> None:
    """In another tab, and this page knows it."""
    page.context.new_page().bring_to_front()
    page.wait_for_function("() => document.hidden", polling=200)


def made_meanwhile(page: Page, studio: Studio, words: str) -> None:
    """One of their own comes while they look elsewhere, and the title counts it."""
    with under_way(studio, words) as prompt:
        compose(page, prompt)
        expect(card(page, prompt).get_by_text("Generating")).to_be_visible()
        look_elsewhere(page)
        finish(studio, prompt)
        page.wait_for_function("() => document.title.startsWith('(1) ')", polling=200)


@pytest.fixture
def quince(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    with under_way(studio, f"A quince of which one is told, {screen['viewport']['width']}") as words:
        yield words


@pytest.fixture
def pear(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    with under_way(
        studio, f"A colleague's pear, of which nobody else is told, {screen['viewport']['width']}"
    ) as words:
        yield words


def test_a_notification_and_a_sound_tell_of_ones_own_and_the_title_counts(
    listening: BrowserContext,
    tab: Tab,
    visit: Visit,
    studio: Studio,
    quince: str,
    pear: str,
    screen: dict[str, Any],
) -> None:
    page, second = tab(**screen), tab(**screen)
    assert page.evaluate("innerWidth") == screen["viewport"]["width"]
    page.bring_to_front()
    switch(page, "Notify me")
    switch(page, "Play a sound")
    forget_what_was_told(page, "notify", "sound")
    compose(visit("alice"), pear)
    compose(page, quince)
    for words in (pear, quince):
        expect(card(page, words).get_by_text("Generating")).to_be_visible()
    look_elsewhere(page)
    finish(studio, pear)
    page.wait_for_function(SUCCEEDED, arg=card(page, pear).get_attribute("id"), polling=200)
    assert page.evaluate(TOLD) == []
    assert page.title() == "Team · Atelier"
    finish(studio, quince)
    page.wait_for_function("() => document.title === '(1) Team · Atelier'", polling=200)
    told = page.evaluate(TOLD)
    assert told.count("tone") == 2
    page.wait_for_function(HEARD, polling=200)
    [shown] = [one for one in told if one != "tone"]
    assert shown["title"] == "Your picture is ready"
    assert shown["body"] == quince
    assert shown["tag"] == card(page, quince).get_attribute("id")
    assert "/thumbnail/" in shown["icon"]
    assert second.title() == "Team · Atelier"
    page.evaluate("window.shown.onclick()")
    page.bring_to_front()
    expect(page.get_by_role("dialog", name="Picture")).to_contain_text(quince)
    page.wait_for_function("() => !document.title.startsWith('(')", polling=200)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Team · Atelier")


def test_the_title_counts_what_is_done_also_over_an_open_picture(
    listening: BrowserContext, tab: Tab, studio: Studio, screen: dict[str, Any]
) -> None:
    page = tab(**screen)
    width = screen["viewport"]["width"]
    with under_way(studio, f"A greengage that is looked at while it is made, {width}") as words:
        compose(page, words)
        opened(page, card(page, words))
        look_elsewhere(page)
        finish(studio, words)
        page.wait_for_function("() => document.querySelector('#viewer .detail-small')", polling=200)
    page.wait_for_function("() => document.title.startsWith('(1) A greengage')", polling=200)
    page.bring_to_front()
    page.wait_for_function("() => document.title.startsWith('A greengage')", polling=200)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Team · Atelier")


def test_where_the_browser_shows_no_notification_the_switch_says_so_and_sound_and_title_tell(
    android: BrowserContext, tab: Tab, studio: Studio
) -> None:
    page = tab(**PHONE)
    switch(page, "Notify me")
    expect(page.get_by_text("This browser shows no notifications of a page")).to_be_visible()
    page.get_by_role("button", name="Bob").click()
    expect(page.get_by_role("switch", name="Notify me")).not_to_be_checked()
    page.get_by_role("switch", name="Play a sound").click()
    page.keyboard.press("Escape")
    forget_what_was_told(page, "sound")
    made_meanwhile(page, studio, "A damson that no notification tells of")
    assert page.evaluate(TOLD) == ["tone", "tone"]


def test_a_sound_that_was_switched_on_before_the_page_came_is_heard(
    listening: BrowserContext, tab: Tab, studio: Studio, screen: dict[str, Any]
) -> None:
    page = tab(**screen)
    switch(page, "Play a sound")
    forget_what_was_told(page, "sound")
    page.reload()
    with under_way(studio, f"A mirabelle of which one hears, {screen['viewport']['width']}") as words:
        compose(page, words)
        expect(card(page, words).get_by_text("Generating")).to_be_visible()
        assert page.evaluate(TOLD) == []
        look_elsewhere(page)
        finish(studio, words)
        page.wait_for_function("() => document.title.startsWith('(1) ')", polling=200)
    assert page.evaluate(TOLD) == ["tone", "tone"]
    page.wait_for_function(HEARD, polling=200)


def test_a_notification_shows_itself_when_it_is_switched_on(
    listening: BrowserContext, tab: Tab, screen: dict[str, Any]
) -> None:
    page = tab(**screen)
    page.evaluate("localStorage.removeItem('told')")
    switch(page, "Notify me")
    page.wait_for_function("() => localStorage.getItem('told')")
    [shown] = page.evaluate(TOLD)
    assert shown["title"] == "Notifications are on"


def test_who_looks_is_not_told_what_they_see(listening: BrowserContext, tab: Tab, screen: dict[str, Any]) -> None:
    page = tab(**screen)
    switch(page, "Notify me")
    forget_what_was_told(page)
    words = f"A medlar in full sight, {screen['viewport']['width']}"
    compose(page, f"{words} [fast]")
    expect(card(page, words).locator("img.card-picture")).to_be_visible()
    assert page.evaluate(TOLD) == []
    assert page.title() == "Team · Atelier"


def test_a_notification_opens_its_picture_also_while_something_is_selected(
    listening: BrowserContext, tab: Tab, studio: Studio
) -> None:
    page = tab("/?scope=mine")
    switch(page, "Notify me")
    forget_what_was_told(page)
    made_meanwhile(page, studio, "A bullace beside a selection")
    page.bring_to_front()
    page.locator("#history .card:has(> [data-select]) .card-open").nth(1).focus()
    page.keyboard.press("x")
    expect(chosen(page)).to_have_count(1)
    page.evaluate("window.shown.onclick()")
    expect(page.get_by_role("dialog", name="Picture")).to_contain_text("A bullace beside a selection")
    expect(chosen(page)).to_have_count(1)


def test_without_a_switch_nothing_but_the_title_tells(listening: BrowserContext, tab: Tab, studio: Studio) -> None:
    page = tab()
    page.evaluate("localStorage.clear()")
    with under_way(studio, "A sloe without a sound") as words:
        compose(page, words)
        expect(card(page, words).get_by_text("Generating")).to_be_visible()
        look_elsewhere(page)
    # It was given up.
    page.wait_for_function("() => document.title.startsWith('(1) ')", polling=200)
    assert page.evaluate(TOLD) == []


def test_the_switches_are_kept_and_one_that_the_browser_forbids_goes_back(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    # Where there is a keyboard, by that.
    switch(page, "Play a sound", keys=screen == DESKTOP)
    switch(page, "Notify me", keys=screen == DESKTOP)
    expect(page.get_by_text("The browser does not allow notifications from this studio")).to_be_visible()
    page.get_by_role("button", name="Bob").click()
    expect(page.get_by_role("switch", name="Notify me")).not_to_be_checked()
    assert axe.violations(page) == []
    page.reload()
    page.get_by_role("button", name="Bob").click()
    expect(page.get_by_role("switch", name="Play a sound")).to_be_checked()
    page.get_by_role("switch", name="Play a sound").click()
