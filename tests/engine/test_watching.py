"""Only the provider ends a generation, or its deadline: trouble while looking is waited out."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from generator.engine.schedule import LOOKS_BEFORE_GIVING_UP
from generator.engine.watch import TOO_LATE
from generator.models import Attempt, Member
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, ask, status_of, stays, wait_for, wait_until


@pytest.mark.parametrize("word", ["get-404", "get-500", "get-html", "odd", "empty-once"])
def test_trouble_is_waited_out(engine: Callable[..., Engine], alice: Member, word: str) -> None:
    made = ask(alice, f"[{word}] A quiet lake")
    with Sandbox(latency=0.4 if word == "odd" else 0) as sandbox, engine(url=sandbox.url):
        wait_for(made, "succeeded")
        assert sandbox.requests["post"] == 1
    assert made.attempts.count() == 1


def test_a_provider_that_is_away_while_a_task_runs_is_waited_for(
    engine: Callable[..., Engine], alice: Member, tmp_path
) -> None:
    made = ask(alice, "A quiet lake")
    state = tmp_path / "state.sqlite3"
    with Sandbox(latency=1, state=state) as sandbox:
        port = int(sandbox.url.rpartition(":")[2])
        running = engine(url=sandbox.url)
        running.__enter__()
        wait_for(made, "generating")
    try:
        assert stays(lambda: status_of(made) == "generating", 1.0)
        with Sandbox(latency=1, state=state, port=port) as sandbox:
            wait_for(made, "succeeded")
            assert sandbox.requests["post"] == 0
    finally:
        running.__exit__(None, None, None)


def test_what_never_ends_is_given_up_after_a_day(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[never] A quiet lake")
    with engine():
        wait_for(made, "generating")
    yesterday = timezone.now() - timezone.timedelta(hours=25)
    Attempt.objects.filter(generation=made).update(answered_at=yesterday, looks=LOOKS_BEFORE_GIVING_UP - 1)
    with engine():
        wait_for(made, "failed")
    assert made.failure == TOO_LATE


def test_a_clock_that_was_set_forward_gives_nothing_up(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[slow] A quiet lake")
    with engine():
        wait_for(made, "generating")
        last_week = timezone.now() - timezone.timedelta(days=7)
        Attempt.objects.filter(generation=made).update(answered_at=last_week)
        wait_for(made, "succeeded")


def test_a_completed_task_without_a_picture_is_looked_at_again(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "[empty] A quiet lake")
    with engine():
        wait_until(lambda: sandbox.requests["get"] >= 2)
    assert status_of(made) == "generating"


def test_many_are_asked_for_with_one_list(engine: Callable[..., Engine], alice: Member) -> None:
    asked = [ask(alice, f"Lake {number}") for number in range(12)]
    with Sandbox(latency=2.5) as slow, engine(url=slow.url):
        wait_until(lambda: all(status_of(made) == "succeeded" for made in asked))
        # One by one would be four looks at each, or more.
        assert slow.requests["list"] >= 1
        assert 12 <= slow.requests["get"] + slow.requests["list"] < 36


@pytest.mark.parametrize("empty_404", [True, False])
def test_what_the_list_does_not_mention_is_asked_for_alone(
    engine: Callable[..., Engine], alice: Member, empty_404: bool
) -> None:
    asked = [ask(alice, "[never] A quiet lake") for _ in range(4)]
    with Sandbox() as first, engine(url=first.url):
        wait_until(lambda: all(status_of(made) == "generating" for made in asked))
    with Sandbox(empty_list_404=empty_404) as forgetful, engine(url=forgetful.url):
        wait_until(lambda: forgetful.requests["get"] >= 4)
        assert forgetful.requests["list"] >= 1
        assert all(status_of(made) == "generating" for made in asked)


def test_a_webhook_ends_the_wait_at_once(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    with Sandbox(latency=60) as slow, engine(url=slow.url):
        wait_for(made, "generating")
        attempt = made.attempts.get()
        address = f"{sandbox.url}/results/nothing.png"
        attempt.announced(attempt.remote_id, "FAILED", [address])
        wait_for(made, "failed", seconds=1)
