"""Whatever happens, in whatever order, as often as it likes, wherever the process is killed: the books stay right.

The events are those that the engine, the provider, people and the queue bring. Most are such as may well come next,
the others any at all: late, repeated, out of date. Any may be cut off before one of its statements, as by a kill;
what comes then knows only the rows. After each of them `Studio.check` must hold; and from wherever that has led,
`Studio.ends` must bring everything to an end.

More than the usual examples, and others every time: EXAMPLES=2000 .venv/bin/pytest tests/models/test_any_order.py
"""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, note, settings, strategies

from generator import storage, tasks
from generator.engine.work import Step, changed
from generator.imageapi import DEFAULT
from generator.models import Attempt, Feed, Generation, Member, Status, Stray, UnclaimedPicture
from generator.models.generations import UNFINISHED
from generator.models.sightings import Remark, Sighting
from tests import make

EXAMPLES = int(os.environ.get("EXAMPLES", "50"))
Outcome, Ending = Attempt.Outcome, Attempt.Ending
# What may follow what; an answer that comes late knows better than none, and a webhook better than an answer.
RANK = {Outcome.OPEN: 0, Outcome.UNKNOWN: 1, Outcome.NOT_SENT: 2, Outcome.REJECTED: 2, Outcome.ACCEPTED: 3}
STATUSES = ("CREATED", "IN_PROGRESS", "COMPLETED", "FAILED", "PROCESSING_X")
SEARCHES = 4
SMALL = make.picture(size=(8, 6))
# Which of the events that are possible, whether of any at all, and before which of its statements it is killed.
EVENT = strategies.tuples(
    strategies.integers(0, 9999),
    strategies.sampled_from([False, False, False, True]),
    strategies.sampled_from([None] * 15 + [0, 1, 2, 4, 7]),
)
Event = tuple[str, Callable[[], object]]


class Killed(BaseException):
    """The process is gone."""


class Kill:
    """Ends a process before a statement; those that begin and end transactions do not count."""

    def __init__(self, before):
        self.left = before

    def __call__(self, execute, sql, params, many, context):
        if self.left is not None and not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            if self.left == 0:
                self.left = None
                raise Killed
            self.left -= 1
        return execute(sql, params, many, context)


