"""Helpers of the tests about attempts without an answer: other people's tasks, answers that are held back."""

import asyncio
import threading
from collections.abc import Callable

import httpx

from generator.imageapi import DEFAULT
from generator.models import Attempt, Generation
from generator.sandbox.server import Sandbox
from tests.engine.driving import Wire


def foreign(sandbox: Sandbox, prompt: str = "Somebody else's") -> str:
    """A task that another program makes with the same key; its id."""
    answer = httpx.post(sandbox.url + DEFAULT.path, json={"prompt": prompt}, headers={"x-freepik-api-key": "sandbox"})
    return str(answer.json()["data"]["task_id"])


def task_of(sandbox: Sandbox, made: Generation) -> str:
    """The id of the task that the provider made of it, whether we know it or not."""
    return next(post.task_id for post in sandbox.posts if post.prompt == made.prompt)


def remote_ids(made: Generation) -> set[str]:
    return set(made.attempts.exclude(remote_id="").values_list("remote_id", flat=True))


def searches(made: Generation) -> int:
    return max(made.attempts.values_list("searches", flat=True), default=0)


def lost(made: Generation) -> Attempt:
    return made.attempts.get(outcome=Attempt.Outcome.UNKNOWN)


class Together(Wire):
    """No POST leaves before so many are about to: then all of them are under way at once."""

    def __init__(self, count: int) -> None:
        gate = threading.Barrier(count)
        super().__init__(lambda _: gate.wait(30))


class Slow(Wire):
    """The answers to POSTs take a while on their way."""

    def __init__(self, seconds: float) -> None:
        super().__init__(lambda _: None)
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if request.method == "POST":
            await asyncio.sleep(self._seconds)
        return answer


class ListAway(Wire):
    """Readings of the list are answered 503 for as long as `away` says so; `asked` is how many there were."""

    def __init__(self, away: Callable[[int], bool]) -> None:
        super().__init__(lambda _: None)
        self._away = away
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and request.url.path == DEFAULT.path:
            self.asked += 1
            if self._away(self.asked):
                return httpx.Response(500, json={"message": "Internal Server Error"})
        return await super().handle_async_request(request)
