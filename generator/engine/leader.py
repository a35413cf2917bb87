"""The leader: one engine at a time, for a term, under a lease that it renews.

Terms are short so that a worker can be recycled and a task never runs into the queue's time limit. The next leader is
already waiting when a term ends, so there is no gap; when a leader dies its lease runs out and another takes over.
"""

import asyncio
import secrets
import time
from collections.abc import Callable

from django.db import transaction

from generator.engine.budget import Budget
from generator.engine.database import close, in_database
from generator.engine.loop import Loop
from generator.engine.surroundings import Surroundings
from generator.engine.weather import Weather
from generator.models import Lease, Provider
from generator.models.leases import ENGINE, NEXT_ENGINE

LEASE_SECONDS = 8.0
RENEW_SECONDS = 2.0
TERM_SECONDS = 50.0
# The next leader is called this long before the end of a term, and waits a little longer than that.
CALL_SECONDS = 3.0
WAIT_SECONDS = 10.0
NEXT_LEASE_SECONDS = 2.0


class Term:
    """One leader's time in office."""

    def __init__(self, around: Surroundings, rate_limit: int, call_next: Callable[[], object]) -> None:
        self._around = around
        self._budget = Budget(rate_limit)
        self._call_next = call_next
        self._owner = secrets.token_hex(8)
        self._leading = False
        self._orphaned = False
        self._ends = 0.0
        self._renewing: asyncio.Task[None] | None = None

    async def lead(self, seconds: float = TERM_SECONDS) -> bool:
        """Wait shortly for the lease, then drive everything for a term; False when somebody else leads."""
        try:
            async with self._around.client:
                if not await self._elected():
                    return False
                self._ends = time.monotonic() + seconds
                provider = await in_database(Provider.current)
                self._budget.remember(provider.requests)
                self._renewing = renewing = asyncio.create_task(self._renew())
                await in_database(self._around.tidy)
                loop = Loop(self._around, self._budget, Weather(), self._orphaned)
                try:
                    await loop.run(until=self._over)
                finally:
                    renewing.cancel()
                    await asyncio.gather(renewing, return_exceptions=True)
                    await in_database(self._note)
                    await in_database(Lease.release, ENGINE, self._owner)
                    await loop.finish()
                return True
        finally:
            await close()

    def _over(self, leader: str) -> bool:
        """`leader` is who has the lease by the loop's latest reading: it is recalled when the program ends."""
        renewed = self._renewing is not None and not self._renewing.done()
        return not (self._leading and renewed and leader == self._owner) or time.monotonic() >= self._ends

    async def _elected(self) -> bool:
        self._leading = await in_database(self._take) or await self._wait()
        return self._leading

    async def _wait(self) -> bool:
        give_up, elected = time.monotonic() + WAIT_SECONDS, False
        while not elected and time.monotonic() < give_up:
            # A short lease, often renewed: who waits may be killed as well.
            if not await in_database(Lease.take, NEXT_ENGINE, self._owner, NEXT_LEASE_SECONDS):
                return False
            await asyncio.sleep(0.1)
            elected = await in_database(self._take)
        await in_database(Lease.release, NEXT_ENGINE, self._owner)
        return elected

    async def _renew(self) -> None:
        called = False
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if not await in_database(Lease.renew, ENGINE, self._owner, LEASE_SECONDS):
                self._leading = False
                return
            await in_database(self._note)
            if not called and time.monotonic() >= self._ends - CALL_SECONDS - RENEW_SECONDS:
                await in_database(self._call_next)
                called = True

    def _take(self) -> bool:
        with transaction.atomic():
            released = Lease.released(ENGINE)
            self._orphaned = not released
            return Lease.take(ENGINE, self._owner, LEASE_SECONDS)

    def _note(self) -> None:
        Provider.objects.filter(pk=1).update(requests=self._budget.as_json())
