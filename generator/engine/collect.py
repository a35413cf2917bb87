"""Collecting: a finished task's files are fetched and kept as they came; other workers verify and prepare them."""

import logging

from generator import limits, storage
from generator.engine.database import in_database
from generator.fetch import FetchError
from generator.imageapi import Client
from generator.models import Attempt

logger = logging.getLogger(__name__)
COLLECTIONS = 6
LOST = "The provider finished, but its picture could not be fetched: {reason} Try it again."


async def collect(client: Client, attempt: Attempt) -> bool:
    """Fetch what the attempt's addresses give; True when there is something to prepare.

    When nothing could be fetched the task is asked for a fresh address, a few times. Raises OSError when the disk
    is full; the row then still says "collecting", and it is tried again.
    """
    names, trouble = [], None
    for index, url in enumerate(attempt.urls):
        try:
            fetched = await client.download(url, limit=limits.RESULT_BYTES, deadline=limits.RESULT_SECONDS)
        except FetchError as error:
            logger.warning("attempt %s: result %s: %s", attempt.pk, index, error.sentence)
            trouble = error
            continue
        names.append(await in_database(storage.keep, f"incoming/{attempt.pk}-{index}", fetched.body))
    if names:
        await in_database(attempt.fetched, names)
        return True
    await in_database(not_collected, attempt, trouble.sentence if trouble else "It gave no address.")
    return False


def not_collected(attempt: Attempt, reason: str) -> None:
    """Ask the task again, or, after the last time, tell the author why there is no picture."""
    if attempt.collections + 1 < COLLECTIONS:
        attempt.ask_again(reason)
    else:
        attempt.give_up(LOST.format(reason=reason), reason)
