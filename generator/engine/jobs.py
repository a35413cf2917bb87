"""Jobs: what the loop has under way, a bounded number of each kind."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

logger = logging.getLogger(__name__)


class Jobs:
    """`at_once` is how many of each kind may run at a time."""

    def __init__(self, at_once: Mapping[str, int]) -> None:
        self._at_once = at_once
        self._jobs: dict[str, set[asyncio.Task[None]]] = {kind: set() for kind in at_once}
        self._ended = asyncio.Event()

    def free(self, kind: str, at_once: int | None = None) -> bool:
        """Whether one more may start; `at_once` is for now instead of the usual."""
        return len(self._jobs[kind]) < (at_once or self._at_once[kind])

    def start(
        self, kind: str, step: Coroutine[Any, Any, None], ended: Callable[[BaseException | None], None]
    ) -> None:
        """Run a step; `ended` is told of its end, and of the error when it failed."""

        def done(job: asyncio.Task[None]) -> None:
            self._jobs[kind].discard(job)
            error = None if job.cancelled() else job.exception()
            if error:
                logger.error("a step of the engine failed", exc_info=error)
            ended(error)
            self._ended.set()

        job = asyncio.create_task(step)
        self._jobs[kind].add(job)
        job.add_done_callback(done)

    def cancel(self, *kinds: str) -> None:
        """Let go of what can be done again."""
        for kind in kinds:
            for job in self._jobs[kind]:
                job.cancel()

    async def wait(self, kind: str, seconds: float | None = None) -> None:
        """Until all of a kind have ended, or the seconds are over."""
        if jobs := self._jobs[kind]:
            await asyncio.wait(set(jobs), timeout=seconds)

    async def rest(self, seconds: float, pause: float) -> None:
        """Wait for something to end, that long at most, and then for a pause."""
        self._ended.clear()
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return
        await asyncio.sleep(pause)
