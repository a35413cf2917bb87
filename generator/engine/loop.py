"""The loop: knows every unfinished generation and starts what is due, collecting before submitting before watching.

Waiting costs nothing: no thread and no request is held for a generation at the provider. The feed tells which rows
have changed; between two looks at it the loop sleeps.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, ParamSpec

from django.utils import timezone

from generator.engine import collect, submit, watch
from generator.engine.budget import Budget
from generator.engine.database import in_database
from generator.engine.durations import Durations
from generator.engine.schedule import backoff, first_look
from generator.engine.weather import Weather
from generator.engine.work import Work, changed
from generator.imageapi import ApiError, Client, Headroom, NotAccepted
from generator.line import in_turn
from generator.models import Attempt, Status

logger = logging.getLogger(__name__)
P = ParamSpec("P")

TICK_SECONDS = 0.15
# The client has eight connections to the API (more make it slower); downloads have their own.
SUBMITS_AT_ONCE, LOOKS_AT_ONCE, COLLECTS_AT_ONCE = 6, 2, 6
# How long the end of a term waits for answers to POSTs; later ones are written down all the same.
HANDOVER_SECONDS = 1.5
# From so many due looks on, one list is cheaper than asking one by one.
LIST_FROM = 3
# No POST lasts longer than submit.POST_SECONDS: after this long, a row that is "submitting" has nobody sending it.
ORPHAN_SECONDS = submit.POST_SECONDS + 5
# What was handed to the queue and is still not done is handed over again: the queue may have lost it.
PREPARE_AGAIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the loop is given: the provider, the way to the other workers, the address the provider may call."""

    client: Client
    prepare: Callable[[int], object]
    webhook_url: Callable[[str], str | None]


