"""A fixed window of one minute per API key, told in the headers of every counted answer (contract 1.2, 5)."""

import math
import time
from dataclasses import dataclass

WINDOW = 60.0


@dataclass
class Window:
    """The requests of one key since `began`, a monotonic time."""

    began: float
    used: int = 0


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass, and the numbers for its answer: `reset` is seconds, not a time of day."""

    passes: bool
    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """The three headers in the provider's spelling."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-reset": str(self.reset),
        }


class Limits:
    """Counts requests per key; the window of a key begins with its first request."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._windows: dict[str, Window] = {}

    def count(self, key: str) -> Verdict:
        """Counts one request of a key."""
        now = time.monotonic()
        window = self._windows.get(key)
        if window is None or now >= window.began + WINDOW:
            window = self._windows[key] = Window(now)
        window.used += 1
        remaining = max(0, self.per_minute - window.used)
        reset = max(1, math.ceil(window.began + WINDOW - now))
        return Verdict(window.used <= self.per_minute, self.per_minute, remaining, reset)
