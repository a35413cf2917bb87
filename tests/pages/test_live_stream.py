"""The event stream itself, driven as the ASGI application that it is."""

import asyncio
import contextlib
import time

import pytest

from generator import live
from generator.models import Feed, Member
from generator.views import live as pages
from generator.views.live import off_loop
from tests import make
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """One open page: `sent` is what it has received."""

    def __init__(self, cookie="", query="", method="GET", **headers):
        self.sent: asyncio.Queue = asyncio.Queue()
        self._away = asyncio.Event()
        given = {"cookie": cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "path": "/live/",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }
        self.task = asyncio.ensure_future(pages.stream(scope, self._receive, self.sent.put))

    async def _receive(self):
        await self._away.wait()
        return {"type": "http.disconnect"}

    async def next(self, seconds=5):
        return await asyncio.wait_for(self.sent.get(), seconds)

    async def text(self):
        return (await self.next())["body"].decode()

    async def leave(self):
        self._away.set()
        await asyncio.wait_for(self.task, 5)


@pytest.fixture
def cookie(alice):
    return f"theme=dark; sessionid={browser_of(alice).cookies['sessionid'].value}"


@pytest.fixture
async def hub(monkeypatch):
    """A watcher of this test's own, in this test's own loop."""
    hub = live.Hub()
    monkeypatch.setattr(pages, "hub", hub)
    await hub.start()
    yield hub
    hub.stop()
    await off_loop(hub._thread.join, 5)


@pytest.fixture
async def open_page(cookie, hub):
    opened = []

    def open_page(*args, **options):
        opened.append(Page(*(args or [cookie]), **options))
        return opened[-1]

    yield open_page
    for page in opened:
        with contextlib.suppress(asyncio.CancelledError):
            await page.leave()


@pytest.mark.parametrize("cookie", ["", "sessionid=made-up", "sessionid", "\x00=;;;", "sessionid=" + "x" * 5000])
async def test_a_stranger_gets_403_and_nothing_else(hub, cookie):
    page = Page(cookie)
    assert (await page.next())["status"] == 403
    assert await page.next() == {"type": "http.response.body", "body": b""}
    await page.leave()


async def test_a_deactivated_member_gets_403(hub, cookie, alice):
    await off_loop(lambda: Member.objects.update(is_active=False))
    page = Page(cookie)
    assert (await page.next())["status"] == 403
    await page.leave()


async def test_only_get_opens_a_stream(hub, cookie):
    page = Page(cookie, method="POST")
    assert (await page.next())["status"] == 403
    await page.leave()


async def test_the_first_message_is_what_was_missed(open_page, alice):
    start = await off_loop(Feed.newest)
    made = await off_loop(make.generation, alice)
    page = open_page(query=f"scope=team&since={start}")
    head = await page.next()
    assert head["status"] == 200
    assert dict(head["headers"])[b"content-type"].startswith(b"text/event-stream")
    text = await page.text()
    assert text.startswith("retry: 1000\n\n")
    assert f"id: {start + 1}\n" in text
    assert str(made.uuid) in text
    body = text.removeprefix("retry: 1000\n\n")
    assert all(line.startswith(("id: ", "data: ")) or not line for line in body.splitlines())


async def test_a_browser_that_comes_back_says_what_it_has_seen(open_page, alice):
    old = await off_loop(make.generation, alice)
    seen = await off_loop(Feed.newest)
    new = await off_loop(make.generation, alice)
    page = open_page(query="since=1", last_event_id=str(seen))
    await page.next()
    text = await page.text()
    assert str(new.uuid) in text
    assert str(old.uuid) not in text


async def test_a_change_arrives_within_a_second(open_page, alice, hub):
    start = await off_loop(Feed.newest)
    page = open_page(query=f"since={start}")
    await page.next()
    await page.text()
    await asyncio.sleep(live.LOOK_SECONDS * 2)
    made = await off_loop(make.generation, alice)
    began = time.monotonic()
    text = await page.text()
    assert time.monotonic() - began < 1
    assert str(made.uuid) in text
    assert text.startswith(f"id: {start + 1}\n")


async def test_mine_does_not_hear_of_colleagues(open_page, alice, bob, hub):
    page = open_page(query=f"scope=mine&since={await off_loop(Feed.newest)}")
    await page.next()
    await page.text()
    await asyncio.sleep(live.LOOK_SECONDS * 2)
    await off_loop(make.generation, bob)
    await asyncio.sleep(live.LOOK_SECONDS * 2)
    made = await off_loop(make.generation, alice)
    text = await page.text()
    assert str(made.uuid) in text
    assert text.count("<article") == 1


async def test_a_page_from_long_ago_is_asked_to_load_anew(open_page, alice):
    page = open_page(query="since=999999")
    await page.next()
    assert "event: reload\ndata: reload\n\n" in await page.text()


async def test_a_quiet_stream_is_kept_awake(monkeypatch, open_page):
    monkeypatch.setattr(pages, "COMMENT_SECONDS", 0.05)
    page = open_page(query=f"since={await off_loop(Feed.newest)}")
    await page.next()
    await page.text()
    assert await page.text() == ": still here\n\n"


async def test_who_signs_out_hears_nothing_more(monkeypatch, open_page):
    monkeypatch.setattr(pages, "COMMENT_SECONDS", 0.05)
    monkeypatch.setattr(pages, "ACCOUNT_SECONDS", 0.0)
    page = open_page()
    await page.next()
    await off_loop(lambda: Member.objects.update(is_active=False))
    await asyncio.wait_for(page.task, 5)
    assert page.sent.qsize() > 0


async def test_every_stream_ends_when_the_server_stops(open_page, hub):
    streams = [open_page() for _ in range(3)]
    for page in streams:
        await page.next()
        await page.text()
    hub.stop()
    for page in streams:
        assert await page.next() == {"type": "http.response.body", "body": b""}
        await asyncio.wait_for(page.task, 5)


async def test_a_stream_that_opens_while_the_server_stops_ends_at_once(open_page, hub):
    hub.stop()
    await asyncio.wait_for(open_page().task, 5)


async def test_a_page_that_goes_away_is_forgotten(open_page, hub):
    page = open_page()
    await page.next()
    await page.text()
    assert len(hub._connections) == 1
    await page.leave()
    assert len(hub._connections) == 0


async def test_a_page_that_takes_nothing_is_let_go(hub):
    one = hub.join(live.Viewer(1, "team"))
    for number in range(live.MOST_WAITING + 1):
        hub._hand_out(number, [live.Piece(None, "x", "x")])
    assert hub._connections == set()
    assert one.waiting.get_nowait() is None


async def test_places_reach_every_page_and_are_no_change_of_the_feed(open_page, alice, bob, hub):
    seen = await off_loop(Feed.newest)
    pages = [open_page(query=f"scope={scope}&since={seen}") for scope in ("team", "mine")]
    for page in pages:
        await page.next()
        await page.text()
    made = await off_loop(make.generation, bob)
    for page in pages:
        text = ""
        while not text.startswith("event: line\n"):
            text = await page.text()
        assert text == f'event: line\ndata: {{"order":[{made.pk}],"when":[[1,"goes out in a moment"]]}}\n\n'
