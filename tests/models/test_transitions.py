"""The one way from status to status."""

import itertools

import pytest
from django.db import transaction
from django.utils import timezone

from generator.models import Feed, Generation, Status
from generator.models.generations import TRANSITIONS, UNFINISHED
from tests import make

PAIRS = list(itertools.product(Status, Status))
ALLOWED = [(origin, to) for origin, to in PAIRS if to in TRANSITIONS[origin]]
FORBIDDEN = [(origin, to) for origin, to in PAIRS if to not in TRANSITIONS[origin]]


def standing(author, status):
    made = make.generation(author)
    over = None if status in UNFINISHED else timezone.now()
    Generation.objects.filter(pk=made.pk).update(status=status, finished_at=over)
    return Generation.objects.filter(pk=made.pk)


def test_the_table_is_the_one_of_the_design():
    lines = """
        queued: canceled collecting failed generating submitting succeeded
        submitting: failed generating queued succeeded unconfirmed
        unconfirmed: failed generating queued succeeded
        generating: collecting failed queued succeeded
        collecting: failed generating succeeded
        succeeded:
        failed: collecting generating queued succeeded
        canceled: collecting generating succeeded
    """
    drawn = {line.split(":")[0].strip(): set(line.split(":")[1].split()) for line in lines.strip().splitlines()}
    assert {str(origin): set(map(str, ends)) for origin, ends in TRANSITIONS.items()} == drawn


@pytest.mark.parametrize(("origin", "to"), ALLOWED)
def test_an_allowed_step_is_a_claim(alice, origin, to):
    row = standing(alice, origin)
    assert row.move(origin, to=to) is True
    assert row.get().status == to
    assert row.move(origin, to=to) is False


@pytest.mark.parametrize(("origin", "to"), FORBIDDEN)
def test_any_other_step_is_a_mistake_of_the_program(alice, origin, to):
    row = standing(alice, origin)
    with pytest.raises(ValueError, match="no generation goes from"):
        row.move(origin, to=to)
    assert row.get().status == origin


def test_one_forbidden_origin_among_several_is_enough(alice):
    row = standing(alice, Status.QUEUED)
    with pytest.raises(ValueError, match="succeeded"):
        row.move(Status.QUEUED, Status.SUCCEEDED, to=Status.FAILED)
    assert row.get().status == Status.QUEUED


@pytest.mark.parametrize(("origin", "to"), ALLOWED)
def test_nothing_is_moved_from_where_it_does_not_stand(alice, origin, to):
    row = standing(alice, next(status for status in Status if status != origin))
    before = row.get().status
    assert row.move(origin, to=to) is False
    assert row.get().status == before


def test_every_step_takes_a_higher_number(alice):
    row, seen = standing(alice, Status.QUEUED), []
    for origin, to in itertools.pairwise(
        [Status.QUEUED, Status.SUBMITTING, Status.GENERATING, Status.COLLECTING, Status.SUCCEEDED]
    ):
        assert row.move(origin, to=to)
        seen.append(row.get().change)
        assert seen[-1] == Feed.newest()
    assert seen == sorted(set(seen))


def test_a_step_writes_its_fields_with_it(alice):
    row = standing(alice, Status.GENERATING)
    row.move(Status.GENERATING, to=Status.FAILED, failure="No.")
    assert (row.get().failure, row.get().finished_at is None) == ("No.", False)


@pytest.mark.parametrize("to", [Status.SUCCEEDED, Status.FAILED, Status.CANCELED])
def test_an_end_has_its_time(alice, to):
    origin = next(origin for origin, ends in TRANSITIONS.items() if to in ends)
    row = standing(alice, origin)
    row.move(origin, to=to)
    assert row.get().finished_at is not None
    assert row.get().finished


def test_a_step_that_is_rolled_back_leaves_no_number(alice):
    row, before = standing(alice, Status.QUEUED), Feed.newest()
    with transaction.atomic():
        assert row.move(Status.QUEUED, to=Status.CANCELED)
        transaction.set_rollback(True)
    assert (Feed.newest(), row.get().status) == (before, Status.QUEUED)


@pytest.mark.parametrize("status", Status)
def test_unfinished_is_what_can_still_become_something(alice, status):
    row = standing(alice, status)
    assert row.get().finished == (status not in UNFINISHED)
    assert row.unfinished().exists() == (status in UNFINISHED)
