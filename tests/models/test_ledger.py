"""Attempts: every answer moves the attempt and its generation together, once, and only forward."""

import pytest

from generator.models import Attempt, Picture, Status
from generator.models.ledger import NO_REASON
from tests import make

Outcome = Attempt.Outcome
URL = ["https://cdn.example.com/one.png"]
ANSWERS = {
    "accepted": lambda attempt: attempt.accepted("remote-1", 200, "request-1"),
    "not_sent": lambda attempt: attempt.not_sent("503", 503, "request-1"),
    "rejected": lambda attempt: attempt.rejected("Not this.", "400", 400, "request-1"),
    "unknown": lambda attempt: attempt.unknown("read timeout"),
}
ENDS = {
    "accepted": (Outcome.ACCEPTED, Status.GENERATING),
    "not_sent": (Outcome.NOT_SENT, Status.QUEUED),
    "rejected": (Outcome.REJECTED, Status.FAILED),
    "unknown": (Outcome.UNKNOWN, Status.UNCONFIRMED),
}


@pytest.fixture
def attempt(alice):
    return Attempt.begin(make.generation(alice).pk)


def state(attempt):
    attempt = Attempt.objects.select_related("generation").get(pk=attempt.pk)
    return attempt.outcome, attempt.generation.status


def test_it_is_written_before_anything_is_sent(attempt):
    assert state(attempt) == (Outcome.OPEN, Status.SUBMITTING)
    assert len(attempt.token) >= 32
    assert attempt.model == attempt.generation.model


@pytest.mark.parametrize("status", [status for status in Status if status != Status.QUEUED])
def test_only_what_is_queued_can_be_begun(alice, status):
    made = make.generation(alice, status)
    before = made.attempts.count()
    assert Attempt.begin(made.pk) is None
    assert made.attempts.count() == before


def test_what_is_not_there_cannot_be_begun(db):
    assert Attempt.begin(12345) is None


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_moves_both(attempt, answer):
    assert ANSWERS[answer](attempt) is True
    assert state(attempt) == ENDS[answer]


@pytest.mark.parametrize("late", ANSWERS)
@pytest.mark.parametrize("first", ["accepted", "not_sent", "rejected"])
def test_what_comes_late_or_twice_changes_nothing(attempt, first, late):
    ANSWERS[first](attempt)
    assert ANSWERS[late](attempt) is False
    assert state(attempt) == ENDS[first]


def test_what_is_unknown_may_still_turn_out_accepted(attempt):
    attempt.unknown("read timeout")
    assert attempt.accepted("remote-1", None, "")
    assert state(attempt) == (Outcome.ACCEPTED, Status.GENERATING)


@pytest.mark.parametrize("late", ["not_sent", "rejected"])
def test_what_is_unknown_believes_its_own_late_answer(attempt, late):
    attempt.unknown("interrupted while sending")
    assert ANSWERS[late](attempt)
    assert state(attempt) == ENDS[late]


def test_what_is_unknown_stays_so_when_it_is_lost_once_more(attempt):
    attempt.unknown("read timeout")
    assert attempt.unknown("interrupted while sending") is False
    attempt.refresh_from_db()
    assert (attempt.detail, attempt.generation.status) == ("read timeout", Status.UNCONFIRMED)


def test_what_is_sent_once_more_may_still_turn_out_to_have_been_accepted(attempt):
    attempt.unknown("read timeout")
    assert attempt.generation.send_again()
    assert attempt.accepted("remote-1", None, "")
    assert state(attempt) == (Outcome.ACCEPTED, Status.GENERATING)


def test_an_older_attempt_does_not_speak_for_a_newer_one(attempt):
    attempt.unknown("read timeout")
    attempt.generation.send_again()
    newer = Attempt.begin(attempt.generation_id)
    attempt.accepted("remote-1", None, "")
    attempt.hear("FAILED")
    assert state(newer) == (Outcome.OPEN, Status.SUBMITTING)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.UNCONFIRMED])
def test_only_what_is_unconfirmed_is_sent_once_more(alice, status):
    assert make.generation(alice, status).send_again() is False


