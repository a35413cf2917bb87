"""Watching: what the provider says of tasks under way, asked one by one or, when many are due, all at once.

Only the provider ends an attempt, or its deadline. An error while watching means to look again later.
"""

import time
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from generator.engine import schedule
from generator.engine.database import in_database
from generator.engine.durations import Durations
from generator.engine.work import Step, Work
from generator.imageapi import MODELS, ApiError, Client, Headroom, Status, Task, TaskList
from generator.models import Attempt, Provider
from generator.models.sightings import Sighting

TOO_LATE = "The provider did not finish within a day. You can try it again; the first attempt may have been charged."
EMPTY = "The provider says that it has finished, but gave no picture. A calmer wording often helps; try it again."
# From so many on, things are looked at together rather than at once, and a look a second is enough.
CROWD = 60
EMPTY_SECONDS, EMPTY_AGAIN_SECONDS = 60.0, 5.0
# A clock that was set forward makes a minute of a moment, so this many looks of one term are asked for as well.
EMPTY_LOOKS = 4


class Watch:
    """`announced` says whether the provider's webhooks arrive: then they tell what looks would."""

    def __init__(self, client: Client, durations: Durations) -> None:
        self._client = client
        self._durations = durations
        self.announced = False

    def first_look(self, work: Work) -> float:
        """Seconds until the first look of this term at a task under way."""
        attempt = work.attempt
        if attempt is None:
            return 0.0
        if attempt.failed_collections:
            # It was finished already, and what it gave was of no use.
            return schedule.backoff(attempt.failed_collections)
        if overdue(work):
            return remaining(schedule.next_overdue_look(attempt.looks), attempt.looked_at) if attempt.looks else 0.0
        first = self._durations.first_look(attempt.model)
        if self.announced and attempt.webhook:
            first = schedule.SAFETY_FIRST + 2 * first
        return max(0.0, first - age(work))

    async def look(self, work: Work) -> Headroom | None:
        """Ask for one task and believe the answer. Raises ApiError, after putting the next look off."""
        attempt = work.attempt
        if attempt is None or attempt.model not in MODELS:
            await self._unfinished(work, failed=True)
            return None
        try:
            task = await self._client.task(MODELS[attempt.model], attempt.remote_id)
        except ApiError:
            await self._unfinished(work, failed=True)
            raise
        work.alone, work.failures = False, 0
        await self._hear(work, attempt, task)
        return task.headroom

    async def look_at_all(self, model: str, works: list[Work]) -> TaskList:
        """Ask for the list once; whatever it says is finished, or does not mention, is due for a look of its own.

        The list has no addresses of results (contract 3), so a finished task costs one more request.
        Raises ApiError, after putting the next look off.
        """
        try:
            listed = await self._client.tasks(MODELS[model])
        except ApiError:
            for work in works:
                await self._unfinished(work, failed=True)
            raise
        statuses = {task.remote_id: task.status for task in listed.tasks}
        for work in works:
            status = statuses.get(work.attempt.remote_id) if work.attempt else None
            if status in (Status.CREATED, Status.IN_PROGRESS):
                await self._unfinished(work, crowd=len(works) > CROWD)
            else:
                # First finished, first asked for.
                work.due, work.alone = time.monotonic(), True
        return listed

    async def _hear(self, work: Work, attempt: Attempt, task: Task) -> None:
        seen, since = age(work), work.unfinished_at
        ago = None if since is None else time.monotonic() - since
        # A word that nobody documented is noted as it came.
        word = task.word if task.word.upper() != task.status else str(task.status)
        moved = await in_database(attempt.hear, word or str(task.status), task.urls, ago)
        if task.status == Status.COMPLETED and not task.urls:
            await self._empty(work, attempt)
        elif task.finished:
            work.due = time.monotonic() + EMPTY_AGAIN_SECONDS
            if moved and not attempt.failed_collections:
                self.learn(attempt, seen, None if ago is None else seen - ago)
            if moved and attempt.webhook:
                # It was not announced, or not yet: until the next one is, nobody counts on it.
                await in_database(Provider.webhooks, work=False)
        else:
            await self._unfinished(work)

    def learn(self, attempt: Attempt, seen: float, unfinished: float | None = None) -> None:
        if attempt.lost_at is None:
            self._durations.add(attempt.model, seen, unfinished)

    async def _empty(self, work: Work, attempt: Attempt) -> None:
        work.due = time.monotonic() + EMPTY_AGAIN_SECONDS
        work.empty += 1
        if work.empty >= EMPTY_LOOKS and await in_database(Sighting.seconds_finished, attempt.pk) > EMPTY_SECONDS:
            await in_database(attempt.give_up, EMPTY, "finished without a picture for a minute")

    async def _unfinished(self, work: Work, failed: bool = False, crowd: bool = False) -> None:
        """Put the next look off, and end what is far too late."""
        attempt, now = work.attempt, time.monotonic()
        work.alone = False
        work.failures = work.failures + 1 if failed else 0
        if not failed:
            work.unfinished_at = now
        if attempt is None:
            return
        if overdue(work):
            await in_database(attempt.looked)
            work.due = now + schedule.next_overdue_look(attempt.looks)
            # An outage says nothing about the picture, but does not go on for ever either.
            enough = schedule.LOOKS_BEFORE_GIVING_UP * (2 if failed else 1)
            if age(work) > schedule.GIVE_UP_SECONDS and attempt.looks >= enough:
                await in_database(attempt.give_up, TOO_LATE, "not finished after a day")
        elif failed:
            work.due = now + schedule.backoff(work.failures)
        elif self.announced and attempt.webhook:
            work.due = now + schedule.SAFETY_NEXT
        else:
            work.due = now + self._durations.next_look(attempt.model, age(work), crowd)


def age(work: Work) -> float:
    """Seconds since the provider accepted it, by the wall clock, never negative."""
    accepted = work.attempt.answered_at if work.attempt and work.step in (Step.WATCH, Step.COLLECT) else None
    return max(0.0, (timezone.now() - accepted).total_seconds()) if accepted else 0.0


def overdue(work: Work) -> bool:
    return age(work) > settings.GENERATION_DEADLINE


def remaining(seconds: float, since: datetime | None) -> float:
    """What is left of a wait that began then, by a clock that may have been set meanwhile."""
    gone = (timezone.now() - since).total_seconds() if since else seconds
    return min(max(0.0, seconds - gone), seconds)
