"""One program, one Chromium, and a team: alice (an admin), bob, carol, and erik, who makes nothing; each page is
watched for errors.

Everything lives as long as this folder's tests: Playwright keeps an event loop running, which others must not meet.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser import chromium
from tests.browser.screens import DESKTOP, SCREENS
from tests.browser.streams import Streams
from tests.browser.studio import Studio
from tests.browser.wall import expect_filled
from tests.conftest import PASSWORD

Visit = Callable[..., Page]
Tab = Callable[..., Page]
Contexts = Callable[..., BrowserContext]
HERE = Path(__file__).parent
# Milliseconds after which something hangs. How fast it is, on a quiet machine, is the bench's to say.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium.found()
    if not path:
        (pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip)(chromium.HOW_TO_GET_ONE)
    with chromium.launched(chromium.for_pages(path), chromium.AT_ONCE) as launched:
        yield launched


@pytest.fixture(scope="package")
def studio(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio in use: ninety generations of the last weeks, four seconds at most for a new one."""
    admin = {"DJANGO_SUPERUSER_USERNAME": "alice", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with Studio(tmp_path_factory.mktemp("studio"), {"SANDBOX_LATENCY": "1.5", **admin}) as program:
        program.shell(
            "from tests.browser import past\n"
            "from generator.models import Member\n"
            "Member.objects.update(first_name='Alice', last_name='Adams')\n"
            "past.members(['Bob', 'Carol', 'Erik'], password)\n"
            "past.fill(['alice', 'bob'], 90)",
            password=PASSWORD,
        )
        yield program


@pytest.fixture(scope="package")
def sessions(studio: Studio) -> dict[str, str]:
    """The session of each member."""
    code = "from tests.browser import past\nanswer = {name: past.session(name) for name in names}"
    found: dict[str, str] = studio.shell(code, names=["alice", "bob", "carol", "erik"])
    return found


@pytest.fixture(scope="package")
def great(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio with a long past: six thousand generations of two months, and nothing newer than yesterday."""
    admin = {"DJANGO_SUPERUSER_USERNAME": "alice", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with Studio(tmp_path_factory.mktemp("great"), {"SANDBOX_LATENCY": "1.5", **admin}) as program:
        program.shell(
            "from tests.browser import past\npast.members(['Bob'], password)\npast.great(['alice', 'bob'], 6000)",
            password=PASSWORD,
        )
        yield program


@pytest.fixture(scope="package")
def great_sessions(great: Studio) -> dict[str, str]:
    return {name: great.session(name) for name in ("alice", "bob")}


@pytest.fixture
def forgiven() -> list[str]:
    """Parts of complaints that a test expects, such as a status."""
    return []


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Iterator[Contexts]:
    """Contexts by their options; tests share them, so that a browser keeps what it has fetched."""
    known: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:
        name = repr(sorted(options.items()))
        if name not in known:
            known[name] = browser.new_context(**options)
            known[name].set_default_timeout(PATIENCE)
        return known[name]

    yield context
    for one in known.values():
        one.close()


@pytest.fixture
def open_page(contexts: Contexts, forgiven: list[str]) -> Iterator[Visit]:
    """Opens a page; the test fails when any of its pages complained."""
    pages: list[tuple[Page, set[Request]]] = []
    complaints: list[str] = []

    def opened(address: str, session: str = "", **options: Any) -> Page:
        cookie = {"name": "sessionid", "value": session, "domain": "127.0.0.1", "path": "/"}
        state = {"cookies": [cookie] if session else []}
        page = contexts(**{**DESKTOP, "base_url": address, "storage_state": state, **options}).new_page()
        chromium.watch(page, complaints)
        pages.append((page, chromium.drafts(page)))
        return page

    yield opened
    for page, saving in pages:
        chromium.leave(page, saving)
    assert [one for one in complaints if not any(part in one for part in forgiven)] == []


@pytest.fixture
def visit(studio: Studio, sessions: dict[str, str], open_page: Visit) -> Visit:
    """`visit("bob", "/?scope=mine", **screen)`: what bob sees there; nobody is signed out.

    What earlier tests have left in composers is gone.
    """
    studio.forget_drafts()
    emptied: set[BrowserContext] = set()

    def visited(member: str = "alice", path: str = "/", **options: Any) -> Page:
        page = open_page(studio.url, sessions.get(member, ""), **options)
        if page.context not in emptied:
            emptied.add(page.context)
            chromium.empty(page, studio.url)
        page.goto(path, wait_until="domcontentloaded")
        return page

    return visited


@pytest.fixture
def visit_great(great: Studio, great_sessions: dict[str, str], open_page: Visit) -> Visit:
    """`visit_great("/?before=900", **screen)`: what alice sees there of the long past."""

    def visited(path: str = "/", member: str = "alice", **options: Any) -> Page:
        page = open_page(great.url, great_sessions[member], **options)
        page.goto(path, wait_until="domcontentloaded")
        expect_filled(page)
        return page

    return visited


@pytest.fixture
def streams() -> Streams:
    """The streams of all tabs."""
    return Streams()


@pytest.fixture
def window(browser: Browser, studio: Studio, sessions: dict[str, str], tmp_path: Path) -> Iterator[BrowserContext]:
    """A window of bob's, in which what is not in front is hidden."""
    with chromium.window(browser, tmp_path / "profile") as context:
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "sessionid", "value": sessions["bob"], "url": studio.url}])
        yield context


@pytest.fixture
def tab(window: BrowserContext, studio: Studio, streams: Streams) -> Iterator[Tab]:
    """`tab("/?scope=mine", **screen)`: the studio in one more tab of the window, which comes to the front."""
    complaints: list[str] = []

    def opened(path: str = "/", **screen: Any) -> Page:
        page = window.new_page()
        chromium.look_through(page, screen or DESKTOP)
        chromium.watch(page, complaints)
        streams.watch(page)
        page.goto(studio.url + path)
        expect(page.locator("#history .card").first).to_be_visible()
        return page

    yield opened
    assert complaints == []


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A phone, and then a desktop."""
    return SCREENS[request.param]
