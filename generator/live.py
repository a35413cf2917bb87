"""What a browser has not seen yet.

`since` reads and renders the changes after a number of the feed, for one viewer. `Hub` does the same once for all
open pages of a process: one thread looks at the feed, renders what is new twice (as its author sees it, and as
colleagues do), and hands it to every connection that may want it. What changes with every other generation that is
sent, the places in line, goes to all pages as one small message instead.
"""

import asyncio
import json
import logging
import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import Error, connection
from django.template.loader import render_to_string

from generator import line
from generator.history import cards
from generator.models import Feed, Generation, Member, Provider
from generator.sets import sets_of

logger = logging.getLogger(__name__)

# With pages open, and with nobody there who would see it.
LOOK_SECONDS, IDLE_LOOK_SECONDS = 0.05, 1.0
# A server whose database does not answer at first starts all the same.
READY_SECONDS = 3.0
# A page that has missed more than this is quicker to load anew.
MOST_CHANGES = 200
# A connection that does not take its messages is let go; the browser comes back and asks for what it missed.
MOST_WAITING = 100
# The places of a long line are told less often, so that a page never gets more than a kilobyte a second of them.
LINE_SECONDS, LINE_SECONDS_EACH, MOST_IN_LINE = 2.0, 0.01, 1000
# Told again after this long although nothing has changed: a page may have come in between.
LINE_AGAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One rendered change: a card, or a set that is new; of nobody: for everybody in the same form."""

    author_id: int | None
    own: str
    others: str

    def visible(self, viewer: "Viewer") -> str:
        if self.author_id is None:
            return self.others
        if self.author_id == viewer.member_id:
            return self.own
        return self.others if viewer.scope != "mine" else ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, at which part of the history ("team" or "mine")."""

    member_id: int
    scope: str


Message = tuple[int | None, str]


@dataclass(eq=False, slots=True)
class Connection:
    """One open page: what is still to be sent to it, as (number, html) or (None, the line). None alone ends it."""

    viewer: Viewer
    waiting: "asyncio.Queue[Message | None]" = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))


def since(number: int, viewer: Viewer) -> tuple[int, str | None]:
    """The feed's number and the HTML of all changes after `number`; None for more than MOST_CHANGES."""
    newest = Feed.newest()
    if number == newest:
        return newest, ""
    if number > newest or Generation.objects.filter(change__gt=number).count() > MOST_CHANGES:
        return newest, None
    return newest, _joined(_pieces(number), viewer)


def _pieces(after: int) -> list[Piece]:
    rows = list(Generation.objects.for_cards().filter(change__gt=after).order_by("id"))
    changed = cards(generation for generation in rows if generation.trashed_at is None)
    new = sets_of(generation for generation in changed if generation.born > after)
    pieces = [_piece(one.author.pk, "partials/live_set.html", {"set": one}) for one in new]
    pieces += [
        _piece(generation.author_id, "partials/live_card.html", {"generation": generation})
        for generation in changed
        if generation.born <= after
    ]
    if gone := [generation for generation in rows if generation.trashed_at]:
        stubs = render_to_string("partials/live_gone.html", {"gone": gone})
        pieces.append(Piece(None, stubs, stubs))
    provider = Provider.current()
    if provider.notice_change > after:
        notice = render_to_string("partials/live_notice.html", {"notice": provider.notice})
        pieces.append(Piece(None, notice, notice))
    return pieces


def _piece(author_id: int, template: str, context: dict[str, object]) -> Piece:
    own, others = (render_to_string(template, {**context, "own": own}) for own in (True, False))
    return Piece(author_id, own, others)


def _joined(pieces: Iterable[Piece], viewer: Viewer) -> str:
    return "".join(piece.visible(viewer) for piece in pieces)


class Places:
    """What all open pages are told of the line, when that has changed, and now and then anyway."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told, self._told_at = "", -math.inf
        self._next = -math.inf
        self._empty_at: int | None = None

    def news(self, number: int) -> str:
        """The line as JSON, or nothing; `number` is the feed's: without a change an empty line stays empty."""
        now = self._clock()
        if now < self._next or number == self._empty_at:
            return ""
        current = line.read()
        self._empty_at = None if current.standings else number
        self._next = now + LINE_SECONDS + LINE_SECONDS_EACH * min(len(current.standings), MOST_IN_LINE)
        text = json.dumps(current.as_json(MOST_IN_LINE), separators=(",", ":")) if current.standings else ""
        if text == self._told and now < self._told_at + LINE_AGAIN_SECONDS:
            return ""
        self._told, self._told_at = text, now
        return text


class Hub:
    """One watcher for all connections of a process; `start` and `stop` with the server."""

    def __init__(self) -> None:
        self._connections: set[Connection] = set()
        self._stopping = threading.Event()
        self._looking = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._places = Places()

    async def start(self) -> None:
        """Begin to watch; from when this returns on, no change is missed."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
        self._thread.start()
        await asyncio.to_thread(self._looking.wait, READY_SECONDS)

    def stop(self) -> None:
        """End every connection now; browsers come back by themselves."""
        self._stopping.set()
        self._wake.set()
        for one in list(self._connections):
            self._end(one)

    def join(self, viewer: Viewer) -> Connection:
        one = Connection(viewer)
        self._connections.add(one)
        self._wake.set()
        if self._stopping.is_set():
            self._end(one)
        return one

    def leave(self, one: Connection) -> None:
        self._connections.discard(one)

    def _watch(self) -> None:
        seen: int | None = None
        while not self._stopping.is_set():
            try:
                newest = Feed.newest()
                self._looking.set()
                assert self._loop  # noqa: S101 - set by start
                if seen is not None and newest != seen and self._connections:
                    pieces = _pieces(seen)
                    self._loop.call_soon_threadsafe(self._hand_out, newest, pieces)
                seen = newest
                if self._connections and (text := self._places.news(newest)):
                    self._loop.call_soon_threadsafe(self._tell_all, text)
            except Error as error:
                logger.warning("the live pages cannot read the database: %s", error)
                connection.close()
            except Exception:  # the pages stay live whatever one row does to its template
                logger.exception("a change could not be shown on the live pages")
                seen = None
            if self._wake.wait(LOOK_SECONDS if self._connections else IDLE_LOOK_SECONDS):
                self._wake.clear()
        connection.close()

    def _hand_out(self, number: int, pieces: list[Piece]) -> None:
        for one in list(self._connections):
            if html := _joined(pieces, one.viewer):
                self._hand(one, (number, html))

    def _tell_all(self, line: str) -> None:
        for one in list(self._connections):
            self._hand(one, (None, line))

    def _hand(self, one: Connection, message: Message) -> None:
        try:
            one.waiting.put_nowait(message)
        except asyncio.QueueFull:
            self._end(one)

    def _end(self, one: Connection) -> None:
        self._connections.discard(one)
        while not one.waiting.empty():
            one.waiting.get_nowait()
        one.waiting.put_nowait(None)


def viewer_of(viewer: Member, scope: str) -> Viewer:
    return Viewer(viewer.pk, "mine" if scope == "mine" else "team")