class Studio:
    """One generation, and all that can happen to it."""

    def __init__(self) -> None:
        author = Member.objects.create_user("author", "author@example.com", "x")
        self.generation_id = make.generation(author).pk
        # Somebody else's, whose task is not ours.
        make.generation(author, Status.GENERATING)
        self.numbers = itertools.count()
        # What a process has in mind; it may be long out of date.
        self.minds: dict[int, Attempt] = {}
        # Attempts whose generation somebody has decided to send again since.
        self.decided: set[int] = set()
        self.asked: Generation | None = None
        self.before = self.seen()
        self.check()

    def happen(self, which: int, any_at_all: bool, killed_before: int | None) -> None:
        events = list(self.wild() if any_at_all else self.likely())
        if not events:
            return
        name, event = events[which % len(events)]
        note(name if killed_before is None else f"{name}, killed before statement {killed_before}")
        try:
            with connection.execute_wrapper(Kill(killed_before)):
                event()
        except Killed:
            # A verb that is one transaction without a savepoint has undone nothing here; it took a number, no more.
            transaction.set_rollback(False)
            self.minds.clear()
        self.heard()
        self.check()

    # What can happen.

    def likely(self) -> Iterator[Event]:
        generation = Generation.objects.get(pk=self.generation_id)
        yield from self.to_generation(generation)
        attempts = list(generation.attempts.select_related("generation"))
        for attempt in attempts:
            yield from self.to_attempt(self.minds.setdefault(attempt.pk, attempt), attempt)
        if Stray.objects.exists():
            yield from self.to_strays(attempts)

    def to_generation(self, generation: Generation) -> Iterator[Event]:
        match generation.status:
            case Status.QUEUED:
                yield f"begin {generation.pk}", partial(self.begin, generation)
                yield f"begin {generation.pk}", partial(self.begin, generation)
                yield f"cancel {generation.pk}", generation.cancel
            case Status.FAILED:
                yield f"retry {generation.pk}", partial(self.decide, generation, generation.retry)
            case Status.UNCONFIRMED:
                yield f"send {generation.pk} again", partial(self.decide, generation, generation.send_again)
                yield f"give {generation.pk} up", generation.give_up
            case Status.GENERATING:
                yield f"clock of {generation.pk}", partial(self.clock_jumps, generation, 20)
                if generation.is_overdue():
                    yield f"send {generation.pk} again", partial(self.decide, generation, generation.send_again)
                    yield f"give {generation.pk} up", generation.give_up

    def to_attempt(self, mind: Attempt, now: Attempt) -> Iterator[Event]:
        verbs = self.verbs(mind)
        if now.outcome in (Outcome.OPEN, Outcome.UNKNOWN):
            yield from (verbs[name] for name in ("accepted", "not sent", "rejected", "unknown", "in the list"))
        if now.outcome != Outcome.ACCEPTED:
            yield from (verbs[name] for name in ("webhook IN_PROGRESS", "webhook COMPLETED"))
        if now.outcome == Outcome.UNKNOWN:
            yield "search", self.search
            yield "a foreign id", self.foreign
        if now.outcome == Outcome.ACCEPTED and not now.ended_at:
            if now.incoming:
                yield verbs["prepare"]
            elif now.urls:
                yield from (verbs[name] for name in ("fetch", "fetch junk", "ask again"))
            else:
                yield from (verbs[name] for name in ("hear FAILED", "hear COMPLETED", "give up"))
        if now.ending == Ending.GIVEN_UP:
            yield from (verbs[name] for name in ("reopen", "webhook COMPLETED"))

    def to_strays(self, attempts: list[Attempt]) -> Iterator[Event]:
        for stray in Stray.to_keep():
            yield f"keep {stray}", partial(self.keep, stray, SMALL)
            yield f"junk of {stray}", partial(self.keep, stray, b"<html>")
        for attempt in attempts:
            if attempt.outcome == Outcome.UNKNOWN:
                for stray in Stray.objects.unclaimed().filter(suspects=attempt):
                    yield f"match {stray} with {attempt.pk}", partial(stray.match, attempt, "matched by somebody")

    def wild(self) -> Iterator[Event]:
        yield "restart", self.minds.clear
        yield "search", self.search
        yield "a foreign id", self.foreign
        generation = Generation.objects.get(pk=self.generation_id)
        yield f"begin {generation.pk}", partial(self.begin, generation)
        for what in ("retry", "send_again", "cancel", "give_up"):
            yield f"{what} {generation.pk}", partial(self.decide, generation, getattr(generation, what))
        for minutes in (20, -4000, 4000):
            yield f"clock of {generation.pk}", partial(self.clock_jumps, generation, minutes)
        for attempt in generation.attempts.all():
            yield from self.verbs(self.minds.get(attempt.pk, attempt)).values()
            yield from self.verbs(attempt).values()

    def verbs(self, attempt: Attempt) -> dict[str, Event]:
        """All that can be done with an attempt, by name."""
        others = Attempt.objects.exclude(pk=attempt.pk).exclude(remote_id="").values_list("remote_id", flat=True)
        own, other = f"task-of-{attempt.pk}", others.first() or "nobodys"
        urls = {status: [make.RESULT] if status == "COMPLETED" else [] for status in STATUSES}
        found: dict[str, Callable[[], object]] = {
            "accepted": lambda: attempt.accepted(own, 200, "request-1"),
            "accepted as another": lambda: attempt.accepted(other, 200, "request-1"),
            "not sent": lambda: attempt.not_sent("503", 503, ""),
            "rejected": lambda: attempt.rejected("The provider says no.", "400", 400, ""),
            "unknown": lambda: attempt.unknown("read timeout"),
            "fetch": lambda: self.fetch(attempt, SMALL),
            "fetch junk": lambda: self.fetch(attempt, b"<html>"),
            "prepare": lambda: tasks.prepare(attempt.pk),
            "ask again": lambda: attempt.outcome == Outcome.ACCEPTED and attempt.ask_again("It was cut short."),
            "give up": lambda: attempt.outcome == Outcome.ACCEPTED and attempt.give_up("It is too late.", "a day"),
            "reopen": attempt.reopen,
            "look": attempt.looked,
            "in the list": lambda: self.listed(own),
            "webhook of another": lambda: attempt.announced(other, "IN_PROGRESS", []),
        }
        for status in STATUSES:
            found[f"hear {status}"] = partial(attempt.hear, status, urls[status], 1.0)
            found[f"webhook {status}"] = partial(attempt.announced, own, status, urls[status])
        return {name: (f"{name} {attempt.pk}", verb) for name, verb in found.items()}

    # Events that are more than one verb.

    def begin(self, generation: Generation) -> None:
        known = set(Attempt.objects.values_list("pk", flat=True))
        queued = generation.status == Status.QUEUED
        begun = Attempt.begin(generation.pk)
        if begun is None:
            return
        # Who has it in hand may send it: once, and only what is in line.
        assert begun.pk not in known
        assert queued
        earlier = Attempt.objects.filter(generation=generation, pk__in=known - self.decided)
        # Nothing is bought again unless the first was surely not sold, or somebody said so.
        assert not earlier.exclude(outcome=Outcome.NOT_SENT).exists()
        self.minds[begun.pk] = begun

    def decide(self, generation: Generation, verb: Callable[[], bool]) -> None:
        self.asked = generation
        verb()

    def heard(self) -> None:
        """Whether a person's word has put something back in line, also if the process was killed after that."""
        waits = self.asked is not None and Generation.objects.get(pk=self.asked.pk).status == Status.QUEUED
        if waits and self.asked.status != Status.QUEUED:
            self.decided |= set(self.asked.attempts.values_list("pk", flat=True))
        self.asked = None

    def fetch(self, attempt: Attempt, content: bytes) -> None:
        if attempt.urls:
            attempt.fetched([storage.keep(f"incoming/{attempt.pk}-0", content)])

    def keep(self, stray: Stray, content: bytes) -> None:
        stray.fetched("COMPLETED", [storage.keep(f"incoming/stray-{stray.pk}-0", content)])
        tasks.prepare_stray(stray.pk)

    def listed(self, remote_id: str) -> None:
        unanswered = Attempt.objects.filter(outcome__in=[Outcome.OPEN, Outcome.UNKNOWN])
        Stray.record(DEFAULT.key, [remote_id], list(unanswered.values_list("pk", flat=True)), timezone.now())

    def foreign(self) -> None:
        self.listed(f"foreign-{next(self.numbers)}")

    def search(self) -> None:
        unknown = Attempt.objects.filter(outcome=Outcome.UNKNOWN, ended_at=None)
        Attempt.searched(list(unknown.values_list("pk", flat=True)), SEARCHES)
        Stray.adopt()

    def clock_jumps(self, generation: Generation, minutes: int) -> None:
        by = timedelta(minutes=minutes)
        if generation.accepted_at:
            Generation.objects.filter(pk=generation.pk).update(accepted_at=generation.accepted_at - by)
        for attempt in generation.attempts.exclude(answered_at=None):
            generation.attempts.filter(pk=attempt.pk).update(answered_at=attempt.answered_at - by)

    # What must hold.

    def seen(self) -> dict[str, object]:
        pictures = Generation.objects.exclude(pictures=None)
        return {
            "generations": {row["id"]: row for row in Generation.objects.values()},
            "attempts": {row["id"]: row for row in Attempt.objects.values()},
            "pictures": set(pictures.values_list("pk", "pictures__pk", "pictures__attempt")),
            "told": {*Sighting.objects.values_list(), *Remark.objects.values_list()},
            "kept": set(UnclaimedPicture.objects.values_list("pk", "stray", "sha256")),
        }

    def check(self) -> None:
        before, now = self.before, self.seen()
        self.before = now
        works = {(work.id, work.attempt.pk if work.attempt else 0): work.step for work in changed(0).works}
        with_picture = {generation for generation, *_ in now["pictures"]}
        of_attempts = {attempt for *_, attempt in now["pictures"]}
        for pk, row in now["generations"].items():
            over = row["status"] not in UNFINISHED
            assert over == (row["finished_at"] is not None)
            assert (row["status"] == Status.FAILED) == bool(row["failure"])
            assert row["status"] != Status.SUCCEEDED or pk in with_picture
            assert row["status"] != Status.QUEUED or works[pk, 0] == Step.SUBMIT
            assert row["change"] <= Feed.newest()
        for pk, row in now["attempts"].items():
            assert works.get((row["generation_id"], pk)) == step_of(row)
            assert bool(row["ended_at"]) == bool(row["ending"])
            assert (row["outcome"] == Outcome.ACCEPTED) == bool(row["remote_id"])
            assert row["ending"] != Ending.COLLECTED or pk in of_attempts
        remote_ids = [row["remote_id"] for row in now["attempts"].values() if row["remote_id"]]
        assert len(remote_ids) == len(set(remote_ids))
        # Nothing that is known is forgotten.
        for what in ("pictures", "told", "kept"):
            assert before[what] <= now[what]
        for pk, row in before["attempts"].items():
            only_forward(row, now["attempts"][pk])
        for pk, row in before["generations"].items():
            assert row["status"] != Status.SUCCEEDED or now["generations"][pk]["status"] == Status.SUCCEEDED
            if row["change"] == now["generations"][pk]["change"]:
                assert to_do(pk, before) == to_do(pk, now)

    def ends(self) -> None:
        """The provider fails every task and refuses every POST: all ends then, or is left to a person."""
        for _ in range(8):
            for work in changed(0).works:
                self.end(work.step, work.id, work.attempt and Attempt.objects.get(pk=work.attempt.pk))
                self.check()
        assert not changed(0).works
        for generation in Generation.objects.filter(finished_at=None):
            assert generation.status == Status.UNCONFIRMED
            assert not generation.pictures.exists()
            assert generation.give_up()
        self.check()

    def end(self, step: Step, generation_id: int, attempt: Attempt | None) -> None:
        if attempt is None:
            if begun := Attempt.begin(generation_id):
                begun.rejected("The provider says no.", "400", 400, "")
        elif step == Step.SETTLE:
            attempt.unknown("interrupted while sending")
        elif step == Step.SEARCH:
            Attempt.searched([attempt.pk], SEARCHES)
        elif attempt.incoming:
            tasks.prepare(attempt.pk)
        elif attempt.urls:
            attempt.give_up("It could not be fetched.", "404")
        else:
            attempt.hear("FAILED")


