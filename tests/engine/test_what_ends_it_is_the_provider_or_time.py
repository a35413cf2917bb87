"""Finished without a picture, not finished for a day: it ends with a reason, and can still be asked for by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from generator.engine import watch
from generator.engine.schedule import LOOKS_BEFORE_GIVING_UP
from generator.models import Attempt, Member
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, ask, status_of, stays, wait_for, wait_until


def test_finished_without_a_picture_for_a_minute_it_has_failed(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EMPTY_SECONDS", 1.0)
    monkeypatch.setattr(watch, "EMPTY_AGAIN_SECONDS", 0.1)
    made = ask(alice, "[empty] A quiet lake")
    with engine():
        wait_until(lambda: sandbox.requests["get"] >= 3)
        wait_for(made, "failed")
    assert made.failure == watch.EMPTY
    assert made.attempts.get().ending == Attempt.Ending.GIVEN_UP
    assert sandbox.requests["post"] == 1


def test_a_clock_that_jumps_does_not_make_a_minute_of_a_moment(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "EMPTY_AGAIN_SECONDS", 0.1)
    made = ask(alice, "[empty] A quiet lake")
    with engine():
        wait_until(lambda: made.attempts.filter(sightings__status="COMPLETED"))
        made.attempts.get().sightings.update(at=timezone.now() - timedelta(days=3))
        wait_for(made, "failed")
    assert sandbox.requests["get"] >= watch.EMPTY_LOOKS


def test_what_was_given_up_is_collected_when_somebody_asks_for_it(
    engine: Callable[..., Engine], alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    with Sandbox(latency=3) as slow:
        with engine(url=slow.url):
            wait_for(made, "generating")
            attempt = made.attempts.get()
            old = timezone.now() - timedelta(hours=25)
            Attempt.objects.filter(pk=attempt.pk).update(answered_at=old, looks=LOOKS_BEFORE_GIVING_UP)
        with engine(url=slow.url):
            wait_for(made, "failed")
            assert made.failure == watch.TOO_LATE
            wait_until(lambda: slow.requests["get"] >= 1)
        wait_until(lambda: finished(slow))
        with engine(url=slow.url):
            assert stays(lambda: status_of(made) == "failed", 0.3)
            assert attempt.reopen()
            wait_for(made, "succeeded")
        assert slow.requests["post"] == 1
    assert made.failure == ""


def finished(sandbox: Sandbox) -> bool:
    return not sandbox._sandbox.tasks.unfinished()