def test_a_rejection_says_one_thing_to_the_author_and_another_to_admins(attempt):
    ANSWERS["rejected"](attempt)
    attempt.refresh_from_db()
    assert (attempt.generation.failure, attempt.detail, attempt.http_status) == ("Not this.", "400", 400)


def test_a_remote_task_belongs_to_one_attempt(attempt, alice):
    attempt.accepted("remote-1", 200, "")
    other = Attempt.begin(make.generation(alice).pk)
    assert other.accepted("remote-1", 200, "") is False
    assert state(other) == (Outcome.UNKNOWN, Status.UNCONFIRMED)


def test_a_retry_is_a_new_attempt(attempt):
    ANSWERS["rejected"](attempt)
    attempt.generation.retry()
    second = Attempt.begin(attempt.generation_id)
    assert second.pk != attempt.pk
    assert second.token != attempt.token
    assert state(attempt) == (Outcome.REJECTED, Status.SUBMITTING)


@pytest.mark.parametrize(
    ("status", "urls", "moved", "end"),
    [
        ("COMPLETED", URL, True, Status.COLLECTING),
        ("COMPLETED", [], False, Status.GENERATING),
        ("FAILED", [], True, Status.FAILED),
        ("IN_PROGRESS", [], False, Status.GENERATING),
        ("SOMETHING_NEW" * 20, URL, False, Status.GENERATING),
    ],
)
def test_what_is_heard_of_a_task(attempt, status, urls, moved, end):
    attempt.accepted("remote-1", 200, "")
    assert attempt.hear(status, urls) is moved
    assert state(attempt)[1] == end


def test_a_task_that_failed_without_a_word_gets_a_sentence(attempt):
    attempt.accepted("remote-1", 200, "")
    attempt.hear("FAILED")
    attempt.generation.refresh_from_db()
    assert attempt.generation.failure == NO_REASON


def test_each_status_is_noted_when_it_is_first_seen(attempt):
    attempt.accepted("remote-1", 200, "")
    for status in ("CREATED", "CREATED", "IN_PROGRESS", "CREATED"):
        attempt.hear(status)
    assert [sighting.status for sighting in attempt.sightings.all()] == ["CREATED", "IN_PROGRESS"]


def test_a_completed_task_whose_files_are_being_fetched_hears_nothing_worse(attempt):
    attempt.accepted("remote-1", 200, "")
    attempt.hear("COMPLETED", URL)
    assert attempt.hear("FAILED") is False
    assert state(attempt)[1] == Status.COLLECTING


def test_a_result_that_is_no_picture_is_asked_for_again(attempt):
    attempt.accepted("remote-1", 200, "")
    attempt.hear("COMPLETED", URL)
    attempt.fetched(["incoming/1-0"])
    assert attempt.ask_again("What came is damaged.")
    attempt.refresh_from_db()
    assert (attempt.urls, attempt.incoming, attempt.generation.status) == ([], [], Status.GENERATING)
    assert attempt.hear("COMPLETED", URL)


def test_pictures_are_stored_once_however_often_it_is_done(attempt, media):
    attempt.accepted("remote-1", 200, "")
    attempt.hear("COMPLETED", URL)
    tall = make.picture(size=(40, 80))
    first, second = (Picture.keep(attempt, 0, tall) for _ in range(2))
    assert first == second
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2
    assert attempt.collected(first.width, first.height) is True
    assert attempt.collected(first.width, first.height) is False
    attempt.generation.refresh_from_db()
    assert (attempt.generation.status, attempt.generation.shape) == (Status.SUCCEEDED, "0.5")


@pytest.mark.parametrize("status", [Status.GENERATING, Status.COLLECTING])
def test_giving_up_says_why(alice, status):
    made = make.generation(alice, status)
    assert make.attempt_of(made).give_up("It is too late.", "a day")
    made.refresh_from_db()
    assert (made.status, made.failure) == (Status.FAILED, "It is too late.")


def test_nobody_gives_up_what_has_succeeded(alice):
    made = make.generation(alice, Status.SUCCEEDED)
    assert make.attempt_of(made).give_up("It is too late.", "a day") is False