def step_of(row) -> Step | None:
    if row["ended_at"] or row["outcome"] in (Outcome.NOT_SENT, Outcome.REJECTED):
        return None
    if row["outcome"] == Outcome.ACCEPTED:
        return Step.COLLECT if row["urls"] or row["incoming"] else Step.WATCH
    return Step.SETTLE if row["outcome"] == Outcome.OPEN else Step.SEARCH


def only_forward(was, now) -> None:
    assert RANK[was["outcome"]] <= RANK[now["outcome"]]
    assert was["remote_id"] in ("", now["remote_id"])
    for given_once in ("generation_id", "token", "model", "started_at", "webhook"):
        assert was[given_once] == now[given_once]
    for count in ("looks", "searches"):
        assert was[count] <= now[count]
    if was["ending"] in (Ending.COLLECTED, Ending.FAILED):
        assert (was["ending"], was["urls"]) == (now["ending"], now["urls"])
    if was["urls"] and not now["urls"]:
        # Only to ask for fresh ones.
        assert not now["ended_at"]


def to_do(pk, seen) -> object:
    """What whoever follows the feed must hear of. That a search is over makes no difference to anybody."""
    generation = {**seen["generations"][pk], "accepted_at": None}
    rows = [row for row in seen["attempts"].values() if row["generation_id"] == pk]
    return generation, [
        (row["id"], row["outcome"], row["urls"])
        for row in rows
        if not row["ended_at"] and step_of(row) != Step.SEARCH
    ]


@contextmanager
def undone() -> Iterator[None]:
    """What an example has written is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(events=strategies.lists(EVENT, min_size=10, max_size=60))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    # The same every time, unless somebody asks for more.
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    # The notes of an example tell its story; making it shorter takes minutes.
    phases=[Phase.explicit, Phase.generate],
    # A busy machine takes its time; the database is that of the whole test, and every example's rows are undone.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_no_order_of_events_breaks_the_books(events):
    with undone():
        studio = Studio()
        for event in events:
            studio.happen(*event)
        studio.ends()
