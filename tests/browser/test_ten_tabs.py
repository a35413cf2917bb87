"""Many tabs of one browser, over plain HTTP/1.1, which allows it six connections: only the one in front has one."""

from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.acts import card, compose, prompt
from tests.browser.conftest import Tab, Visit
from tests.browser.streams import Streams


def test_ten_tabs_have_one_stream_and_each_is_right_when_it_is_shown(
    tab: Tab, streams: Streams, visit: Visit, screen: dict[str, Any]
) -> None:
    width = screen["viewport"]["width"]
    words, sent = f"A lighthouse for ten tabs, {width}", f"Sent from the fifth of ten tabs, {width}"
    tabs = [tab(**screen) for _ in range(10)]
    assert [page.evaluate("document.visibilityState") for page in tabs] == ["hidden"] * 9 + ["visible"]
    streams.expect(tabs[-1])
    compose(visit("alice"), f"{words} [fast]")
    expect(card(tabs[-1], words).locator("img.card-picture")).to_be_visible()
    for page in (tabs[0], tabs[4]):
        assert card(page, words).count() == 0
        page.bring_to_front()
        expect(card(page, words).locator("img.card-picture")).to_be_visible(timeout=2_500)
        streams.expect(page)
    # There are connections left for everything else.
    prompt(tabs[4]).fill(f"{sent} [fast]")
    prompt(tabs[4]).press("Control+Enter")
    expect(card(tabs[4], sent).locator("img.card-picture")).to_be_visible()


def test_of_hidden_tabs_one_listens_and_only_while_something_of_ones_own_is_expected(
    tab: Tab, streams: Streams, window: BrowserContext, screen: dict[str, Any]
) -> None:
    words = f"A kettle that is waited for, {screen['viewport']['width']}"
    first, second = tab(**screen), tab(**screen)
    compose(second, f"{words} [slow]")
    expect(card(second, words).get_by_text("Generating")).to_be_visible()
    first.bring_to_front()
    expect(card(first, words).get_by_text("Generating")).to_be_visible()
    streams.expect(first)
    elsewhere = window.new_page()
    elsewhere.bring_to_front()
    assert [page.evaluate("document.hidden") for page in (first, second)] == [True, True]
    streams.expect(first)
    # Told in the background, and then let go of.
    first.wait_for_function("() => document.title.startsWith('(1) ')", timeout=30_000, polling=200)
    streams.expect()
    # Nor does the other one begin to listen, only to be told the same.
    second.wait_for_timeout(1000)
    streams.expect()
    assert not second.title().startswith("(")
    first.bring_to_front()
    first.wait_for_function("() => !document.title.startsWith('(')")
