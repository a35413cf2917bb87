"""How long a picture usually takes, and how far one is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator import durations
from generator.durations import Progress, measured, usual
from generator.imageapi import DEFAULT
from generator.models import Attempt, Generation, Status
from tests import make


def finished(author, *seconds, **fields):
    """Attempts that the provider took so long for, the oldest first."""
    for each in seconds:
        attempt = make.attempt_of(make.generation(author, Status.COLLECTING))
        accepted = attempt.sightings.get().at - timedelta(seconds=each)
        Attempt.objects.filter(pk=attempt.pk).update(answered_at=accepted, **fields)


def test_until_five_are_known_the_catalogue_is_believed(alice):
    finished(alice, 30, 30, 30, 30)
    assert usual.seconds(DEFAULT.key) == DEFAULT.usual_seconds
    finished(alice, 30)
    usual.forget()
    assert usual.seconds(DEFAULT.key) == 30


def test_it_is_the_middle_one_whatever_the_others_were(alice):
    finished(alice, 8, 3600, 9, 10, 0.1)
    assert measured() == {DEFAULT.key: 9}


def test_only_the_last_fifty_count(monkeypatch, alice):
    monkeypatch.setattr(durations, "LAST", 5)
    finished(alice, 100, 100, 100, 7, 7, 7, 7, 7)
    assert measured() == {DEFAULT.key: 7}


def test_every_model_has_its_own(alice):
    finished(alice, *[20] * 5)
    finished(alice, *[40] * 5, model="slow")
    finished(alice, *[60] * 4, model="rare")
    assert measured() == {DEFAULT.key: 20, "slow": 40}
    assert usual.seconds("rare") == DEFAULT.usual_seconds


def test_what_was_accepted_without_an_answer_says_nothing(alice):
    finished(alice, *[2] * 5, lost_at=timezone.now())
    assert measured() == {}


def test_it_is_one_query_and_not_one_for_every_card(alice):
    finished(alice, *[5] * 6)
    with CaptureQueriesContext(connection) as captured:
        assert {usual.seconds(DEFAULT.key) for _ in range(30)} == {5}
    assert len(captured) == 1


def progress(age, usual=10.0):
    return Progress(age, usual)


def test_the_bar_never_goes_back_and_never_ends():
    values = [progress(age / 4).value for age in range(4000)]
    assert values == sorted(values)
    assert values[0] == 0
    assert progress(5).value == pytest.approx(durations.AT_USUAL / 2)
    assert progress(10).value == durations.AT_USUAL
    assert max(values) <= durations.MOST < 100


def test_half_of_all_are_not_called_longer_than_usual():
    assert not progress(11).longer
    assert not progress(14.9).longer
    assert progress(15).longer
    # A second more is nothing, however quick the model is.
    assert not progress(2, usual=1.0).longer


def test_only_what_was_accepted_has_a_progress(alice):
    assert Progress.of(make.generation(alice)) is None
    made = make.generation(alice, Status.GENERATING)
    Generation.objects.filter(pk=made.pk).update(accepted_at=timezone.now() - timedelta(seconds=30))
    made.refresh_from_db()
    found = Progress.of(made)
    assert found is not None
    assert 29 < found.age < 60
    assert found.longer


def test_a_clock_that_was_set_back_begins_at_the_beginning(alice):
    made = make.generation(alice, Status.GENERATING)
    made.accepted_at = timezone.now() + timedelta(minutes=5)
    found = Progress.of(made)
    assert found is not None
    assert found.value == 0
