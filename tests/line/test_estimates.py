"""When a picture will be there: as honest as the budget allows, and nothing where nobody can know."""

import itertools
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from generator import line
from generator.durations import in_words
from generator.engine import budget
from generator.imageapi import DEFAULT, MODELS
from generator.line import AS_SOON_AS_IT_CAN, HELD_UP, IN_A_MOMENT, Pace
from generator.models import Attempt, Generation, Provider, Status
from tests import make


@pytest.fixture(autouse=True)
def _ten_a_minute(settings):
    settings.FREEPIK_RATE_LIMIT = 10


def words():
    return [standing.when for standing in line.read().standings.values()]


def used(count, seconds_ago, paused_until=0.0):
    """So many requests left the studio so long ago."""
    noted = {"seconds": {str(int(time.time() - seconds_ago)): count}, "paused_until": paused_until}
    Provider.objects.update(requests=noted)


def waiting_for(seconds):
    Generation.objects.filter(status=Status.QUEUED).update(queued_at=timezone.now() - timedelta(seconds=seconds))


def first(count, pace):
    return [round(seconds) for seconds in itertools.islice(pace.room(), count)]


def test_the_line_knows_the_budget_of_the_engine():
    assert line.WINDOW_SECONDS == budget.WINDOW_SECONDS
    assert abs(line.SUBMITTING_SHARE + budget.WATCHING_SHARE - 1) < 1e-9


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 60, 300])
def test_as_many_leave_at_once_as_the_engine_lets_go(settings, limit):
    settings.FREEPIK_RATE_LIMIT = limit
    engines = budget.Budget(limit, clock=lambda: 1000.0)
    leaving = sum(engines.take(for_submission=True) for _ in range(limit))
    assert first(limit, Pace(1000.0, line.share({}), [], [])).count(0) == leaving


def test_with_room_the_first_go_out_in_a_moment_and_no_seconds_are_told(alice):
    make.group(alice, 3)
    assert words() == [IN_A_MOMENT] * 3


def test_who_finds_no_room_waits_for_the_window_and_then_the_usual_time(alice):
    used(8, seconds_ago=21)
    make.generation(alice)
    # 40 seconds until the eight are forgotten, and the 12 of the catalogue.
    assert words() == ["picture in about 1 min"]


def test_every_picture_takes_two_requests_where_nothing_is_announced(alice):
    used(8, seconds_ago=1)
    make.group(alice, 12)
    assert words() == ["picture in about 2 min"] * 4 + ["picture in about 3 min"] * 4 + ["picture in about 4 min"] * 4
    Provider.objects.update(webhooks_work=True)
    assert words() == ["picture in about 2 min"] * 8 + ["picture in about 3 min"] * 4


def test_what_is_under_way_will_be_looked_at_first(alice, bob):
    used(8, seconds_ago=1)
    mine = make.generation(bob)
    assert words() == ["picture in about 2 min"]
    for _ in range(8):
        make.generation(alice, Status.GENERATING)
    Attempt.objects.update(started_at=timezone.now() - timedelta(hours=1))
    assert line.read().standings[mine.pk].when == "picture in about 3 min"


def test_the_window_slides():
    pace = Pace(now=100.0, share=3, used=[50.0, 60.0, 90.0], sent=[])
    assert first(7, pace) == [11, 21, 51, 72, 82, 112, 133]


def test_a_pause_with_a_known_end_is_waited_for(alice):
    used(0, seconds_ago=1, paused_until=time.time() + 200)
    make.generation(alice)
    assert words() == ["picture in about 4 min"]


def test_what_left_since_the_engine_last_noted_it_counts(alice, bob):
    used(1, seconds_ago=30)
    Provider.objects.update(webhooks_work=True)
    make.generation(alice)
    assert words() == [IN_A_MOMENT]
    for _ in range(8):
        make.generation(bob, Status.GENERATING)
    assert words() == ["picture in about 2 min"]


@pytest.mark.parametrize("held", [True, False])
def test_while_a_notice_is_up_no_time_is_told(alice, held):
    make.group(alice, 2)
    Provider.announce("The provider asks everybody to slow down.", held)
    assert words() == [HELD_UP] * 2
    Provider.announce("")
    assert words() == [IN_A_MOMENT] * 2


def test_where_nothing_goes_out_although_there_is_room_no_time_is_told(alice):
    make.group(alice, 40)
    waiting_for(60)
    assert words() == [AS_SOON_AS_IT_CAN] * 40


def test_who_has_just_come_does_not_make_a_line_stand_still(alice):
    make.generation(alice)
    waiting_for(5)
    assert words() == [IN_A_MOMENT]


def test_a_line_that_moves_does_not_stand_still():
    room = {"now": 1000.0, "share": 8, "used": []}
    assert Pace(**room, sent=[]).stands_still(900.0)
    assert not Pace(**room, sent=[995.0]).stands_still(900.0)
    # Room that was made by what has just left the window.
    assert not Pace(**room, sent=[1000.0 - 65]).stands_still(900.0)
    assert not Pace(**room, sent=[], paused_until=995.0).stands_still(900.0)
    assert not Pace(1000.0, 8, [990.0] * 8, []).stands_still(900.0)


def test_the_engine_sends_only_so_many_a_second(settings, alice):
    settings.FREEPIK_RATE_LIMIT = 10_000
    make.group(alice, 80)
    told = words()
    assert told[0] == IN_A_MOMENT
    assert told[-1] == "picture in about 20 s"


def test_the_usual_time_is_that_of_the_model(monkeypatch, alice):
    used(8, seconds_ago=21)
    make.generation(alice)
    monkeypatch.setitem(MODELS, DEFAULT.key, replace(DEFAULT, usual_seconds=300.0))
    assert words() == ["picture in about 6 min"]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "a few seconds"),
        (7.0, "a few seconds"),
        (8.0, "about 10 s"),
        (21.0, "about 30 s"),
        (50.0, "about 50 s"),
        (51.0, "about 1 min"),
        (70.0, "about 1 min"),
        (71.0, "about 2 min"),
        (600.0, "about 10 min"),
        (601.0, "about 15 min"),
        (3300.0, "about 55 min"),
        (3301.0, "about 1 h"),
        (9000.0, "about 3 h"),
    ],
)
def test_times_are_said_roughly_and_generously(seconds, said):
    assert in_words(seconds) == said


def test_the_limit_may_have_been_lowered_by_the_providers_own_answers() -> None:
    assert line.share({"limit": 50}) == 40