class Loop:
    def __init__(self, around: Surroundings, budget: Budget, weather: Weather) -> None:
        self._around = around
        self._budget = budget
        self._weather = weather
        self._works: dict[int, Work] = {}
        self._seen = 0
        self._jobs: dict[str, set[asyncio.Task[None]]] = {"submit": set(), "look": set(), "collect": set()}
        self._wake = asyncio.Event()
        self._durations = Durations()

    async def run(self, until: Callable[[], bool]) -> None:
        """Drive everything until told to stop; then start nothing more and let go of what can be done again."""
        await in_database(self._durations.recall)
        try:
            while not until():
                await self._refresh()
                self._start_what_is_due()
                await self._sleep()
        finally:
            for job in self._jobs["look"] | self._jobs["collect"]:
                job.cancel()
            if submits := self._jobs["submit"]:
                await asyncio.wait(submits, timeout=HANDOVER_SECONDS)

    async def finish(self) -> None:
        """Wait for POSTs that are still without an answer; the next leader may be at work already."""
        await asyncio.gather(*self._jobs["submit"], return_exceptions=True)

    def _first_step(self, work: Work) -> float:
        """Seconds until something can be done for a generation that has just come into its status."""
        if work.status != Status.GENERATING or work.attempt is None:
            return 0.0
        if work.attempt.failed_collections:
            # It was finished already, and what it gave was of no use.
            return backoff(work.attempt.failed_collections)
        return first_look(watch.age(work), self._durations.fastest(work.attempt.model))

    async def _refresh(self) -> None:
        self._seen, works = await in_database(changed, self._seen)
        for work in works:
            known = self._works.get(work.id)
            if known:
                work.busy, work.refusals = known.busy, known.refusals
            if known and known.status == work.status:
                work.due, work.failures, work.alone = known.due, known.failures, known.alone
            elif known and work.status == Status.QUEUED:
                # Turned away, and back in line: it waits for its own time.
                work.due = known.due
            else:
                work.due = time.monotonic() + self._first_step(work)
            if known and known.status == Status.GENERATING and work.status == Status.COLLECTING and work.attempt:
                self._durations.add(work.attempt.model, watch.age(work))
            if work.status in (Status.QUEUED, Status.SUBMITTING, Status.GENERATING, Status.COLLECTING):
                self._works[work.id] = work
            else:
                self._works.pop(work.id, None)
        await self._weather.refresh(self._seen)
        await self._weather.pass_over(self._budget, idle=not self._works)

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        idle: dict[str, list[Work]] = {status: [] for status in Status}
        for work in self._works.values():
            if not work.busy and work.due <= now:
                idle[work.status].append(work)
        for work in idle[Status.SUBMITTING]:
            if work.attempt and (timezone.now() - work.attempt.started_at).total_seconds() > ORPHAN_SECONDS:
                self._start("submit", self._settle(work.attempt), work)
        for work in idle[Status.COLLECTING]:
            if self._free("collect", COLLECTS_AT_ONCE):
                self._start("collect", self._collect(work), work)
        self._submit_in_turn(idle[Status.QUEUED])
        self._look(idle[Status.GENERATING])

    def _submit_in_turn(self, queued: list[Work]) -> None:
        if not queued or not self._weather.may_submit():
            return
        under_way = [work for work in self._works.values() if work.status != Status.QUEUED]
        for work in in_turn(queued, under_way):
            at_once = 1 if self._weather.doubtful() else SUBMITS_AT_ONCE
            if not self._free("submit", at_once) or not self._budget.take(for_submission=True):
                return
            self._start("submit", self._submit(work), work)

    def _look(self, due: list[Work]) -> None:
        listable = [work for work in due if not work.alone]
        alone = [work for work in due if work.alone]
        if len(listable) < LIST_FROM:
            alone, listable = alone + listable, []
        if listable and self._free("look", LOOKS_AT_ONCE) and self._budget.take():
            by_model: dict[str, list[Work]] = {}
            for work in listable:
                if work.attempt:
                    by_model.setdefault(work.attempt.model, []).append(work)
            model, works = next(iter(by_model.items()))
            self._start("look", self._ask(watch.look_at_all, self._around.client, model, works), *works)
        for work in sorted(alone, key=lambda work: work.due):
            if not self._free("look", LOOKS_AT_ONCE + 2) or not self._budget.take():
                return
            self._start("look", self._ask(watch.look, self._around.client, work), work)

    async def _submit(self, work: Work) -> None:
        try:
            task = await submit.submit(self._around.client, work.id, self._around.webhook_url)
        except ApiError as error:
            # The row may have been read again meanwhile, into a new object.
            current = self._works.get(work.id, work)
            current.refusals += 1
            if isinstance(error, NotAccepted):
                current.due = time.monotonic() + backoff(current.refusals)
            await self._weather.submission_failed(error, self._budget)
            return
        if task is not None:
            self._budget.learn(task.headroom)
            await self._weather.submission_accepted()

    async def _settle(self, attempt: Attempt) -> None:
        # Nobody is sending it: whoever was has died between writing the attempt and writing the answer.
        await in_database(attempt.unknown, "interrupted while sending")

    async def _ask(
        self, look: Callable[P, Coroutine[Any, Any, Headroom | None]], *what: P.args, **named: P.kwargs
    ) -> None:
        try:
            self._budget.learn(await look(*what, **named))
        except ApiError as error:
            logger.warning("watching: %s", error)
            await self._weather.look_failed(error, self._budget)

    async def _collect(self, work: Work) -> None:
        attempt = work.attempt
        if attempt is None:
            return
        try:
            if not attempt.incoming and not await collect.collect(self._around.client, attempt):
                return
        except OSError as error:
            logger.error("attempt %s: the picture cannot be stored: %s", attempt.pk, error)
            work.failures += 1
            work.due = time.monotonic() + backoff(work.failures)
            return
        work.due = time.monotonic() + PREPARE_AGAIN_SECONDS
        await in_database(attempt.refresh_from_db)
        await in_database(self._around.prepare, attempt.pk)

    def _free(self, kind: str, at_once: int) -> bool:
        return len(self._jobs[kind]) < at_once

    def _start(self, kind: str, step: Coroutine[Any, Any, None], *works: Work) -> None:
        for work in works:
            work.busy = True

        def ended(job: asyncio.Task[None]) -> None:
            self._jobs[kind].discard(job)
            for work in works:
                # The row may have been read again meanwhile, into a new object.
                work.busy = self._works.get(work.id, work).busy = False
            if not job.cancelled() and (error := job.exception()):
                logger.error("a step of the engine failed", exc_info=error)
                for work in works:
                    current = self._works.get(work.id, work)
                    current.failures += 1
                    current.due = time.monotonic() + backoff(current.failures)
            self._wake.set()

        job = asyncio.create_task(step)
        self._jobs[kind].add(job)
        job.add_done_callback(ended)

    async def _sleep(self) -> None:
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), TICK_SECONDS)
        except TimeoutError:
            return
        # Many steps end together; one pause serves them all.
        await asyncio.sleep(0.01)
