"""What was asked of the stand-in: the figures behind `GET /sandbox/stats` and the tests."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Counters:
    """`requests` has post, get, list, result, answered_429, leaked_keys, webhooks, webhooks_failed,
    webhooks_withheld, peak_concurrency (requests at once) and peak_tasks (unfinished tasks at once)."""

    requests: Counter[str] = field(default_factory=Counter)
    _now: int = 0

    @contextmanager
    def one(self, kind: str) -> Iterator[None]:
        """Counts a request for as long as it is being answered."""
        self.requests[kind] += 1
        self._now += 1
        self.peak("peak_concurrency", self._now)
        try:
            yield
        finally:
            self._now -= 1

    def peak(self, name: str, value: int) -> None:
        """Keeps the largest value seen under a name."""
        self.requests[name] = max(self.requests[name], value)
