"""A stray is matched once, with all that was kept of it, or dismissed."""

import pytest
from django.db import connection

from generator.models import Attempt, Picture, Status, Stray
from tests import make


@pytest.fixture
def lost(alice):
    return make.generation(alice, Status.UNCONFIRMED)


def test_all_its_pictures_become_the_attempts(lost):
    stray = make.stray(lost, pictures=2)
    assert stray.match(make.attempt_of(lost), "matched by hand")
    kept = lost.pictures.order_by("index")
    assert [picture.file.name for picture in kept] == [picture.file.name for picture in stray.pictures.all()]
    assert not set(kept.values_list("uuid")) & set(stray.pictures.values_list("uuid"))


def test_without_pictures_it_is_watched_like_any_other(lost):
    assert make.stray(lost, pictures=0).match(make.attempt_of(lost), "matched by hand")
    lost.refresh_from_db()
    assert lost.status == Status.GENERATING


def test_what_another_attempt_has_is_not_matched(lost, bob):
    stray = make.stray(lost)
    make.attempt_of(make.generation(bob, Status.UNCONFIRMED)).accepted(stray.remote_id, how="announced by a webhook")
    assert not stray.match(make.attempt_of(lost), "matched by hand")
    assert not Picture.objects.exists()
    lost.refresh_from_db()
    assert lost.status == Status.UNCONFIRMED


def test_a_dismissed_one_is_nobodys_candidate(lost):
    make.attempt_of(lost).searched([make.attempt_of(lost).pk] * 3, most=150)
    stray = make.stray(lost)
    assert stray.dismiss()
    assert not stray.dismiss()
    assert not Stray.objects.candidates().exists()
    assert not Stray.of_generation(lost).exists()
    assert Stray.adopt() == 0
    assert Stray.unknown([stray.remote_id]) == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
@pytest.mark.parametrize(
    "rows",
    [lambda: Attempt.of_remote_task("one", "two"), lambda: Stray.objects.unclaimed()],
    ids=["ids", "unclaimed"],
)
def test_remote_ids_are_found_by_an_index(db, rows):
    sql, parameters = rows().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        plan = [step for *_, step in cursor.fetchall()]
    assert [step for step in plan if "one_attempt_a_remote_task" in step], plan
    assert not [step for step in plan if step in ("SCAN generator_attempt", "SCAN U0")], plan
