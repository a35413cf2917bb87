"""Many tabs of one browser, over plain HTTP/1.1, which allows it six connections: only the one in front has one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.acts import card, compose, prompt
from tests.browser.conftest import Tab, Visit
from tests.browser.streams import Streams
from tests.browser.studio import Studio
from tests.browser.under_way import finish, under_way


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
        with page.expect_request("**/live/?**"):
            page.bring_to_front()
        expect(card(page, words).locator("img.card-picture")).to_be_visible()
        streams.expect(page)
    # There are connections left for everything else.
    prompt(tabs[4]).fill(f"{sent} [fast]")
    prompt(tabs[4]).press("Control+Enter")
    expect(card(tabs[4], sent).locator("img.card-picture")).to_be_visible()


@pytest.fixture
def kettle(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    """What is waited for until a test lets it come."""
    with under_way(studio, f"A kettle that is waited for, {screen['viewport']['width']}") as words:
        yield words


def test_of_hidden_tabs_one_listens_and_only_while_something_of_ones_own_is_expected(
    tab: Tab, streams: Streams, window: BrowserContext, studio: Studio, kettle: str, screen: dict[str, Any]
) -> None:
    words = kettle
    first, second = tab(**screen), tab(**screen)
    compose(second, words)
    expect(card(second, words).get_by_text("Generating")).to_be_visible()
    first.bring_to_front()
    expect(card(first, words).get_by_text("Generating")).to_be_visible()
    streams.expect(first)
    elsewhere = window.new_page()
    elsewhere.bring_to_front()
    for page in (first, second):
        page.wait_for_function("() => document.hidden", polling=100)
    streams.expect(first)
    finish(studio, words)
    # Told in the background, and then let go of.
    first.wait_for_function("() => document.title.startsWith('(1) ')", timeout=30_000, polling=200)
    streams.expect()
    # Nor does the other one begin to listen, only to be told the same.
    second.wait_for_timeout(1000)
    streams.expect()
    assert not second.title().startswith("(")
    first.bring_to_front()
    first.wait_for_function("() => !document.title.startsWith('(')")
