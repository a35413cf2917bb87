"""Outstanding: what was paid for, or may have been, and has no picture yet; how old it is, and what happens next.

Read for the admin panel, which counts it, and for a generation's own page. Nothing here changes anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from generator.engine import collect, schedule, submit
from generator.imageapi import expires_at
from generator.models import Attempt, Generation, Lease, Picture, Provider, Status, Stray, UnclaimedPicture
from generator.models.leases import ENGINE
from generator.models.sightings import Remark, Sighting

# Answers and pictures take their time: what is not older than this is on its way.
ANSWER_SECONDS = 10
FETCHING_SECONDS = 60
# What was given up is asked for by hand, while there is a hope that the provider still knows of it.
GIVEN_UP_DAYS = 30
MOST = 50
MOST_CANDIDATES = 12
# So many searches take half a minute: a task that was made is in the list by then.
ENOUGH_SEARCHES = 5


class Kind(StrEnum):
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"
    FINISHED = "finished"  # at the provider, and not stored
    GIVEN_UP = "given_up"
    DECIDED = "decided"  # sent again or given up by a person, and still looked for
    UNDER_WAY = "under_way"


# What the count is of; the others are as they should be.
COUNTED = (Kind.UNANSWERED, Kind.OVERDUE, Kind.FINISHED, Kind.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Row:
    """An attempt: how old it is, what was done about it, what happens next, and what it may turn out to be."""

    attempt: Attempt
    kind: Kind
    age: str
    done: str
    next: str
    candidates: Sequence[Stray] = ()
    # Too much has appeared in the list for anybody to tell which of it is ours.
    crowded: bool = False

    @property
    def collectable(self) -> bool:
        """Whether the provider can be asked for it once more."""
        return self.attempt.ending == Attempt.Ending.GIVEN_UP

    @property
    def hopeless(self) -> bool:
        """Whether the list shows nothing that could be it, although there was time enough to appear in it."""
        return not self.candidates and not self.crowded and self.attempt.searches >= ENOUGH_SEARCHES


@dataclass(frozen=True, slots=True)
class Outage:
    """What everybody waits for; `since` when, when it is tried again, and how many wait."""

    notice: str
    held: bool
    since: datetime | None
    age: str
    next_try: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind, and how many pictures nobody has claimed."""

    of: dict[str, int]
    unclaimed: int

    @property
    def total(self) -> int:
        return self.unclaimed + sum(self.of.get(kind, 0) for kind in COUNTED)

    @property
    def under_way(self) -> int:
        return self.of.get(Kind.UNDER_WAY, 0)


def counts() -> Counts:
    found = all_of_them().order_by().values_list("kind").annotate(Count("pk"))
    return Counts(dict(found), unclaimed().count())


def total() -> int:
    """What the admin panel's front page shows: zero when all is well."""
    return counts().total


def rows(kind: Kind) -> list[Row]:
    """The oldest of a kind."""
    candidates = Stray.objects.unclaimed().prefetch_related("pictures")
    found = all_of_them().filter(kind=kind).select_related("generation__author").order_by("id")
    if kind == Kind.UNANSWERED:
        found = found.prefetch_related(Prefetch("strays", candidates, to_attr="candidates"))
    return [_row(attempt, getattr(attempt, "candidates", ())) for attempt in found[:MOST]]


def of(generation: Generation) -> Row | None:
    """What is to be said of one generation, by the attempt that speaks for it; None where there is none."""
    attempt = _with_kind(Attempt.speaking().filter(generation=generation)).first()
    if attempt is None:
        return None
    candidates = list(Stray.of_generation(generation).prefetch_related("pictures")[:MOST_CANDIDATES])
    strangers = Stray.objects.unclaimed().filter(model=attempt.model, seen_at__gte=attempt.started_at, suspects=None)
    lost = attempt.outcome == Attempt.Outcome.UNKNOWN and not candidates
    return _row(attempt, candidates, crowded=lost and strangers.exists())


