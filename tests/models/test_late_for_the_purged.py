"""What comes late for one that was purged is shown, or is purged in turn; without its words it is never sent."""

import pytest

from generator import tasks
from generator.models import Attempt, Generation, Picture, Status, trash
from generator.models.webhooks import Kind, believe
from tests import make
from tests.models.trashing import end, files


def collect(attempt):
    """As a worker does."""
    picture = Picture.keep(attempt, 0, make.picture(colour="red"))
    attempt.collected(picture.width, picture.height)


def test_a_picture_of_one_that_was_given_up_is_shown(alice):
    made = make.given_up(alice)
    end(made)
    tasks.empty_trash()
    attempt = make.attempt_of(made)
    assert believe(attempt.token, "event-1", attempt.remote_id, "COMPLETED", [make.RESULT]) == Kind.BELIEVED
    collect(attempt)
    back = Generation.objects.shown().get()
    assert (back.status, back.prompt, back.purged_at) == (Status.SUCCEEDED, "", None)
    assert back.pictures.get().file


def test_a_second_picture_of_one_that_has_succeeded_is_purged_in_turn(alice, media):
    made = make.overdue(alice)
    first = make.attempt_of(made)
    assert made.send_again()
    second = Attempt.begin(made.pk)
    second.accepted("task-2", 200)
    second.hear("COMPLETED", [make.RESULT])
    collect(second)
    first.give_up("The provider did not finish within a day.", "not finished after a day")
    end(made)
    tasks.empty_trash()
    assert files(media) == []
    assert believe(first.token, "event-1", first.remote_id, "COMPLETED", [make.RESULT]) == Kind.BELIEVED
    # It is on its way.
    assert trash.due() == []
    first.refresh_from_db()
    collect(first)
    assert len(files(media)) == 2
    assert not Generation.objects.shown().exists()
    assert not Generation.objects.trashed().exists()
    assert trash.due() == [made.pk]
    tasks.empty_trash()
    assert files(media) == []
    made.refresh_from_db()
    assert made.purged_at


@pytest.mark.parametrize("status", [Status.FAILED, Status.UNCONFIRMED])
def test_one_without_its_words_is_not_put_in_line(alice, status):
    made = make.generation(alice, status, prompt="")
    assert not made.retry()
    assert not made.send_again()
    made.refresh_from_db()
    assert made.status == status


def test_one_that_came_back_and_failed_is_not_sent_without_its_words(alice):
    made = make.given_up(alice)
    end(made)
    tasks.empty_trash()
    attempt = make.attempt_of(made)
    believe(attempt.token, "event-1", attempt.remote_id, "COMPLETED", [make.RESULT])
    attempt.give_up("Its picture could not be fetched.", "expired")
    back = Generation.objects.shown().get()
    assert back.status == Status.FAILED
    assert not back.retry()
