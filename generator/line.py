"""The line: whose turn it is, who stands where, and when that will be.

`in_turn` is the order in which the engine sends. `read` looks at everybody who waits, and tells each its place and an
honest word on the time: from the requests that the provider still takes in this minute, and from how long pictures
usually take. When nobody can know, no time is told.
"""

import math
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.utils import timezone

from generator.durations import in_words, usual
from generator.models import Attempt, Generation, Provider, Status

# What the engine's budget keeps to; a test compares the two.
WINDOW_SECONDS, SUBMITTING_SHARE = 61.0, 0.8
# At best the engine sends one this often, whatever the budget has room for.
SENDING_SECONDS = 0.1
MOMENT_SECONDS = 2.0
# When there was room for so long and nothing went out, something is the matter that the figures do not tell.
PATIENCE_SECONDS = 10.0
MOST_SENT = 1000

IN_A_MOMENT = "goes out in a moment"
AS_SOON_AS_IT_CAN = "goes out as soon as it can"
# The notice at the top of the page says by what.
HELD_UP = "held up for now"


class Waiting(Protocol):
    """What has to be known of a generation to find its turn."""

    @property
    def id(self) -> int: ...
    @property
    def author_id(self) -> int: ...
    @property
    def refusals(self) -> int: ...


W = TypeVar("W", bound=Waiting)


def in_turn(waiting: Iterable[W], under_way: Iterable[Waiting] = ()) -> list[W]:
    """Everybody's first, then everybody's second, and so on: one member's hundred do not hold up another's one.

    What a member has under way counts as turns taken. What was turned away lets everything else pass first, or one
    request that the provider will never take would stop all others.
    """
    taken = Counter(work.author_id for work in under_way)
    ordered = []
    for work in sorted(waiting, key=lambda work: work.id):
        taken[work.author_id] += 1
        ordered.append((work.refusals, taken[work.author_id], work.id, work))
    return [work for *_, work in sorted(ordered, key=lambda turn: turn[:3])]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a queued generation stands, counted from 1, and what can be said of when its picture comes."""

    place: int
    when: str

    @property
    def where(self) -> str:
        """static/js/line.js says the same."""
        if self.place == 1:
            return "Next in line"
        teens = self.place % 100 in (11, 12, 13)
        ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(self.place % 10, "th")
        return f"{self.place}{ending} in line"


@dataclass(frozen=True, slots=True)
class Line:
    """Everybody who waits to be sent, by the generation's id, the next first."""

    standings: Mapping[int, Standing] = field(default_factory=dict)

    def as_json(self, most: int) -> dict[str, Any]:
        """The first so many: their ids in `order`, and in `when` the words, each with how many in a row it is for."""
        standings = list(self.standings.items())[:most]
        runs = groupby(standing.when for _, standing in standings)
        return {
            "order": [id for id, _ in standings],
            "when": [[sum(1 for _ in alike), words] for words, alike in runs],
        }


@dataclass(frozen=True, slots=True)
class _Row:
    """A generation in line; how often it was turned away is known to the engine alone."""

    id: int
    author_id: int
    model: str = ""
    queued_at: datetime | None = None
    refusals: int = 0


def read() -> Line:
    """The line as it is now: one query when nobody waits, four otherwise, however long it is."""
    rows = Generation.objects.unfinished().filter(status=Status.QUEUED)
    queued = [_Row(*row) for row in rows.values_list("id", "author_id", "model", "queued_at")]
    if not queued:
        return Line()
    open_attempts = Attempt.objects.filter(ended_at=None, outcome__in=Attempt.SPEAKING)
    under_way = list(open_attempts.values_list("generation__author_id", "answered_at"))
    order = in_turn(queued, (_Row(0, author) for author, _ in under_way))
    words = zip(order, _when(order, [accepted for _, accepted in under_way], Provider.current()), strict=True)
    return Line({row.id: Standing(place, when) for place, (row, when) in enumerate(words, 1)})


def _when(order: list[_Row], under_way: list[datetime | None], provider: Provider) -> Iterator[str]:
    if provider.held or provider.notice:
        yield from [HELD_UP] * len(order)
        return
    newest = Attempt.objects.order_by("-id").values_list("started_at", flat=True)
    sent = sorted(started.timestamp() for started in newest[: min(share(provider.requests), MOST_SENT)])
    pace = Pace.noted(provider.requests, sent, timezone.now().timestamp())
    if pace.stands_still(min(row.queued_at.timestamp() for row in order if row.queued_at)):
        yield from [AS_SOON_AS_IT_CAN] * len(order)
        return
    # A picture that is announced takes one request, any other one more to learn that it has finished.
    looks = 0 if provider.webhooks_work else 1
    soon = pace.now - max(WINDOW_SECONDS, 3 * usual.seconds(order[0].model))
    owed = looks * sum(1 for accepted in under_way if accepted is None or accepted.timestamp() > soon)
    room = pace.room()
    for _ in range(owed):
        next(room)
    for number, row in enumerate(order):
        sending = max(next(room), number * SENDING_SECONDS)
        looking = max([next(room) for _ in range(looks)], default=0.0)
        if sending <= MOMENT_SECONDS:
            yield IN_A_MOMENT
        else:
            yield f"picture in {in_words(max(sending + usual.seconds(row.model), looking))}"


def share(requests: Mapping[str, Any]) -> int:
    """How many requests of a window leave while others wait to be sent; the provider may have lowered the limit."""
    return math.ceil(int(requests.get("limit", settings.FREEPIK_RATE_LIMIT)) * SUBMITTING_SHARE)


@dataclass(frozen=True, slots=True)
class Pace:
    """When requests have left lately, in order, and how many may in every window; times are of the wall clock."""

    now: float
    share: int
    used: list[float]
    sent: list[float]
    paused_until: float = 0.0

    @classmethod
    def noted(cls, requests: Mapping[str, Any], sent: list[float], now: float) -> "Pace":
        """From what the engine notes of its budget every other second, and what the ledger says was `sent`."""
        seconds = {int(second): int(count) for second, count in requests.get("seconds", {}).items()}
        used = [float(second) for second, count in sorted(seconds.items()) for _ in range(count)]
        used += [at for at in sent if at >= max(seconds, default=0) + 1]
        return cls(now, share(requests), used, sent, requests.get("paused_until", 0.0))

    def room(self) -> Iterator[float]:
        """The seconds until there is room for one more request, and then for another, and so on without end."""
        window = deque(self.used[-self.share :])
        earliest = max(self.now, self.paused_until)
        while True:
            if len(window) >= self.share:
                earliest = max(earliest, window.popleft() + WINDOW_SECONDS)
            window.append(earliest)
            yield earliest - self.now

    def stands_still(self, waiting_since: float) -> bool:
        """Whether there has been room for a while, and somebody to send, and nothing went out."""
        before = self.now - PATIENCE_SECONDS
        if next(self.room()) > 0 or max(waiting_since, self.paused_until, *self.sent[-1:]) > before:
            return False
        # What has just left the window made room only now.
        return not any(before < at + WINDOW_SECONDS <= self.now for at in self.sent)
