"""An attempt whose answer comes late: what was paid for is taken, and nothing is bought again."""

from generator.engine.work import changed
from generator.models import Attempt, Status
from tests import make


def test_it_takes_its_generation_back_from_the_line(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    assert made.send_again()
    assert make.attempt_of(made).accepted("task-1", None, "")
    made.refresh_from_db()
    assert made.status == Status.GENERATING
    assert Attempt.begin(made.pk) is None


def test_a_second_attempt_that_was_turned_away_does_not_stand_in_its_way(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    first = make.attempt_of(made)
    made.send_again()
    second = Attempt.begin(made.pk)
    assert second
    second.not_sent("503", 503, "")
    first.announced("task-1", "COMPLETED", ["https://cdn.example.com/result.png"])
    made.refresh_from_db()
    assert made.status == Status.COLLECTING
    (work,) = changed(0).works
    assert work.attempt == first


def test_a_second_attempt_that_was_accepted_speaks_for_the_generation(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    first = make.attempt_of(made)
    made.send_again()
    second = Attempt.begin(made.pk)
    assert second
    second.accepted("task-2", 200, "")
    first.announced("task-1", "FAILED", [])
    made.refresh_from_db()
    first.refresh_from_db()
    assert (made.status, first.outcome, first.remote_id) == (Status.GENERATING, Attempt.Outcome.ACCEPTED, "task-1")


def test_a_preparation_that_comes_too_late_leaves_the_record_alone(alice):
    made = make.generation(alice, Status.SUCCEEDED)
    attempt = make.attempt_of(made)
    assert not attempt.ask_again("It was gone.")
    assert not attempt.give_up("No.", "It was gone.")
    attempt.refresh_from_db()
    assert (attempt.detail, attempt.failed_collections, len(attempt.urls)) == ("", 0, 1)
