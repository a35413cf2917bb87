"""A page that was away is right again: how long after its tab, the network, the server or the machine is back."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.report import Report, say
from tests.bench.studios import Measured
from tests.bench.visiting import browser, visit
from tests.browser import chromium
from tests.browser.screens import DESKTOP
from tests.browser.sleeping import fall_asleep, ready_to_sleep, wake
from tests.program.running import wait_until

TIMES = 3
PROMISED = 2.0
# A colleague's, which the page has not heard of.
MADE = """
import time
from pathlib import Path
from generator.models import Member, Status
from tests.browser import past
member = Member.objects.get(username=colleague)
while when and not Path(when).exists(): time.sleep(0.01)
past.made(member, Status.CANCELED, words)
"""


def measure(report: Report, studio: Measured, session: str, colleague: str) -> None:
    """The worst of TIMES, each in a page that is never loaded anew."""
    for what, times in (
        ("tab is shown", after_it_was_hidden(studio, session, colleague)),
        ("network is there", after_the_network(studio, session, colleague)),
        ("server answers", after_a_restart(studio, session, colleague)),
        ("server goes on", after_it_stood_still(studio, session, colleague)),
        ("machine wakes", after_a_sleep(studio, session, colleague)),
    ):
        took = list(times)
        say(f"when the {what} again: {', '.join(f'{each:.2f}' for each in took)} s")
        report.at_most(f"until all is right when the {what} again", max(took), PROMISED, " s", len(took))


def after_it_was_hidden(studio: Measured, session: str, colleague: str) -> Iterator[float]:
    with (
        browser() as launched,
        tempfile.TemporaryDirectory() as folder,
        chromium.window(launched, Path(folder)) as window,
    ):
        window.add_cookies([{"name": "sessionid", "value": session, "url": studio.url}])
        page, other = window.new_page(), window.new_page()
        chromium.look_through(page, DESKTOP)
        with opened(page, studio.url):
            for number in range(TIMES):
                other.bring_to_front()
                page.wait_for_function("() => document.hidden", polling=50)
                words = made(studio, colleague, f"While the tab was hidden, {number}")
                page.bring_to_front()
                yield until_shown(page, words, time.monotonic())


def after_the_network(studio: Measured, session: str, colleague: str) -> Iterator[float]:
    with browser() as launched, visit(launched, studio.url, session) as (page, _), opened(page, "/"):
        for number in range(TIMES):
            page.context.set_offline(True)
            page.get_by_text("Not live at the moment").wait_for()
            words = made(studio, colleague, f"While the network was away, {number}")
            page.context.set_offline(False)
            yield until_shown(page, words, time.monotonic())


def after_a_restart(studio: Measured, session: str, colleague: str) -> Iterator[float]:
    with browser() as launched, visit(launched, studio.url, session) as (page, _), opened(page, "/"):
        for number in range(TIMES):
            words, when = f"While the server was away, {number}", studio.folder / f"away-{number}"
            with ThreadPoolExecutor() as other:
                writing = other.submit(made, studio, colleague, words, when)
                time.sleep(3)  # until it waits for nothing but the file
                [web] = studio.pids("web")
                os.kill(web, signal.SIGKILL)
                when.touch()
                wait_until(studio.answers, 60, every=0.02)
                back = time.monotonic()
                yield until_shown(page, words, back)
                writing.result()


def after_it_stood_still(studio: Measured, session: str, colleague: str) -> Iterator[float]:
    with browser() as launched, visit(launched, studio.url, session) as (page, _), opened(page, "/"):
        for number in range(TIMES):
            [web] = studio.pids("web")
            os.kill(web, signal.SIGSTOP)
            try:
                words = made(studio, colleague, f"While the server stood still, {number}")
            finally:
                os.kill(web, signal.SIGCONT)
            yield until_shown(page, words, time.monotonic())


def after_a_sleep(studio: Measured, session: str, colleague: str) -> Iterator[float]:
    with browser() as launched:
        for number in range(TIMES):
            with visit(launched, studio.url, session) as (page, _):
                page.goto("/")
                ready_to_sleep(page)
                page.evaluate("window.same = true")
                fall_asleep(page)
                words = made(studio, colleague, f"While the machine slept, {number}")
                wake(page)
                yield until_shown(page, words, time.monotonic())
                assert page.evaluate("window.same"), "it was loaded anew"


@contextmanager
def opened(page: Page, address: str) -> Iterator[None]:
    """The studio, which must still be the same page in the end."""
    page.goto(address)
    page.locator("#history .card").first.wait_for()
    page.evaluate("window.same = true")
    yield
    assert page.evaluate("window.same"), "it was loaded anew"


def made(studio: Measured, colleague: str, words: str, when: Path | None = None) -> str:
    studio.shell(MADE, colleague=colleague, words=words, when=str(when or ""))
    return words


def until_shown(page: Page, words: str, since: float) -> float:
    page.locator("#history .card").filter(has_text=words).wait_for(timeout=60_000)
    return time.monotonic() - since
