"""A page that was cut off is right again within two seconds of the server's or the network's coming back."""

import os
import signal
import time
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.browser.acts import card
from tests.browser.conftest import Visit
from tests.browser.sleeping import fall_asleep, ready_to_sleep, wake
from tests.browser.studio import Studio
from tests.browser.wall import expect_place, place, scroll
from tests.program.running import wait_until

PROMISED_SECONDS = 2.0
# The browser, the program and the tests share the machine, perhaps two busy cores of it. A page that only waits for
# its connection to be found dead takes half as long again at least.
MACHINE_SECONDS = 6.0
OFFLINE = ["ERR_", "Failed to fetch", "Failed to load resource", "network error"]
MADE = """
from generator.models import Member, Status
from tests.browser import past
past.made(Member.objects.get(username="bob"), Status.CANCELED, words)
"""
RENAMED = """
from django.db import transaction
from generator.models import Feed, Generation
with transaction.atomic():
    change = Feed.advance()
    rows = Generation.objects.filter(pk__lt=1500, pk__gt=1100)
    answer = rows.update(prompt=words, change=change)
"""


def mark(page: Page) -> None:
    page.evaluate("window.same = true")


def expect_same(page: Page) -> None:
    """It has not been loaded anew since it was marked."""
    assert page.evaluate("window.same") is True


def live(page: Page) -> None:
    """The page listens."""
    expect(page.get_by_text("Not live at the moment")).to_be_hidden()


def seconds_until_shown(page: Page, words: str) -> float:
    began = time.monotonic()
    expect(card(page, words)).to_be_visible()
    return time.monotonic() - began


def test_after_a_restart_of_the_server(
    visit_great: Visit, great: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += OFFLINE
    width = screen["viewport"]["width"]
    before, words = (f"A barge {when}, {width}" for when in ("before the restart", "while the server was away"))
    page = visit_great(**screen)
    mark(page)
    great.shell(MADE, words=before)
    expect(card(page, before)).to_be_visible()
    [web] = great.pids("web")
    os.kill(web, signal.SIGKILL)
    great.shell(MADE, words=words)
    wait_until(lambda: great.pids("web") not in ([], [web]) and answers(great), 60, every=0.02)
    assert seconds_until_shown(page, words) < PROMISED_SECONDS + MACHINE_SECONDS
    live(page)
    expect_same(page)


def answers(great: Studio) -> bool:
    try:
        return httpx.get(f"{great.url}/accounts/login/", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def test_after_the_server_stood_still(
    visit_great: Visit, great: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += OFFLINE
    words = f"A sluice while the server stood still, {screen['viewport']['width']}"
    page = visit_great(**screen)
    mark(page)
    [web] = great.pids("web")
    os.kill(web, signal.SIGSTOP)
    try:
        great.shell(MADE, words=words)
        page.wait_for_timeout(8000)
        expect(page.get_by_text("Not live at the moment")).to_be_hidden()
    finally:
        os.kill(web, signal.SIGCONT)
    assert seconds_until_shown(page, words) < PROMISED_SECONDS + MACHINE_SECONDS
    expect_same(page)


def test_after_the_network_was_away(
    visit_great: Visit, great: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += OFFLINE
    words = f"A jetty without a network, {screen['viewport']['width']}"
    page = visit_great(locale="en-IE", **screen)
    mark(page)
    page.context.set_offline(True)
    great.shell(MADE, words=words)
    told = page.get_by_text("Not live at the moment; reconnecting.")
    expect(told).to_be_visible()
    told.click(trial=True)  # nothing lies over it
    page.context.set_offline(False)
    assert seconds_until_shown(page, words) < PROMISED_SECONDS + MACHINE_SECONDS
    live(page)
    expect_same(page)


def test_after_a_sleep_a_connection_that_may_be_dead_is_not_trusted(
    visit_great: Visit, great: Studio, screen: dict[str, Any]
) -> None:
    words = f"A lock while the machine slept, {screen['viewport']['width']}"
    page = visit_great(locale="en-NZ", **screen)
    ready_to_sleep(page)
    mark(page)
    fall_asleep(page)
    great.shell(MADE, words=words)
    expect(card(page, words)).to_have_count(0)
    with page.expect_request("**/live/?**"):
        wake(page)
        assert seconds_until_shown(page, words) < PROMISED_SECONDS + MACHINE_SECONDS
    live(page)
    expect_same(page)


def test_a_page_that_missed_very_much_is_brought_up_to_date_in_place(
    visit_great: Visit, great: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += OFFLINE
    words = f"A prompt that was changed meanwhile, {screen['viewport']['width']}"
    page = visit_great("/?before=1400", locale="en-AU", **screen)
    scroll(page, 700)
    was = place(page)
    mark(page)
    page.context.set_offline(True)
    assert great.shell(RENAMED, words=words) > 200
    expect(page.locator("#history .card-prompt").filter(has_text=words)).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(f"#{was.card} .card-prompt")).to_have_text(words)
    expect_same(page)
    expect_place(page, was)
    for prompt in page.locator("#history .card-prompt").all():
        expect(prompt).to_have_text(words)
