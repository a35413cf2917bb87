"""Two attempts of one generation: every state that any order of events can lead to is visited, and is right.

The events are those of test_any_order.py without what makes no difference: kills, repetitions, candidates.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction

from generator.models import Attempt, Generation, Status
from tests.models.test_any_order import Ending, Event, Outcome, Studio

MOST = 2
ANSWERS = ("accepted", "not sent", "rejected", "unknown")
WEBHOOKS = ("webhook IN_PROGRESS", "webhook COMPLETED", "webhook FAILED")


class Walk(Studio):
    """Goes everywhere, and back by undoing what it has done."""

    def __init__(self) -> None:
        super().__init__()
        self.visited: set[object] = set()

    def visit(self, story: tuple[str, ...] = ()) -> None:
        """Do all that can be done here, and go on from wherever that leads for the first time."""
        self.visited.add(self.state())
        here = self.before, set(self.decided)
        with told(story), transaction.atomic():
            self.ends()
            transaction.set_rollback(True)
        for name, event in list(self.events()):
            self.before, self.decided, self.minds = here[0], set(here[1]), {}
            with told((*story, name)), transaction.atomic():
                event()
                self.heard()
                self.check()
                if self.state() not in self.visited:
                    self.visit((*story, name))
                transaction.set_rollback(True)

    def state(self) -> object:
        """What makes a difference to what may come."""
        pictures = {attempt for *_, attempt in self.before["pictures"]}
        attempts = [row for row in self.before["attempts"].values() if row["generation_id"] == self.generation_id]
        return self.before["generations"][self.generation_id]["status"], tuple(
            (
                row["outcome"],
                bool(row["urls"]),
                bool(row["incoming"]),
                row["ending"],
                pk in self.decided,
                pk in pictures,
            )
            for row in attempts
            for pk in (row["id"],)
        )

    def events(self) -> Iterator[Event]:
        generation = Generation.objects.get(pk=self.generation_id)
        attempts = list(generation.attempts.all())
        if generation.status != Status.QUEUED or len(attempts) < MOST:
            yield from self.to_generation(generation)
        for attempt in attempts:
            verbs = self.verbs(attempt)
            yield from (verbs[name] for name in self.names(attempt))
            if attempt.outcome == Outcome.UNKNOWN and not attempt.ended_at:
                yield f"not found {attempt.pk}", lambda pk=attempt.pk: Attempt.searched([pk], 1)

    def names(self, attempt: Attempt) -> tuple[str, ...]:
        if attempt.outcome in (Outcome.OPEN, Outcome.UNKNOWN):
            return ANSWERS + WEBHOOKS
        if attempt.outcome != Outcome.ACCEPTED:
            return WEBHOOKS
        if attempt.ending == Ending.GIVEN_UP:
            return ("reopen", *WEBHOOKS)
        if attempt.ended_at:
            return ()
        if attempt.incoming:
            return ("prepare", *WEBHOOKS)
        return ("fetch", "ask again", "give up", *WEBHOOKS) if attempt.urls else ("give up", *WEBHOOKS)


class told:
    """Says how something came about, when it is not right."""

    def __init__(self, story: tuple[str, ...]) -> None:
        self._story = story

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        if error and not getattr(error, "__notes__", None):
            error.add_note("after: " + ", ".join(self._story))


@pytest.mark.django_db
def test_every_state_is_right():
    with transaction.atomic():
        walk = Walk()
        walk.visit()
        transaction.set_rollback(True)
    assert len(walk.visited) > 400
