"""Leases: held by renewing, lost by not renewing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator.models import Lease
from generator.models.leases import ENGINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on by so many seconds."""
    now = timezone.now

    def later(seconds):
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(seconds=seconds))

    return later


def test_nobody_holds_it_at_first():
    assert not Lease.held(ENGINE)


def test_who_takes_it_keeps_the_others_out():
    assert Lease.take(ENGINE, "one", 8)
    assert Lease.held(ENGINE)
    assert not Lease.take(ENGINE, "two", 8)
    assert Lease.take(ENGINE, "one", 8)


def test_it_runs_out(later):
    Lease.take(ENGINE, "one", 8)
    later(7)
    assert not Lease.take(ENGINE, "two", 8)
    later(9)
    assert not Lease.held(ENGINE)
    assert Lease.take(ENGINE, "two", 8)
    assert not Lease.renew(ENGINE, "one", 8)


def test_renewing_holds_it(later):
    Lease.take(ENGINE, "one", 8)
    later(7)
    assert Lease.renew(ENGINE, "one", 8)
    later(14)
    assert Lease.held(ENGINE)
    assert not Lease.take(ENGINE, "two", 8)


def test_whoever_was_late_may_still_renew_when_nobody_has_taken_it(later):
    Lease.take(ENGINE, "one", 8)
    later(20)
    assert Lease.renew(ENGINE, "one", 8)


def test_releasing_lets_the_next_one_in_at_once():
    Lease.take(ENGINE, "one", 8)
    Lease.release(ENGINE, "one")
    assert not Lease.held(ENGINE)
    assert Lease.take(ENGINE, "two", 8)


def test_nobody_releases_what_is_anothers():
    Lease.take(ENGINE, "one", 8)
    Lease.release(ENGINE, "two")
    assert Lease.held(ENGINE)
    assert not Lease.renew(ENGINE, "two", 8)


def test_every_hold_is_a_heartbeat():
    before = Lease.objects.get(name=ENGINE).beats
    Lease.take(ENGINE, "one", 8)
    Lease.renew(ENGINE, "one", 8)
    Lease.renew(ENGINE, "two", 8)
    assert Lease.objects.get(name=ENGINE).beats == before + 2


def test_a_lease_that_does_not_exist_is_not_given():
    assert not Lease.take("coffee", "one", 8)
