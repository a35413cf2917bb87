"""The weather: whether anything may be sent just now, and the one line that tells everybody why not.

Sending stops for all when the provider refuses the key, wants money, or cannot be reached; what is queued stays so.
"""

import logging
import time
from datetime import datetime, timedelta

from django.utils import timezone

from generator.engine.budget import Budget
from generator.engine.database import in_database
from generator.engine.schedule import backoff
from generator.imageapi import ApiError, Exhausted, NotAccepted, Refused, Throttled, Unanswered
from generator.models import Provider

logger = logging.getLogger(__name__)

REFUSED = "The provider refuses the studio's API key. What you send waits here until an admin has put that right."
EXHAUSTED = "The provider's quota or credit is used up. What you send waits here until an admin has put that right."
THROTTLED = "The provider asks everybody to slow down. What you send goes out again by itself in a moment."
UNREACHABLE = "The provider cannot be reached. What you send goes out by itself as soon as it answers."
NO_ROOM = "The studio's disk is nearly full. What you send waits here until an admin has made room."
# A held studio tries one submission this often: such an answer costs nothing, and it tells when all is well again.
TRY_REFUSED_SECONDS, TRY_EXHAUSTED_SECONDS = 60.0, 900.0
FAILURES_BEFORE_TELLING = 2


class Weather:
    """`webhooks_work` says whether the provider announces what it does (models.provider)."""

    def __init__(self) -> None:
        self.webhooks_work = False
        self._room = True
        self._not_before = 0.0
        self._failures = 0
        self._announced: str | None = None
        self._seen = -1
        self._writing = self._written = 0

    def may_submit(self) -> bool:
        return self._room and time.monotonic() >= self._not_before

    def doubtful(self) -> bool:
        """The last submission was refused: the next one goes alone, to see."""
        return bool(self._announced) or self._failures > 0

    async def refresh(self, change: int) -> None:
        """Notice that an admin resumed; called with the feed's number."""
        if change == self._seen:
            return
        written = self._written
        provider = await in_database(Provider.current)
        if self._writing or written != self._written:
            # What was read may be older than what has been announced meanwhile.
            return
        self._seen = change
        self.webhooks_work = provider.webhooks_work
        if self._announced and not provider.notice:
            self._not_before, self._failures = 0.0, 0
        elif self._announced is None and provider.held and provider.next_try_at:
            # Never longer than the longest hold: the clock may have been set back since.
            seconds = (provider.next_try_at - timezone.now()).total_seconds()
            self._not_before = time.monotonic() + min(seconds, TRY_EXHAUSTED_SECONDS)
        self._announced = provider.notice

    async def disk(self, has_room: bool) -> None:
        """Send nothing whose result might find no place; what is under way is collected while there is some."""
        if has_room == self._room:
            return
        self._room = has_room
        if not has_room:
            logger.error("the disk is nearly full: nothing is sent")
            await self._announce(NO_ROOM)

    async def pass_over(self, budget: Budget, idle: bool) -> None:
        """Take the line away when what it tells of is over, or when there is nobody left whom it concerns."""
        over = self._announced == THROTTLED and not budget.paused()
        over = over or (self._announced == NO_ROOM and self._room)
        if over or (idle and self._announced == UNREACHABLE):
            await self._announce("")

    async def submission_accepted(self, budget: Budget) -> None:
        """All is well again; but one that was under way already does not end a pause."""
        self._not_before, self._failures = 0.0, 0
        if self._announced and not (self._announced == THROTTLED and budget.paused()):
            await self._announce("")

    async def submission_failed(self, error: ApiError, budget: Budget) -> None:
        """Make everybody wait where the error is not about this one request."""
        logger.warning("submitting: %s", error)
        match error:
            case Throttled():
                budget.pause(error.retry_after)
                await self._announce(THROTTLED)
            case Refused():
                await self._hold(TRY_REFUSED_SECONDS, REFUSED)
            case Exhausted():
                await self._hold(TRY_EXHAUSTED_SECONDS, EXHAUSTED)
            case NotAccepted() | Unanswered():
                self._failures += 1
                self._not_before = time.monotonic() + backoff(self._failures)
                if self._failures >= FAILURES_BEFORE_TELLING:
                    await self._announce(UNREACHABLE)

    async def look_failed(self, error: ApiError, budget: Budget) -> None:
        """While watching only the rate limit concerns everybody; the rest is waited out."""
        if isinstance(error, Throttled):
            budget.pause(error.retry_after)
            await self._announce(THROTTLED)

    async def _hold(self, seconds: float, notice: str) -> None:
        self._not_before = time.monotonic() + seconds
        await self._announce(notice, True, timezone.now() + timedelta(seconds=seconds))

    async def _announce(self, notice: str, held: bool = False, next_try_at: datetime | None = None) -> None:
        self._announced = notice
        self._writing += 1
        try:
            await in_database(Provider.announce, notice, held, next_try_at)
        finally:
            self._writing -= 1
            self._written += 1
