"""`manage.py demo` fills an empty studio, once, and touches no other."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from generator.demo import studio
from generator.demo.team import TEAM
from generator.models import Generation, Lease, Member
from generator.models.leases import ENGINE


def test_a_studio_with_members_of_its_own_is_left_alone(alice):
    with pytest.raises(CommandError, match="has members of its own"):
        call_command("demo", generations=8)
    assert list(Member.objects.all()) == [alice]


def test_one_that_is_filled_already_is_only_told_about(db, capsys):
    for person in TEAM:
        Member.objects.create_user(person.username, person.email)
    call_command("demo", generations=8)
    told = capsys.readouterr().out
    assert all(person.username in told for person in TEAM)
    assert studio.password() in told
    assert not Generation.objects.exists()


def test_with_a_key_nothing_is_made_that_would_be_paid_for(db, settings):
    settings.SANDBOX = False
    with pytest.raises(CommandError, match="FREEPIK_API_KEY"):
        call_command("demo", generations=8)
    assert not Member.objects.exists()


def test_a_studio_that_runs_is_not_filled(db):
    Lease.objects.filter(name=ENGINE).update(owner="somebody", until=timezone.now() + timedelta(seconds=10))
    with pytest.raises(CommandError, match="stop it"):
        call_command("demo", generations=8)
    assert not Member.objects.exists()
