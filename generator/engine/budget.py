"""The budget: how many requests the provider takes a minute, and how many of them are used.

Every request to the API counts, polls too (contract 5). The provider counts in windows of a minute that begin when it
likes; a sliding window of a little more than a minute stays inside every one of them.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from generator.imageapi import Headroom

WINDOW_SECONDS = 61
# Kept from submissions, so that what was paid for is still watched when hundreds are waiting to be sent.
WATCHING_SHARE = 0.2
# Most that looking may take when nothing is waiting: what is sent next, or has finished, needs requests too.
IDLE_WATCHING_SHARE = 0.6
# However long the provider says.
LONGEST_WAIT_SECONDS = 3600.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 60.0


class Budget:
    """Counts by the second of the monotonic clock, which no change of the wall clock moves."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._used: dict[int, int] = {}
        self._looks: dict[int, int] = {}
        self._paused_until = 0.0
        self._pauses = 0

    def room(self) -> int:
        """Requests that may leave now; 0 while paused."""
        now = self._clock()
        if now < self._paused_until:
            return 0
        self._forget(now)
        return max(0, self.limit - sum(self._used.values()))

    def take(self, for_submission: bool = False) -> bool:
        """Spend one request, if there is room for one of this kind."""
        if self.room() <= (self.limit * WATCHING_SHARE if for_submission else 0):
            return False
        second = int(self._clock())
        self._used[second] = self._used.get(second, 0) + 1
        return True

    def take_look(self, waiting: bool) -> bool:
        """Spend one request on looking whether something has finished; less of that while others are waiting."""
        share = WATCHING_SHARE if waiting else IDLE_WATCHING_SHARE
        if self.room() == 0 or sum(self._looks.values()) >= max(1, self.limit * share) or not self.take():
            return False
        second = int(self._clock())
        self._looks[second] = self._looks.get(second, 0) + 1
        return True

    def learn(self, headroom: Headroom | None) -> None:
        """Believe an answer's x-ratelimit headers where they are tighter than what we think."""
        self._pauses = 0
        if headroom is None or headroom.limit is None:
            return
        self.limit = min(self.limit, max(1, headroom.limit))
        if headroom.remaining == 0 and headroom.reset_seconds:
            self._pause_for(headroom.reset_seconds)

    def pause(self, seconds: float | None) -> float:
        """Send nothing for a while, after a 429; without a time from the provider ever longer. The seconds."""
        self._pauses += 1
        growing = min(FIRST_PAUSE_SECONDS * 2 ** (self._pauses - 1), LONGEST_PAUSE_SECONDS)
        seconds = min(growing if seconds is None else max(seconds, 1.0), LONGEST_WAIT_SECONDS)
        self._pause_for(seconds)
        return seconds

    def paused(self) -> bool:
        return self._clock() < self._paused_until

    def remember(self, noted: Mapping[str, Any]) -> None:
        """Go on from where the leader before was: what it has used, and how long it was told to wait.

        `seconds` has requests by second of the wall clock, `paused_until` is a time of it.
        """
        shift = time.time() - self._clock()
        for second, count in noted.get("seconds", {}).items():
            # A wall clock that was set back must not put requests into the future, or nothing leaves till then.
            self._used[int(min(int(second) - shift, self._clock()))] = count
        paused = min(noted.get("paused_until", 0.0) - time.time(), LONGEST_WAIT_SECONDS)
        self._pause_for(paused)

    def as_json(self) -> dict[str, Any]:
        """What `remember` takes, with the limit as it is known now, for whoever estimates."""
        self._forget(self._clock())
        shift = time.time() - self._clock()
        seconds = {str(int(second + shift)): count for second, count in self._used.items()}
        return {
            "limit": self.limit,
            "seconds": seconds,
            "paused_until": self._paused_until + shift if self.paused() else 0.0,
        }

    def _pause_for(self, seconds: float) -> None:
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def _forget(self, now: float) -> None:
        for counts in (self._used, self._looks):
            for second in [second for second in counts if second <= now - WINDOW_SECONDS]:
                del counts[second]
