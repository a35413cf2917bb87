"""Who stands where, and in which order that is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generator import line
from generator.durations import usual
from generator.line import Standing
from generator.models import Generation, Status
from tests import make


def places():
    return {id: standing.place for id, standing in line.read().standings.items()}


def test_nobody_in_line_costs_one_query(alice):
    make.generation(alice, Status.GENERATING)
    with CaptureQueriesContext(connection) as captured:
        assert line.read().standings == {}
    assert len(captured) == 1


def test_members_stand_in_turn(alice, bob):
    first, second, third = make.group(alice, 3)
    other = make.generation(bob)
    assert list(places()) == [first.pk, other.pk, second.pk, third.pk]
    assert places()[other.pk] == 2


def test_what_is_at_the_provider_counts_as_turns_taken(alice, bob):
    make.generation(alice, Status.GENERATING)
    make.generation(alice, Status.UNCONFIRMED)
    mine, theirs = make.generation(alice), make.generation(bob)
    assert places() == {theirs.pk: 1, mine.pk: 2}


def test_what_is_over_counts_for_nothing(alice, bob):
    for status in (Status.SUCCEEDED, Status.FAILED, Status.CANCELED):
        make.generation(alice, status)
    mine, theirs = make.generation(alice), make.generation(bob)
    assert places() == {mine.pk: 1, theirs.pk: 2}


def test_who_cancels_lets_the_others_move_up(alice, bob):
    first, second = make.generation(alice), make.generation(bob)
    assert places()[second.pk] == 2
    first.cancel()
    assert places() == {second.pk: 1}


def test_a_long_line_costs_no_more_queries_than_a_short_one(alice, bob):
    make.generation(alice)
    with CaptureQueriesContext(connection) as few:
        line.read()
    make.group(bob, 40)
    make.generation(alice, Status.GENERATING)
    usual.forget()
    with CaptureQueriesContext(connection) as many:
        line.read()
    assert len(many) == len(few) <= 5


def test_no_query_reads_through_the_history(alice):
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    make.generation(alice)
    with CaptureQueriesContext(connection) as captured:
        line.read()
    with connection.cursor() as cursor:
        for query in captured:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            for *_, step in cursor.fetchall():
                whole = step.startswith("SCAN") and "INDEX" not in step and "LIMIT" not in query["sql"]
                assert not whole, query["sql"]
                assert "TEMP B-TREE" not in step, query["sql"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (1, "Next in line"),
        (2, "2nd in line"),
        (3, "3rd in line"),
        (4, "4th in line"),
        (11, "11th in line"),
        (12, "12th in line"),
        (13, "13th in line"),
        (21, "21st in line"),
        (112, "112th in line"),
        (1003, "1003rd in line"),
    ],
)
def test_places_are_said_as_people_say_them(place, words):
    assert Standing(place, "").where == words


def test_the_message_says_the_same_words_once(alice):
    made = make.group(alice, 4)
    told = line.Line(
        {
            one.pk: Standing(place, when)
            for place, (one, when) in enumerate(zip(made, ["soon", "soon", "later", "soon"], strict=True), 1)
        }
    )
    ids = [one.pk for one in made]
    assert told.as_json(10) == {"order": ids, "when": [[2, "soon"], [1, "later"], [1, "soon"]]}
    assert told.as_json(1) == {"order": ids[:1], "when": [[1, "soon"]]}


def test_the_line_is_the_order_of_the_rows_that_wait(alice):
    make.group(alice, 5)
    assert set(places()) == set(Generation.objects.filter(status=Status.QUEUED).values_list("pk", flat=True))
