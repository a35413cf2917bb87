"""The provider surely did not take it: the generation goes back in line, and who waits is told why."""

import time
from collections.abc import Callable

import httpx
import pytest

from generator.engine import schedule, weather
from generator.models import Attempt, Member, Provider
from generator.sandbox import limits
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, status_of, stays, wait_for, wait_until


def notice() -> str:
    return Provider.current().notice


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("401", weather.REFUSED),
        ("403", weather.REFUSED),
        ("402", weather.EXHAUSTED),
        ("quota", weather.EXHAUSTED),
    ],
)
def test_a_refused_key_or_an_empty_purse_holds_everything_until_an_admin_resumes(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member, word: str, sentence: str
) -> None:
    refused = ask(alice, f"[{word}] A quiet lake")
    with engine():
        wait_until(lambda: notice() == sentence)
        waiting = ask(bob, "A loud sea")
        assert stays(lambda: sandbox.requests["post"] == 1)
        assert (status_of(refused), status_of(waiting)) == ("queued", "queued")
        assert Provider.current().held
        assert refused.cancel()
        Provider.announce("")
        wait_for(waiting, "succeeded")
    assert notice() == ""
    assert refused.attempts.get().outcome == Attempt.Outcome.NOT_SENT


def test_a_hold_outlives_the_engine_that_met_it(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    ask(alice, "[402] A quiet lake")
    with engine():
        wait_until(lambda: Provider.current().held)
    with engine():
        assert stays(lambda: sandbox.requests["post"] == 1)


def test_too_many_requests_are_waited_out(
    engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch, alice: Member
) -> None:
    monkeypatch.setattr(limits, "WINDOW", 2.0)
    made = ask(alice, "[429] A quiet lake")
    with Sandbox() as sandbox, engine(url=sandbox.url):
        wait_until(lambda: notice() == weather.THROTTLED)
        assert not Provider.current().held
        wait_for(made, "succeeded")
        assert notice() == ""
        assert sandbox.requests["post"] == 2
    assert [attempt.outcome for attempt in made.attempts.all()] == ["accepted", "not_sent"]


def test_a_provider_that_is_away_for_a_moment_is_tried_again(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "[503] A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    assert sandbox.requests["post"] == 2


def test_a_provider_that_cannot_be_reached_is_told_of_and_tried_again(
    engine: Callable[..., Engine], alice: Member
) -> None:
    with Sandbox() as gone:
        port = int(gone.url.rpartition(":")[2])
    made = ask(alice, "A quiet lake")
    with engine(url=gone.url):
        wait_until(lambda: notice() == weather.UNREACHABLE)
        assert status_of(made) in ("queued", "submitting")
        with Sandbox(port=port):
            wait_for(made, "succeeded")
            assert notice() == ""


def test_one_that_is_always_turned_away_does_not_hammer_while_others_pass(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member
) -> None:
    sent = []

    def look(body: dict[str, object]) -> None:
        sent.append(body["prompt"])

    unlucky, began = ask(alice, "Unlucky"), time.monotonic()
    with engine(transport=Unlucky(look)):
        for number in range(8):
            wait_for(ask(bob, f"Lake {number}"), "succeeded")
        assert status_of(unlucky) in ("queued", "submitting")
    # Six waits that double, then the longest of them (both in a hurry) for as long as the others took.
    longest = 0.75 * schedule.FIRST_BACKOFF_SECONDS * 2**5
    assert 2 <= sent.count("Unlucky") <= 8 + (time.monotonic() - began) / longest


class Unlucky(Wire):
    """Has one prompt turned away for ever."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await super().handle_async_request(request)
        if request.method == "POST" and b"Unlucky" in request.content:
            await answer.aread()
            await answer.aclose()
            return httpx.Response(503, json={"message": "Service Unavailable. Please try again later."})
        return answer