def unclaimed() -> "QuerySet[Stray]":
    """Pictures that were kept for attempts which somebody has decided about meanwhile."""
    waiting = all_of_them().filter(kind=Kind.UNANSWERED, strays=OuterRef("pk"))
    pictures = UnclaimedPicture.objects.filter(stray=OuterRef("pk"))
    return Stray.objects.candidates().filter(Exists(pictures), ~Exists(waiting))


def unclaimed_rows() -> list[Stray]:
    """The oldest of them, with `unanswered`: the attempts that they may belong to."""
    unanswered = Attempt.objects.filter(outcome=Attempt.Outcome.UNKNOWN).select_related("generation__author")
    suspects = Prefetch("suspects", unanswered.order_by("id"), to_attr="unanswered")
    return list(unclaimed().prefetch_related("pictures", suspects).order_by("id")[:MOST])


def outage() -> Outage | None:
    """What holds the work up, if anything does."""
    provider = Provider.current()
    waiting = Generation.objects.unfinished().filter(status=Status.QUEUED).count()
    if provider.notice:
        again = _soon(provider.next_try_at) if provider.next_try_at else "within a minute"
        since = provider.noticed_at
        return Outage(provider.notice, provider.held, since, _ago(since) if since else "", again, waiting)
    if not Lease.beating(ENGINE):
        lease = Lease.objects.get(name=ENGINE)
        notice = "Nobody sends, watches or collects: the worker process does not run."
        return Outage(notice, False, lease.until, _ago(lease.until), "as soon as it runs again", waiting)
    return None


def all_of_them() -> "QuerySet[Any]":
    """Every attempt that something is still to be done about, by the program or by a person, with its kind."""
    since = timezone.now() - timedelta(days=GIVEN_UP_DAYS)
    pictures = Picture.objects.filter(generation=OuterRef("generation"))
    ended = Attempt.objects.exclude(ending=Attempt.Ending.COLLECTED)
    lost = ended.filter(ending__in=[Attempt.Ending.GIVEN_UP, Attempt.Ending.NOT_FOUND]).filter(
        Q(ending=Attempt.Ending.NOT_FOUND, generation__status=Status.UNCONFIRMED)
        | Q(~Exists(pictures), ending=Attempt.Ending.GIVEN_UP, started_at__gte=since)
    )
    unended = Attempt.speaking().filter(ended_at=None)
    # Each is found by an index of its own, among millions that have ended well; together they would not be.
    return _with_kind(
        Attempt.objects.filter(pk__in=unended.order_by().values("pk").union(lost.order_by().values("pk")))
    )


def _with_kind(attempts: "QuerySet[Attempt]") -> "QuerySet[Any]":
    now = timezone.now()
    Outcome = Attempt.Outcome
    newer = Attempt.speaking().filter(generation=OuterRef("generation"), pk__gt=OuterRef("pk"))
    elsewhere = (Status.QUEUED, Status.SUCCEEDED, Status.FAILED, Status.CANCELED)
    completed = Sighting.objects.filter(attempt=OuterRef("pk"), status="COMPLETED")
    whens = (
        (Q(ending=Attempt.Ending.GIVEN_UP), Kind.GIVEN_UP),
        (Q(Exists(newer)) | Q(generation__status__in=elsewhere), Kind.DECIDED),
        (Q(outcome=Outcome.UNKNOWN), Kind.UNANSWERED),
        (Q(outcome=Outcome.OPEN, started_at__lt=now - timedelta(seconds=ANSWER_SECONDS)), Kind.UNANSWERED),
        (Q(failed_collections__gt=0), Kind.FINISHED),
        (Q(Exists(completed.filter(at__lt=now - timedelta(seconds=FETCHING_SECONDS)))), Kind.FINISHED),
        (Q(answered_at__lt=now - timedelta(seconds=settings.GENERATION_DEADLINE)), Kind.OVERDUE),
    )
    kind = Case(
        *(When(condition, then=Value(kind)) for condition, kind in whens),
        default=Value(Kind.UNDER_WAY),
        output_field=CharField(),
    )
    said = Remark.objects.filter(attempt=OuterRef("pk")).order_by("-id").values("text")[:1]
    return attempts.annotate(kind=kind, finished=Subquery(completed.values("at")[:1]), said=Subquery(said))


