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
UNDER_WAY = (Status.SUBMITTING, Status.GENERATING, Status.COLLECTING)

IN_A_MOMENT = "goes out in a moment"
AS_SOON_AS_IT_CAN = "goes out as soon as it can"
FOR_THE_PROVIDER = "waits for the provider"


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
    """An unfinished generation; how often it was turned away is known to the engine alone."""

    id: int
    author_id: int
    status: str
    model: str
    queued_at: datetime
    refusals: int = 0


def read() -> Line:
    """The line as it is now: one query when nobody waits, three otherwise, however long it is."""
    rows = [
        _Row(*row)
        for row in Generation.objects.unfinished().values_list("id", "author_id", "status", "model", "queued_at")
    ]
    queued = [row for row in rows if row.status == Status.QUEUED]
    if not queued:
        return Line()
    order = in_turn(queued, (row for row in rows if row.status in UNDER_WAY))
    words = zip(order, _when(order, Provider.current()), strict=True)
    return Line({row.id: Standing(place, when) for place, (row, when) in enumerate(words, 1)})


def _when(order: list[_Row], provider: Provider) -> Iterator[str]:
    if provider.held or provider.notice:
        yield from [FOR_THE_PROVIDER] * len(order)
        return
    now = timezone.now().timestamp()
    pace = Pace.noted(provider.requests, now)
    if pace.stands_still(min(row.queued_at for row in order).timestamp()):
        yield from [AS_SOON_AS_IT_CAN] * len(order)
        return
    for row, seconds in zip(order, pace.waits(), strict=False):
        if seconds <= MOMENT_SECONDS:
            yield IN_A_MOMENT
        else:
            yield f"picture in {in_words(seconds + usual.seconds(row.model))}"


@dataclass(frozen=True, slots=True)
class Pace:
    """How many may be sent in every window of time, and when the last ones were, by the wall clock."""

    now: float
    capacity: int
    sent: list[float]
    paused_until: float = 0.0

    @classmethod
    def noted(cls, requests: Mapping[str, Any], now: float) -> "Pace":
        """From what the engine has noted of its budget (engine.budget), and from the ledger.

        Requests that sent nothing have watched something, and will go on to do so.
        """
        share = math.ceil(settings.FREEPIK_RATE_LIMIT * SUBMITTING_SHARE)
        newest = Attempt.objects.order_by("-id").values_list("started_at", flat=True)
        sent = sorted(started.timestamp() for started in newest[: min(share, MOST_SENT)])
        since = now - WINDOW_SECONDS
        used = sum(count for second, count in requests.get("seconds", {}).items() if int(second) > since)
        watching = max(0, used - sum(1 for at in sent if at > since))
        return cls(now, max(1, share - watching), sent, requests.get("paused_until", 0.0))

    def waits(self) -> Iterator[float]:
        """The seconds until the next one is sent, and the one after that, and so on without end."""
        window = deque(self.sent[-self.capacity :])
        earliest = max(self.now, self.paused_until)
        while True:
            if len(window) >= self.capacity:
                earliest = max(earliest, window.popleft() + WINDOW_SECONDS)
            window.append(earliest)
            yield earliest - self.now
            earliest += SENDING_SECONDS

    def stands_still(self, waiting_since: float) -> bool:
        """Whether there has been room for a while, and somebody to send, and nothing went out."""
        before = self.now - PATIENCE_SECONDS
        if max(waiting_since, self.paused_until, *self.sent[-1:]) > before:
            return False
        return sum(1 for at in self.sent if at > before - WINDOW_SECONDS) < self.capacity
