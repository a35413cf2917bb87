"""What a browser has not seen yet.

`since` reads and renders the changes after a number of the feed, for one viewer. `Hub` does the same once for all
open pages of a process: one thread looks at the feed, renders what is new twice (as its author sees it, and as
colleagues do), and hands it to every connection that may want it.
"""

import asyncio
import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import Error, connection
from django.template.loader import render_to_string

from generator.history import sets_of
from generator.models import Feed, Generation, Member, Provider

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
# A server whose database does not answer at first starts all the same.
READY_SECONDS = 3.0
# A page that has missed more than this is quicker to load anew.
MOST_CHANGES = 200
# A connection that does not take its messages is let go; the browser comes back and asks for what it missed.
MOST_WAITING = 100


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


@dataclass(eq=False, slots=True)
class Connection:
    """One open page: what is still to be sent to it, as (number, html). None ends it."""

    viewer: Viewer
    waiting: "asyncio.Queue[tuple[int, str] | None]" = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))


def since(number: int, viewer: Viewer) -> tuple[int, str | None]:
    """The feed's number and the HTML of all changes after `number`; None for more than MOST_CHANGES."""
    newest = Feed.newest()
    if number == newest:
        return newest, ""
    if number > newest or Generation.objects.filter(change__gt=number).count() > MOST_CHANGES:
        return newest, None
    return newest, _joined(_pieces(number), viewer)


def _pieces(after: int) -> list[Piece]:
    changed = list(Generation.objects.for_cards().filter(change__gt=after).order_by("id"))
    new = sets_of(generation for generation in changed if generation.born > after)
    pieces = [_piece(one.author.pk, "partials/live_set.html", {"set": one}) for one in new]
    pieces += [
        _piece(generation.author_id, "partials/live_card.html", {"generation": generation})
        for generation in changed
        if generation.born <= after
    ]
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


class Hub:
    """One watcher for all connections of a process; `start` and `stop` with the server."""

    def __init__(self) -> None:
        self._connections: set[Connection] = set()
        self._stopping = threading.Event()
        self._looking = threading.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Begin to watch; from when this returns on, no change is missed."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
        self._thread.start()
        await asyncio.to_thread(self._looking.wait, READY_SECONDS)

    def stop(self) -> None:
        """End every connection now; browsers come back by themselves."""
        self._stopping.set()
        for one in list(self._connections):
            self._end(one)

    def join(self, viewer: Viewer) -> Connection:
        one = Connection(viewer)
        self._connections.add(one)
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
                if seen is not None and newest != seen and self._connections:
                    pieces = _pieces(seen)
                    assert self._loop  # noqa: S101 - set by start
                    self._loop.call_soon_threadsafe(self._hand_out, newest, pieces)
                seen = newest
            except Error as error:
                logger.warning("the live pages cannot read the database: %s", error)
                connection.close()
            except Exception:  # the pages stay live whatever one row does to its template
                logger.exception("a change could not be shown on the live pages")
                seen = None
            self._stopping.wait(LOOK_SECONDS)
        connection.close()

    def _hand_out(self, number: int, pieces: list[Piece]) -> None:
        for one in list(self._connections):
            if html := _joined(pieces, one.viewer):
                try:
                    one.waiting.put_nowait((number, html))
                except asyncio.QueueFull:
                    self._end(one)

    def _end(self, one: Connection) -> None:
        self._connections.discard(one)
        while not one.waiting.empty():
            one.waiting.get_nowait()
        one.waiting.put_nowait(None)


def viewer_of(viewer: Member, scope: str) -> Viewer:
    return Viewer(viewer.pk, "mine" if scope == "mine" else "team")
