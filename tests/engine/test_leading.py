"""One engine leads at a time; the next one is there when a term ends, or when its leader dies."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from generator import tasks
from generator.engine import leader
from generator.models import Generation, Lease, Member, Status
from generator.models.leases import ENGINE
from generator.sandbox.server import Sandbox
from tests import make
from tests.engine.driving import Engine, ask, status_of, stays, wait_for, wait_until


def test_a_term_drives_and_gives_its_lease_up(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    assert engine().lead(2.0)
    assert status_of(made) == "succeeded"
    assert not Lease.held(ENGINE)


def test_the_next_leader_is_called_before_the_term_ends(
    engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leader, "RENEW_SECONDS", 0.2)
    called: list[int] = []
    assert engine().lead(1.2, called)
    assert called == [1]


def test_a_term_begins_with_handing_over_what_has_been_in_the_trash_for_its_days(
    engine: Callable[..., Engine], alice: Member
) -> None:
    make.generation(alice, Status.CANCELED)
    Generation.objects.all().trash(by=alice)
    assert engine(tidy=tasks.empty_trash_when_due).lead(0.2)
    assert not OrmQ.objects.exists()
    Generation.objects.all().discard()
    assert engine(tidy=tasks.empty_trash_when_due).lead(0.2)
    assert [task.name() for task in OrmQ.objects.all()] == ["empty the trash"]


def test_the_second_waits_and_takes_over_without_a_gap(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    first = engine()
    with first.leading(1.0):
        wait_until(lambda: Lease.held(ENGINE))
        owner = Lease.objects.get(name=ENGINE).owner
        began = time.monotonic()
        made = ask(alice, "A quiet lake")
        assert engine().lead(2.0)
    assert Lease.objects.get(name=ENGINE).owner != owner
    assert time.monotonic() - began < 5
    assert status_of(made) == "succeeded"
    assert sandbox.requests["post"] == 1


def test_the_second_gives_up_waiting_while_the_first_leads_on(
    engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leader, "WAIT_SECONDS", 0.5)
    hold(seconds=60)
    assert not engine().lead(1.0)
    assert Lease.objects.get(name=ENGINE).owner == "somebody"


def test_a_dead_leaders_lease_runs_out(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    hold(seconds=1)
    with engine().leading(2.5):
        assert stays(lambda: status_of(made) == "queued", 0.6)
        wait_for(made, "succeeded")


def test_a_leader_that_lost_its_lease_stops(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    with engine().leading(30.0):
        wait_until(lambda: Lease.held(ENGINE))
        hold(seconds=60)
        began = time.monotonic()
    assert time.monotonic() - began < 3
    assert Lease.objects.get(name=ENGINE).owner == "somebody"


def test_two_at_once_send_nothing_twice(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    asked = [ask(alice, f"Lake {number}") for number in range(6)]
    one, other = engine(), engine()
    # Neither asks for the lease: two that both believe to lead. Each has a loop; the thread of the rows is shared.
    with one, other:
        wait_until(lambda: all(status_of(made) == "succeeded" for made in asked))
    assert sandbox.requests["post"] == 6


def test_the_end_of_a_term_waits_for_an_answer_under_way(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[hang] A quiet lake")
    with Sandbox() as sandbox:
        # The read timeout is later than the end of the term.
        assert engine(url=sandbox.url, read_seconds=2.5).lead(0.5)
        assert sandbox.requests["post"] == 1
    assert status_of(made) == "unconfirmed"


def hold(seconds: float) -> None:
    """Somebody has the lease."""
    until = timezone.now() + timedelta(seconds=seconds)
    Lease.objects.filter(name=ENGINE).update(owner="somebody", until=until)
