"""Collecting: a finished task's files are fetched and kept as they came; other workers verify and prepare them."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from django.db import transaction

from generator import limits, storage
from generator.engine.database import in_database
from generator.fetch import FetchError
from generator.imageapi import Client
from generator.models import Attempt
from generator.models.sightings import Sighting

logger = logging.getLogger(__name__)
COLLECTIONS = 6
RESULTS_KEPT_SECONDS = 3600.0  # contract 2
LOST = "The provider finished, but its picture could not be fetched: {reason} Try it again."


async def collect(client: Client, attempt: Attempt, prepare: Callable[[int], object] | None) -> bool:
    """Fetch what the attempt's addresses give and hand it over, if to anybody; True when there is something.

    What could not be fetched is tried again, after asking the task for a fresh address: for as long as results are
    kept where the trouble may pass, a few times otherwise. Raises OSError when the disk is full; the row then still
    says "collecting", and it is tried again.
    """
    names, troubles = await download(client, attempt.urls, f"incoming/{attempt.pk}")
    may_pass = any(trouble.temporary for trouble in troubles)
    if may_pass and await in_database(Sighting.seconds_finished, attempt.pk) > RESULTS_KEPT_SECONDS:
        may_pass = False
    if names and not may_pass:
        await in_database(hand_over, attempt, names, prepare)
        return True
    reason = troubles[0].sentence if troubles else "It gave no address."
    await in_database(not_collected, attempt, reason, may_pass)
    return False


async def download(client: Client, urls: Sequence[str], name: str) -> tuple[list[str], list[FetchError]]:
    """Store what the addresses give as name-0, name-1 and so on; the names, and what went wrong."""
    names: list[str] = []
    troubles: list[FetchError] = []
    for index, url in enumerate(urls):
        try:
            fetched = await client.download(url, limit=limits.RESULT_BYTES, deadline=limits.RESULT_SECONDS)
        except FetchError as error:
            logger.warning("%s-%s: %s", name, index, error.sentence)
            troubles.append(error)
            continue
        names.append(await asyncio.to_thread(storage.keep, f"{name}-{index}", fetched.body))
    return names, troubles


def hand_over(attempt: Attempt, names: Sequence[str], prepare: Callable[[int], object] | None) -> None:
    """Both or neither: what was fetched is noted, and another worker is asked to prepare it."""
    with transaction.atomic():
        attempt.fetched(names)
        if prepare:
            prepare(attempt.pk)


def not_collected(attempt: Attempt, reason: str, may_pass: bool = False) -> None:
    """Ask the task again, or, after the last time, tell the author why there is no picture."""
    if may_pass or attempt.failed_collections + 1 < COLLECTIONS:
        attempt.ask_again(reason)
    else:
        attempt.give_up(LOST.format(reason=reason), reason)
