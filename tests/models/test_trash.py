"""What is finished can be deleted and brought back; what comes of it all the same brings it back by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator import limits
from generator.models import Feed, Generation, Status
from generator.models.generations import UNFINISHED
from tests import make

FINISHED = [status for status in Status if status not in UNFINISHED]


def one(generation):
    return Generation.objects.filter(pk=generation.pk)


def days_ago(generation, days):
    one(generation).update(trashed_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize("status", FINISHED)
def test_what_is_finished_goes_there_and_comes_back_as_it_was(alice, bob, status):
    made = make.generation(alice, status)
    start = Feed.newest()
    assert one(made).trash(by=bob) == start + 1 == Feed.newest()
    made.refresh_from_db()
    assert (made.status, made.change, made.trashed_by, made.days_left) == (status, start + 1, bob, limits.TRASH_DAYS)
    assert not Generation.objects.shown().exists()
    assert one(made).restore() == 1
    made.refresh_from_db()
    assert (made.status, made.trashed_at, made.trashed_by) == (status, None, None)
    # So that every page is told of it as of a new one.
    assert made.born == made.change == start + 2


@pytest.mark.parametrize("status", UNFINISHED)
def test_what_is_on_its_way_cannot_be_deleted(alice, status):
    made = make.generation(alice, status)
    assert one(made).trash(by=alice) == 0
    assert Generation.objects.shown().get() == made


def test_twice_is_once(alice, bob):
    made = make.generation(alice, Status.SUCCEEDED)
    assert one(made).trash(by=alice)
    assert one(made).trash(by=bob) == 0
    made.refresh_from_db()
    assert made.trashed_by == alice
    assert one(made).restore() == 1
    assert one(made).restore() == 0


def test_many_have_one_change(alice):
    made = make.group(alice, 3, Status.SUCCEEDED)
    change = Generation.objects.all().trash(by=alice)
    assert Generation.objects.filter(change=change).count() == len(made)


def test_the_days_run_out(alice):
    made = make.generation(alice, Status.SUCCEEDED)
    one(made).trash(by=alice)
    for days, left in ((0, 30), (1, 29), (29, 1)):
        days_ago(made, days)
        assert Generation.objects.trashed().get().days_left == left
        assert not Generation.objects.due().exists()
    days_ago(made, 30.001)
    assert not Generation.objects.trashed().exists()
    assert Generation.objects.due().get().days_left == 0
    assert one(made).restore() == 0


def test_they_can_be_ended_at_once(alice):
    kept, ended = make.generation(alice, Status.SUCCEEDED), make.generation(alice, Status.SUCCEEDED)
    Generation.objects.all().trash(by=alice)
    assert one(ended).discard() == 1
    assert one(ended).discard() == 0
    assert Generation.objects.trashed().get() == kept
    assert Generation.objects.due().get() == ended
    assert one(ended).restore() == 0


def test_what_was_never_deleted_is_not_ended(alice):
    made = make.generation(alice, Status.SUCCEEDED)
    assert one(made).discard() == 0
    assert not Generation.objects.due().exists()


def test_a_late_picture_brings_it_back(alice):
    made = make.given_up(alice)
    one(made).trash(by=alice)
    attempt = make.attempt_of(made)
    start = Feed.newest()
    attempt.reopen()
    attempt.hear("COMPLETED", [make.RESULT])
    picture = make.Picture.keep(attempt, 0, make.picture())
    attempt.collected(picture.width, picture.height)
    back = Generation.objects.shown().get()
    assert back.status == Status.SUCCEEDED
    assert back.born > start


def test_members_decide_about_their_own_and_admins_about_all(alice, bob, admin):
    alices, bobs = make.generation(alice), make.generation(bob)
    assert set(Generation.objects.decided_by(alice)) == {alices}
    assert set(Generation.objects.decided_by(admin)) == {alices, bobs}
