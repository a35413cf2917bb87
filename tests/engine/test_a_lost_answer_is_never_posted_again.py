"""Sent, and no answer that says whether there is a task: it may have been paid for, so it is not sent twice."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from django.utils import timezone

from generator.engine import schedule
from generator.models import Attempt, Member
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, status_of, stays, wait_for

LOST = ["500", "500+", "502", "504", "html", "drop", "hang"]


@pytest.mark.parametrize("word", LOST)
def test_it_is_unconfirmed_and_stays_so(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    # Until it is found, which is another matter.
    monkeypatch.setattr(schedule, "SEARCHES", (3600.0,))
    made = ask(alice, f"[{word}] A quiet lake")
    with engine(read_seconds=0.5):
        wait_for(made, "unconfirmed")
        assert stays(lambda: sandbox.requests["post"] == 1, 0.25)
    # Nor does the next leader.
    with engine(read_seconds=0.5):
        assert stays(lambda: sandbox.requests["post"] == 1, 0.25)
    assert status_of(made) == "unconfirmed"
    attempt = made.attempts.get()
    assert attempt.outcome == Attempt.Outcome.UNKNOWN
    assert attempt.detail
    assert attempt.answered_at is None


def test_others_go_on_meanwhile(engine: Callable[..., Engine], alice: Member, bob: Member) -> None:
    lost, other = ask(alice, "[hang] A quiet lake"), ask(bob, "A loud sea")
    with engine(read_seconds=3.0):
        wait_for(other, "succeeded", seconds=2.5)
        assert status_of(lost) == "submitting"
        wait_for(lost, "unconfirmed")


@pytest.mark.parametrize("before", [True, False], ids=["before it left", "after it was accepted"])
def test_a_post_that_is_broken_off_is_unconfirmed(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, before: bool
) -> None:
    made = ask(alice, "A quiet lake")
    with engine(transport=BrokenOff(before)):
        wait_for(made, "unconfirmed")
        assert stays(lambda: sandbox.requests["post"] == (0 if before else 1), 0.25)
    assert made.attempts.get().detail == "interrupted while sending"


class BrokenOff(Wire):
    """Every POST is canceled, as at the end of a program."""

    def __init__(self, before: bool) -> None:
        super().__init__(lambda _: None)
        self._before = before

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and self._before:
            raise asyncio.CancelledError
        answer = await super().handle_async_request(request)
        if request.method == "POST":
            await answer.aclose()
            raise asyncio.CancelledError
        return answer


def test_the_webhook_finds_it_again(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    made = ask(alice, "[drop] A quiet lake")
    with engine():
        wait_for(made, "unconfirmed")
        made.attempts.get().announced(sandbox.posts[0].task_id, "IN_PROGRESS", [])
        wait_for(made, "succeeded")
    assert sandbox.requests["post"] == 1
    assert made.attempts.get().outcome == Attempt.Outcome.ACCEPTED


def test_what_a_dead_engine_left_half_sent_is_unconfirmed(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    attempt = Attempt.begin(made.pk)
    assert attempt
    long_ago = timezone.now() - timezone.timedelta(minutes=2)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=long_ago)
    with engine():
        wait_for(made, "unconfirmed")
    assert sandbox.requests["post"] == 0


def test_what_is_perhaps_being_sent_by_another_engine_is_left_to_it(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    attempt = Attempt.begin(made.pk)
    assert attempt
    with engine():
        assert stays(lambda: status_of(made) == "submitting", 0.5)
        attempt.accepted("3b2a9d52-0b1c-4b1a-8d25-9d1c0ffee000", 200, "")
        wait_for(made, "generating")
    assert sandbox.requests["post"] == 0
