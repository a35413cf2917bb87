"""The loop: knows everything that is unfinished and starts what is due, collecting before submitting before watching.

Waiting costs nothing: no thread and no request is held for a generation at the provider. The feed tells which rows
have changed; between two looks at it the loop sleeps.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from generator.engine import collect, schedule, submit
from generator.engine.budget import Budget
from generator.engine.database import in_database
from generator.engine.durations import Durations
from generator.engine.jobs import Jobs
from generator.engine.search import Keeping, Search, first_reading
from generator.engine.surroundings import Surroundings
from generator.engine.watch import CROWD, Watch, age, remaining
from generator.engine.weather import Weather
from generator.engine.work import Step, Work, changed
from generator.imageapi import DEFAULT, ApiError, Headroom, NotAccepted
from generator.line import in_turn
from generator.models import Attempt

logger = logging.getLogger(__name__)

TICK_SECONDS, IDLE_TICK_SECONDS = 0.05, 0.4
# The client has eight connections to the API (more make it slower); downloads have their own.
AT_ONCE = {"submit": 6, "look": 6, "list": 1, "collect": 8}
# How long the end of a term waits for answers to POSTs; later ones are written down all the same.
HANDOVER_SECONDS = 1.5
# From so many looks that are due about now on, one list is cheaper than asking one by one.
LIST_FROM, ABOUT_NOW_SECONDS = 3, 0.3
# No POST lasts longer than submit.POST_SECONDS: after this long, an attempt that is still open has nobody sending it.
ORPHAN_SECONDS = submit.POST_SECONDS + 5
# What was handed to the queue and is still not done is handed over again: the queue may have lost it.
PREPARE_AGAIN_SECONDS = 30.0
# Enough to keep the other workers busy.
PREPARED_AT_ONCE = 6
# How often the disk is asked for its room.
MEASURE_SECONDS = 2.0


class Loop:
    """`orphaned` says that whoever led before has died: what it was sending has nobody waiting for an answer."""

    def __init__(self, around: Surroundings, budget: Budget, weather: Weather, orphaned: bool = False) -> None:
        self._around = around
        self._budget = budget
        self._weather = weather
        self._orphaned = orphaned
        self._works: dict[int, dict[tuple[int, int], Work]] = {}
        self._refused: dict[int, tuple[int, float]] = {}
        self._sending: set[int] = set()
        # What was fetched, and is with another worker.
        self._handed: set[tuple[int, int]] = set()
        self._seen = 0
        self._measure_at = 0.0
        self._jobs = Jobs(AT_ONCE)
        self._durations = Durations()
        self._watch = Watch(around.client, self._durations)
        self._search = Search(around.client, around.prepare_stray)

    async def run(self, until: Callable[[str], bool]) -> None:
        """Drive everything until told to stop; then start nothing more and let go of what can be done again.

        `until` is given the owner of the engine's lease.
        """
        await in_database(self._durations.recall)
        await self._search.begin()
        if self._search.reading_due() and self._budget.take():
            await first_reading(self._search, DEFAULT.key)
        try:
            while not until(await self._refresh()):
                self._start_what_is_due()
                # Many steps end together; one pause serves them all.
                pause = 0.01 if len(self._works) < CROWD else TICK_SECONDS
                await self._jobs.rest(TICK_SECONDS if self._works else IDLE_TICK_SECONDS, pause)
        finally:
            self._jobs.cancel("look", "list", "collect")
            await self._jobs.wait("submit", HANDOVER_SECONDS)

    async def finish(self) -> None:
        """Wait for POSTs that are still without an answer; the next leader may be at work already."""
        await self._jobs.wait("submit")

    async def _refresh(self) -> str:
        """Read what has changed; who leads."""
        reading = await in_database(changed, self._seen)
        self._seen = reading.number
        known = {key: work for id in reading.generations for key, work in self._works.pop(id, {}).items()}
        for work in reading.works:
            if before := known.get(work.key):
                work.carry(before)
            work.refusals, not_before = self._refused.get(work.id, (0, 0.0))
            if before is None or before.step != work.step:
                work.due = time.monotonic() + self._wait(work)
                self._learn(before, work)
            if work.step == Step.SUBMIT:
                work.due = max(work.due, not_before)
            self._works.setdefault(work.id, {})[work.key] = work
        self._handed -= known.keys() - {work.key for work in reading.works if work.step == Step.COLLECT}
        for id in reading.generations - self._works.keys():
            self._refused.pop(id, None)
        await self._weather.refresh(self._seen)
        self._watch.announced, before_announced = self._weather.webhooks_work, self._watch.announced
        if before_announced and not self._watch.announced:
            self._look_sooner()
        if time.monotonic() >= self._measure_at:
            self._measure_at = time.monotonic() + MEASURE_SECONDS
            await self._weather.disk(await asyncio.to_thread(self._around.has_room))
        await self._weather.pass_over(self._budget, idle=not self._works)
        return reading.leader

    def _wait(self, work: Work) -> float:
        """Seconds until something can be done about a piece of work that is new, or has come a step further."""
        attempt = work.attempt
        if attempt is None or work.step == Step.COLLECT:
            return 0.0
        if work.step == Step.SETTLE:
            return 0.0 if self._orphaned else remaining(ORPHAN_SECONDS, attempt.started_at)
        if work.step == Step.SEARCH:
            return remaining(schedule.next_search(attempt.searches), attempt.searched_at or attempt.lost_at)
        return self._watch.first_look(work)

    def _learn(self, before: Work | None, work: Work) -> None:
        """What a webhook has just announced tells exactly how long the provider took."""
        if before and before.step == Step.WATCH and work.step == Step.COLLECT and work.attempt and not before.busy:
            self._watch.learn(work.attempt, age(work), age(work))

    def _look_sooner(self) -> None:
        """Announcements fail to come: what waits for one is looked at as if none would."""
        for works in self._works.values():
            for work in works.values():
                if work.step == Step.WATCH and not work.busy:
                    work.due = min(work.due, time.monotonic() + self._watch.first_look(work))

    def _start_what_is_due(self) -> None:
        due: dict[Step, list[Work]] = {step: [] for step in Step}
        # In a crowd all that are looked at are so together, with one list.
        now = time.monotonic()
        soon = now + (ABOUT_NOW_SECONDS if len(self._works) < CROWD else schedule.next_look(0))
        for works in self._works.values():
            for work in works.values():
                if work.due <= soon and not work.busy:
                    due[work.step].append(work)
        for work in due[Step.SETTLE]:
            if work.attempt and work.due <= now and work.id not in self._sending:
                self._start("submit", self._settle(work.attempt), work)
        self._collect_all([work for work in due[Step.COLLECT] if work.due <= now])
        self._look_alone([work for work in due[Step.WATCH] if work.alone])
        queued = [work for work in due[Step.SUBMIT] if work.due <= now]
        self._submit_in_turn(queued)
        self._look_for_lost([work for work in due[Step.SEARCH] if work.due <= now])
        self._look([work for work in due[Step.WATCH] if not work.alone], now, waiting=bool(queued))

    def _collect_all(self, due: list[Work]) -> None:
        for work in due:
            # What is fetched waits here, not in the queue, where the next leader would have to wait behind it.
            fetched = bool(work.attempt and work.attempt.incoming)
            if self._jobs.free("collect") and (not fetched or work.key in self._handed or self._hands_free()):
                self._start("collect", self._collect(work), work)

    def _hands_free(self) -> bool:
        return len(self._handed) < PREPARED_AT_ONCE

    def _submit_in_turn(self, queued: list[Work]) -> None:
        if not queued or not self._weather.may_submit():
            return
        under_way = [work for works in self._works.values() for work in works.values() if work.attempt]
        for work in in_turn(queued, under_way):
            at_once = 1 if self._weather.doubtful() else None
            if not self._jobs.free("submit", at_once) or not self._budget.take(for_submission=True):
                return
            self._sending.add(work.id)
            self._start("submit", self._submit(work), work)

    def _look_alone(self, finished: list[Work]) -> None:
        """What the list says is finished: it was paid for, so it goes before everything else."""
        for work in sorted(finished, key=lambda work: work.due):
            if not self._jobs.free("look") or not self._budget.take():
                return
            self._start("look", self._ask(self._watch.look(work)), work)

    def _look(self, about_now: list[Work], now: float, waiting: bool) -> None:
        due = [work for work in about_now if work.due <= now]
        if not due or not self._jobs.free("list"):
            return
        if len(about_now) >= LIST_FROM:
            model = next((work.attempt.model for work in due if work.attempt), "")
            works = [work for work in about_now if work.attempt and work.attempt.model == model]
            if self._budget.take_look(waiting):
                self._start("list", self._ask(self._look_at_all(model, works)), *works)
            return
        for work in sorted(due, key=lambda work: work.due):
            if not self._jobs.free("look") or not self._budget.take_look(waiting):
                return
            self._start("look", self._ask(self._watch.look(work)), work)

    def _look_for_lost(self, lost: list[Work]) -> None:
        """Read the list, for attempts without an answer or for those to come, and fetch what may be theirs."""
        if (lost or self._search.reading_due()) and self._jobs.free("list") and self._budget.take():
            model = next((work.attempt.model for work in lost if work.attempt), DEFAULT.key)
            self._start("list", self._ask(self._read_for(lost, model)), *lost)
        for one in list(self._search.keeping.values()):
            if one.due <= time.monotonic() and not one.busy and self._jobs.free("look"):
                if not self._budget.take():
                    return
                one.busy = True
                self._start("look", self._keep(one))

    async def _read_for(self, lost: list[Work], model: str) -> Headroom | None:
        same = [work.attempt.pk for work in lost if work.attempt and work.attempt.model == model]
        try:
            return await self._search.read(model, same)
        finally:
            # The row, which is not read again, counts only readings that came; here the others count as well.
            for work, attempt in [(work, work.attempt) for work in lost if work.attempt]:
                attempt.searches += 1
                work.due = time.monotonic() + schedule.next_search(attempt.searches)

    async def _look_at_all(self, model: str, works: list[Work]) -> Headroom | None:
        listed = await self._watch.look_at_all(model, works)
        await self._search.note(model, listed)
        return listed.headroom

    async def _keep(self, one: Keeping) -> None:
        try:
            await self._ask(self._search.keep(one))
        finally:
            one.busy = False

    async def _submit(self, work: Work) -> None:
        try:
            task = await submit.submit(self._around.client, work.id, self._around.webhook_url)
        except ApiError as error:
            wait = schedule.backoff(work.refusals + 1) if isinstance(error, NotAccepted) else 0.0
            self._refused[work.id] = work.refusals + 1, time.monotonic() + wait
            await self._weather.submission_failed(error, self._budget)
            return
        finally:
            self._sending.discard(work.id)
        if task is not None:
            self._budget.learn(task.headroom)
            await self._weather.submission_accepted(self._budget)

    async def _settle(self, attempt: Attempt) -> None:
        # Nobody is sending it: whoever was has died between writing the attempt and writing the answer.
        await in_database(attempt.unknown, "interrupted while sending")

    async def _ask(self, look: Coroutine[Any, Any, Headroom | None]) -> None:
        try:
            self._budget.learn(await look)
        except ApiError as error:
            logger.warning("watching: %s", error)
            await self._weather.look_failed(error, self._budget)

    async def _collect(self, work: Work) -> None:
        attempt = work.attempt
        if attempt is None:
            return
        try:
            if attempt.incoming:
                self._handed.add(work.key)
                await in_database(self._around.prepare, attempt.pk)
            else:
                prepare = self._around.prepare if self._hands_free() else None
                if prepare:
                    self._handed.add(work.key)
                if not await collect.collect(self._around.client, attempt, prepare):
                    self._handed.discard(work.key)
                    return
        except OSError as error:
            logger.error("attempt %s: the picture cannot be stored: %s", attempt.pk, error)
            self._handed.discard(work.key)
            work.failures += 1
            work.due = time.monotonic() + schedule.backoff(work.failures)
            return
        work.due = time.monotonic() + (PREPARE_AGAIN_SECONDS if work.key in self._handed else 0.0)

    def _start(self, kind: str, step: Coroutine[Any, Any, None], *works: Work) -> None:
        for work in works:
            work.busy = True

        def ended(error: BaseException | None) -> None:
            for work in works:
                # The row may have been read again meanwhile, into a new object.
                current = self._works.get(work.id, {}).get(work.key, work)
                if current.step == work.step:
                    current.due, current.failures, current.alone = work.due, work.failures, work.alone
                    current.attempt = work.attempt
                current.unfinished_at = work.unfinished_at
                work.busy = current.busy = False
                if error:
                    current.failures += 1
                    current.due = time.monotonic() + schedule.backoff(current.failures)

        self._jobs.start(kind, step, ended)