def _row(attempt: Any, candidates: Sequence[Stray], crowded: bool = False) -> Row:
    kind = Kind(attempt.kind)
    age = _ago((attempt.finished if kind == Kind.FINISHED else None) or attempt.started_at)
    return Row(attempt, kind, age, _done(attempt, kind), _next(attempt), candidates, crowded)


def _done(attempt: Any, kind: Kind) -> str:
    if kind in (Kind.GIVEN_UP, Kind.DECIDED):
        said = (attempt.said or "").removesuffix(".")
        return said[:1].upper() + said[1:]
    if attempt.outcome == Attempt.Outcome.OPEN:
        return "It is being sent, and no answer has come yet"
    if attempt.outcome == Attempt.Outcome.UNKNOWN:
        return _times("searched for in the provider's list", attempt.searches, attempt.searched_at)
    if kind == Kind.FINISHED:
        tries = _times("fetched without success", attempt.failed_collections)
        return f"{tries}: {attempt.said}" if attempt.failed_collections and attempt.said else tries
    return _times("looked at since it is overdue", attempt.looks, attempt.looked_at)


def _next(attempt: Any) -> str:
    if attempt.ending == Attempt.Ending.GIVEN_UP:
        return "Nothing happens by itself any more"
    if attempt.ending == Attempt.Ending.NOT_FOUND:
        return "Nobody searches any more: decide"
    if attempt.outcome == Attempt.Outcome.OPEN:
        return f"Counts as unanswered {_soon(attempt.started_at, submit.POST_SECONDS)}"
    if attempt.outcome == Attempt.Outcome.UNKNOWN:
        wait = schedule.next_search(attempt.searches)
        return f"Searched for again {_soon(attempt.searched_at or attempt.lost_at, wait)}"
    if attempt.incoming:
        return "It was fetched, and is being verified and stored"
    if attempt.finished:
        return f"Fetched again within a minute; the provider {_kept(attempt)}"
    if not attempt.looks:
        return "Looked at any moment"
    return f"Looked at again {_soon(attempt.looked_at, schedule.next_overdue_look(attempt.looks))}"


def _kept(attempt: Any) -> str:
    """Until when there is something to fetch: the addresses say it, or it is an hour (contract 2)."""
    ends = [datetime.fromtimestamp(end, UTC) for url in attempt.urls if (end := expires_at(url))]
    until = min(ends, default=attempt.finished + timedelta(seconds=collect.RESULTS_KEPT_SECONDS))
    left = (until - timezone.now()).total_seconds()
    return f"keeps it for another {span(left)}" if left > 0 else "keeps it no longer than it must"


def span(seconds: float) -> str:
    """A length of time in words, as exact as anybody needs it."""
    for limit, unit, name in ((90, 1, "s"), (90 * 60, 60, "min"), (36 * 3600, 3600, "h")):
        if seconds < limit:
            return f"{round(seconds / unit)} {name}"
    return f"{round(seconds / 86400)} days"


def _ago(since: datetime) -> str:
    return span(max(0.0, (timezone.now() - since).total_seconds()))


def _soon(since: datetime | None, wait: float = 0.0) -> str:
    """When something happens that waits so long."""
    left = ((since or timezone.now()) - timezone.now()).total_seconds() + wait
    return f"in about {span(left)}" if left > 1 else "any moment"


def _times(what: str, count: int, last: datetime | None = None) -> str:
    if not count:
        return f"Not {what} yet"
    often = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return f"{what[0].upper()}{what[1:]} {often}" + (f", last {_ago(last)} ago" if last else "")
