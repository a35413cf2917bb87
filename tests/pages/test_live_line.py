"""Places go to all open pages as one small message: when they have changed, and now and then anyway."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generator import live
from generator.models import Feed, Provider, Status
from tests import make


@pytest.fixture
def places(monkeypatch):
    monkeypatch.setattr(live, "LINE_SECONDS", 0.0)
    monkeypatch.setattr(live, "LINE_SECONDS_EACH", 0.0)
    return live.Places()


def news(places):
    text = places.news(Feed.newest())
    return json.loads(text) if text else None


def test_the_order_is_told_once_and_again_when_it_has_changed(places, alice, bob):
    first, second = make.generation(alice), make.generation(bob)
    assert news(places)["order"] == [first.pk, second.pk]
    assert news(places) is None
    first.cancel()
    assert news(places) == {"order": [second.pk], "when": [[1, "goes out in a moment"]]}


def test_new_words_are_told_although_the_order_is_the_same(places, alice):
    make.generation(alice)
    news(places)
    Provider.announce("The provider cannot be reached.")
    assert news(places)["when"] == [[1, "held up for now"]]


def test_the_same_is_told_again_after_a_while(monkeypatch, places, alice):
    make.generation(alice)
    assert news(places)
    monkeypatch.setattr(live, "LINE_AGAIN_SECONDS", 0.0)
    assert news(places)


def test_an_empty_line_is_silent_and_costs_nothing_until_something_changes(places, alice):
    make.generation(alice, Status.SUCCEEDED)
    number = Feed.newest()
    assert places.news(number) == ""
    with CaptureQueriesContext(connection) as captured:
        assert places.news(number) == ""
    assert len(captured) == 0
    made = make.generation(alice)
    assert news(places)["order"] == [made.pk]


def test_places_are_told_at_most_every_other_second_and_of_a_long_line_less_often(alice):
    clock = [100.0]
    places = live.Places(clock=lambda: clock[0])
    made = make.group(alice, 100)
    assert news(places)
    for one, seconds in ((made[0], 2.9), (made[1], 0.2)):
        one.cancel()
        clock[0] += seconds
        told = news(places)
    assert len(told["order"]) == 98
    assert clock[0] == pytest.approx(103.1)


def test_a_thousand_in_line_are_a_few_kilobytes(monkeypatch, places, alice):
    make.group(alice, 30)
    message = places.news(Feed.newest())
    assert len(message) < 300
    assert "\n" not in message
    monkeypatch.setattr(live, "MOST_IN_LINE", 10)
    make.generation(alice)
    assert len(news(places)["order"]) == 10
