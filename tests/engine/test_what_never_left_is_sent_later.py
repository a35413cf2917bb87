"""No connection, no name, no trust: nothing has left, so it is back in line and tried again, ever later."""

from collections.abc import Callable

import httpx
import pytest

from generator.engine import weather
from generator.models import Member, Provider
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, status_of, wait_for, wait_until


class NoConnection(Wire):
    """The first POSTs get none, for one reason each; `tried` has the times at which they were to leave."""

    def __init__(self, *reasons: type[httpx.TransportError]) -> None:
        super().__init__(lambda _: None)
        self._reasons = list(reasons)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and self._reasons:
            raise self._reasons.pop(0)("no connection")
        return await super().handle_async_request(request)


@pytest.mark.parametrize("reason", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
def test_it_is_tried_again(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, reason: type[httpx.TransportError]
) -> None:
    made = ask(alice, "A quiet lake")
    with engine(transport=NoConnection(reason, reason)):
        wait_for(made, "succeeded")
    outcomes = [attempt.outcome for attempt in made.attempts.order_by("id")]
    assert outcomes == ["not_sent", "not_sent", "accepted"]
    assert sandbox.requests["post"] == 1
    assert Provider.current().notice == ""


@pytest.mark.parametrize("address", ["http://nobody.invalid", "https"])
def test_a_wrong_name_or_certificate_is_told_to_everybody(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, address: str
) -> None:
    made = ask(alice, "A quiet lake")
    # The stand-in speaks no TLS.
    url = sandbox.url.replace("http:", "https:") if address == "https" else address
    with engine(url=url):
        wait_until(lambda: Provider.current().notice == weather.UNREACHABLE)
        assert status_of(made) in ("queued", "submitting")
    with engine():
        wait_for(made, "succeeded")
    assert not made.attempts.filter(outcome__in=["unknown", "rejected"]).exists()
