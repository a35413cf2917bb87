"""Watching: what the provider says of tasks under way, asked one by one or, when many are due, all at once.

Only the provider ends a generation, or its deadline. An error while watching means to look again later.
"""

import logging
import time

from django.utils import timezone

from generator.engine import schedule
from generator.engine.database import in_database
from generator.engine.work import Work
from generator.imageapi import MODELS, ApiError, Client, Headroom, Status

logger = logging.getLogger(__name__)
TOO_LATE = "The provider did not finish within a day. Try it again; the first attempt may have been charged."


async def look(client: Client, work: Work) -> Headroom | None:
    """Ask for one task and believe the answer. Raises ApiError, after putting the next look off."""
    attempt = work.attempt
    if attempt is None or attempt.model not in MODELS:
        _put_off(work, failed=True)
        await _end_when_too_late(work)
        return None
    try:
        task = await client.task(MODELS[attempt.model], attempt.remote_id)
    except ApiError:
        _put_off(work, failed=True)
        await _end_when_too_late(work)
        raise
    _put_off(work)
    if not await in_database(attempt.hear, task.status, task.urls):
        await _end_when_too_late(work)
    return task.headroom


async def look_at_all(client: Client, model: str, works: list[Work]) -> Headroom | None:
    """Ask for the list once; whatever it says is finished, or does not mention, is due for a look of its own.

    The list has no addresses of results (contract 3), so a finished task costs one more request.
    Raises ApiError, after putting the next look off.
    """
    try:
        listed = await client.tasks(MODELS[model])
    except ApiError:
        for work in works:
            _put_off(work, failed=True)
            await _end_when_too_late(work)
        raise
    statuses = {task.remote_id: task.status for task in listed.tasks}
    for work in works:
        status = statuses.get(work.attempt.remote_id) if work.attempt else None
        if status in (Status.CREATED, Status.IN_PROGRESS):
            _put_off(work)
            await _end_when_too_late(work)
        else:
            work.due = 0.0
            work.alone = True
    return listed.headroom


def age(work: Work) -> float:
    """Seconds since the provider accepted it, by the wall clock, never negative."""
    if work.accepted_at is None:
        return 0.0
    return max(0.0, (timezone.now() - work.accepted_at).total_seconds())


def _put_off(work: Work, failed: bool = False) -> None:
    work.alone = False
    work.failures = work.failures + 1 if failed else 0
    wait = schedule.backoff(work.failures) if failed else schedule.next_look(age(work))
    work.due = time.monotonic() + wait


async def _end_when_too_late(work: Work) -> None:
    if age(work) > schedule.DEADLINE_SECONDS and work.attempt:
        await in_database(work.attempt.give_up, TOO_LATE, "deadline")
