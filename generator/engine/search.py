"""Searching: attempts without an answer are looked for in the provider's task list.

Every reading of the list serves: ids that neither an attempt nor an earlier reading knows have appeared since, and
may be the answer to whatever was without one then. An id counts once the POSTs that were under way at its first sight
have their answers, for it may be one of them. Where one attempt and one id are left for each other, the attempt is
found; other candidates are fetched and kept, for a person to match (models.strays).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from generator.engine import collect, schedule
from generator.engine.database import in_database
from generator.imageapi import MODELS, ApiError, Client, Headroom, NotSent, Status, TaskList
from generator.models import Attempt, Provider, Stray

logger = logging.getLogger(__name__)
# The list is read now and then in any case, so that what appears later is known to be new.
READ_SECONDS = 600.0
NOTE_SECONDS = 60.0
KEEP_AGAIN_SECONDS = 30.0
TRIES = 8
FIRST_READING_SECONDS = 5.0
FIRST_READING_AGAIN_SECONDS = 0.2


@dataclass(slots=True)
class Keeping:
    """A stray whose pictures are being fetched."""

    stray: Stray
    due: float = 0.0
    failures: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """When an id was first seen: the attempts that had no answer then, those of them that were just being sent, and
    when the list was read before."""

    unanswered: frozenset[int]
    sending: frozenset[int]
    absent_at: datetime | None


class Search:
    """`prepare` hands a stray's files to another worker."""

    def __init__(self, client: Client, prepare: Callable[[int], object]) -> None:
        self._client = client
        self._prepare = prepare
        self._known: set[str] = set()
        # Ids that may be those of POSTs under way.
        self._sights: dict[str, Sight] = {}
        self._noted = 0.0
        self._listed_at: datetime | None = None
        self.keeping: dict[int, Keeping] = {}
        self._read_again: float | None = None

    async def begin(self) -> None:
        """Find out when the list was last read, and what is still to be kept."""
        provider = await in_database(Provider.current)
        self._listed_at = provider.listed_at
        if provider.listed_at is not None:
            gone = (timezone.now() - provider.listed_at).total_seconds()
            self._read_again = time.monotonic() + min(max(0.0, READ_SECONDS - gone), READ_SECONDS)
        await self._find_what_to_keep()

    def reading_due(self) -> bool:
        """Whether nobody knows what is in the list, or not lately."""
        return self._read_again is None or time.monotonic() >= self._read_again

    async def read(self, model: str, searched: Iterable[int] = ()) -> Headroom | None:
        """Read the list; `searched` are the attempts for whose sake. Raises ApiError."""
        # Also when it fails: the next try is not at once.
        self._read_again = time.monotonic() + READ_SECONDS
        listed = await self._client.tasks(MODELS[model])
        await self.note(model, listed, searched)
        return listed.headroom

    async def note(self, model: str, listed: TaskList, searched: Iterable[int] = ()) -> None:
        """Learn from a reading that was made for any reason."""
        now = time.monotonic()
        self._read_again = now + READ_SECONDS
        before, self._listed_at = self._listed_at, timezone.now()
        if now >= self._noted:
            self._noted = now + NOTE_SECONDS
            await in_database(Provider.listed)
        ids = [task.remote_id for task in listed.tasks if task.remote_id not in self._known]
        if ids:
            await self._look_at_new(model, ids, before)
        if searched := list(searched):
            await in_database(Attempt.searched, searched, schedule.SEARCHES_BEFORE_GIVING_UP)
            if await in_database(Stray.adopt):
                logger.info("an attempt without an answer was found in the provider's list")
            await self._find_what_to_keep()

    async def _look_at_new(self, model: str, ids: list[str], before: datetime | None) -> None:
        new, sending, unanswered = await in_database(look_up, model, ids)
        first = Sight(frozenset(unanswered), frozenset(sending), before)
        self._sights = {one: self._sights.get(one, first) for one in new}
        # In one go: an account's first reading may bring thousands.
        told: dict[Sight, list[str]] = {}
        for one, sight in self._sights.items():
            if not sight.sending & sending:
                told.setdefault(sight, []).append(one)
        for sight, strays in told.items():
            await in_database(Stray.record, model, strays, sight.unanswered, sight.absent_at)
        settled = {one for strays in told.values() for one in strays}
        self._known.update(one for one in ids if one not in new or one in settled)

    async def keep(self, one: Keeping) -> Headroom | None:
        """Fetch a candidate's pictures before they vanish. Raises ApiError, after putting the next try off."""
        one.due = time.monotonic() + KEEP_AGAIN_SECONDS
        stray = one.stray
        if stray.incoming:
            await in_database(self._prepare, stray.pk)
            return None
        try:
            task = await self._client.task(MODELS[stray.model], stray.remote_id)
        except ApiError:
            await self._failed(one)
            raise
        if task.status == Status.COMPLETED:
            names, troubles = await collect.download(self._client, task.urls, f"incoming/stray-{stray.pk}")
            if names:
                await in_database(stray.fetched, str(task.status), names)
                stray.incoming = names
                await in_database(self._prepare, stray.pk)
            else:
                logger.warning("%s: %s", stray, troubles[0].sentence if troubles else "no picture")
                await self._failed(one)
        elif task.status == Status.FAILED:
            await in_database(stray.end, str(task.status))
            self.keeping.pop(stray.pk, None)
        else:
            one.due = time.monotonic() + schedule.next_look((timezone.now() - stray.seen_at).total_seconds())
        return task.headroom

    async def _failed(self, one: Keeping) -> None:
        one.failures += 1
        one.due = time.monotonic() + schedule.backoff(one.failures)
        if one.failures >= TRIES:
            await in_database(one.stray.end, "could not be fetched")
            self.keeping.pop(one.stray.pk, None)

    async def _find_what_to_keep(self) -> None:
        found = {stray.pk: stray for stray in await in_database(lambda: list(Stray.to_keep()))}
        self.keeping = {pk: self.keeping.get(pk) or Keeping(stray) for pk, stray in found.items()}
        for pk, stray in found.items():
            self.keeping[pk].stray = stray


def look_up(model: str, ids: list[str]) -> tuple[set[str], set[int], set[int]]:
    """Which ids are new, the attempts that are being sent, and all that have no answer."""
    unanswered = Attempt.objects.filter(model=model, outcome__in=[Attempt.Outcome.OPEN, Attempt.Outcome.UNKNOWN])
    outcomes = dict(unanswered.values_list("pk", "outcome"))
    sending = {attempt for attempt, outcome in outcomes.items() if outcome == Attempt.Outcome.OPEN}
    return Stray.unknown(ids), sending, set(outcomes)


async def first_reading(search: Search, model: str) -> None:
    """Know what is in the list before the first request of this studio adds to it, if that can be known soon.

    Whoever does not listen yet is asked again: a stand-in starts together with the engine.
    """
    trouble = f"there was no answer within {FIRST_READING_SECONDS:g} s"
    try:
        async with asyncio.timeout(FIRST_READING_SECONDS):
            while True:
                try:
                    await search.read(model)
                    return
                except NotSent as error:
                    trouble = str(error)
                    await asyncio.sleep(FIRST_READING_AGAIN_SECONDS)
    except ApiError as error:
        trouble = str(error)
    except TimeoutError:
        pass
    logger.warning("the provider's task list could not be read: %s", trouble)
