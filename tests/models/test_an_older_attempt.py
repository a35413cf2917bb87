"""Two attempts of one generation, when the older speaks up late: nothing is stuck, nothing bought needlessly."""

import pytest

from generator.engine.work import changed
from generator.models import Attempt, Picture, Status
from tests import make

URL = ["https://cdn.example.com/result.png"]


@pytest.fixture
def made(alice):
    return make.generation(alice)


@pytest.fixture
def older(made):
    return Attempt.begin(made.pk)


def sent_again(older):
    """The newer attempt, after a person's word."""
    older.unknown("read timeout")
    assert older.generation.send_again()
    return Attempt.begin(older.generation_id)


def store(attempt):
    picture = Picture.keep(attempt, 0, make.picture())
    attempt.collected(picture.width, picture.height)


def status_of(made):
    made.refresh_from_db()
    return made.status


def test_one_that_was_accepted_in_spite_of_a_503_is_not_bought_again_after_the_next_503(made, older):
    older.not_sent("503", 503, "")
    newer = Attempt.begin(made.pk)
    older.announced("task-1", "IN_PROGRESS", [])
    newer.not_sent("503", 503, "")
    assert status_of(made) == Status.GENERATING
    assert made.accepted_at


def test_one_that_is_stored_while_the_newer_is_turned_away_is_enough(made, older):
    newer = sent_again(older)
    older.announced("task-1", "COMPLETED", URL)
    store(older)
    assert status_of(made) == Status.SUBMITTING
    newer.not_sent("503", 503, "")
    assert status_of(made) == Status.SUCCEEDED


def test_one_that_is_overdue_does_not_keep_the_newer_from_being_tried_again(made, older, settings):
    older.accepted("task-1", 200, "")
    settings.GENERATION_DEADLINE = -1
    made.refresh_from_db()
    assert made.send_again()
    newer = Attempt.begin(made.pk)
    newer.not_sent("503", 503, "")
    assert status_of(made) == Status.QUEUED


def test_one_that_is_stored_takes_its_generation_out_of_the_line(made, older):
    newer = sent_again(older)
    newer.accepted("task-2", 200, "")
    newer.hear("FAILED")
    made.refresh_from_db()
    assert made.retry()
    older.announced("task-1", "COMPLETED", URL)
    store(older)
    assert status_of(made) == Status.SUCCEEDED


def test_one_that_is_stored_leaves_nothing_to_decide_about_the_newer(made, older):
    newer = sent_again(older)
    newer.unknown("read timeout")
    older.announced("task-1", "COMPLETED", URL)
    store(older)
    assert status_of(made) == Status.SUCCEEDED
    # The newer one is searched on, and its picture would be a second one.
    assert [work.attempt for work in changed(0).works] == [newer]


def test_one_that_was_stored_before_the_newer_one_was_lost_leaves_nothing_to_decide(made, older):
    newer = sent_again(older)
    older.announced("task-1", "COMPLETED", URL)
    store(older)
    newer.unknown("read timeout")
    assert status_of(made) == Status.SUCCEEDED


def test_a_newer_one_that_fails_while_the_older_is_collected_leaves_nothing_hanging(made, older):
    newer = sent_again(older)
    newer.rejected("No.", "400", 400, "")
    older.announced("task-1", "COMPLETED", URL)
    assert status_of(made) == Status.COLLECTING
    newer.announced("task-2", "CREATED", [])
    store(older)
    newer.hear("FAILED")
    assert status_of(made) == Status.SUCCEEDED
    assert changed(0).works == []
