"""A 429 makes everybody wait for as long as it says, and everybody is told so."""

import time
from collections.abc import Callable

import httpx
import pytest

from generator.engine import weather
from generator.models import Member, Provider
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, wait_for, wait_until

SECONDS = 2


class SlowDown(Wire):
    """The first POST is answered 429; `times` are those of all requests after it."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(lambda _: None)
        self._headers = headers
        self.told: float | None = None
        self.times: list[float] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.told is not None:
            self.times.append(time.monotonic())
        if request.method == "POST" and self.told is None:
            self.told = time.monotonic()
            return httpx.Response(429, json={"message": "Too many requests"}, headers=self._headers)
        return await super().handle_async_request(request)


@pytest.mark.parametrize("header", ["retry-after", "x-ratelimit-reset"])
def test_for_as_long_as_it_says(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member, header: str
) -> None:
    asked = [ask(alice, "A quiet lake"), ask(bob, "A loud sea")]
    wire = SlowDown({header: str(SECONDS)})
    with engine(transport=wire):
        wait_until(lambda: Provider.current().notice == weather.THROTTLED)
        asked.append(ask(bob, "A small pond"))
        for made in asked:
            wait_for(made, "succeeded")
    assert wire.told
    # What left together with the first one has left; nothing else did.
    late = [at for at in wire.times if at - wire.told > 0.5]
    assert min(late) - wire.told >= SECONDS - 0.1
    assert Provider.current().notice == ""
    assert sandbox.requests["post"] == 3
