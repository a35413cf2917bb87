"""A page of thirty rows costs as many queries as a page of three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generator import live
from generator.durations import usual
from generator.models import Favourite, Feed, ReferenceUse, Status
from tests import make

STATUSES = (Status.SUCCEEDED, Status.QUEUED, Status.GENERATING, Status.FAILED)


def queries(action):
    usual.forget()
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured]


def grow(authors, rows):
    for number in range(rows):
        made = make.generation(
            authors[number % len(authors)], STATUSES[number % len(STATUSES)], prompt=f"Lake {number}"
        )
        reference = make.reference(authors[0], (number, 90, 90))
        ReferenceUse.objects.create(generation=made, reference=reference, position=1)


@pytest.mark.parametrize("address", ["/", "/?scope=mine", "/generations/", "/generations/?scope=mine"])
def test_the_history(as_alice, alice, bob, admin, address):
    grow([alice], 4)
    as_alice.get(address)
    few = queries(lambda: as_alice.get(address))
    grow([alice, bob, admin], 26)
    many = queries(lambda: as_alice.get(address))
    assert len(many) == len(few) <= 14, "\n".join(many)


def test_a_page_deep_in_the_history(as_alice, alice):
    grow([alice], 33)
    top = queries(lambda: as_alice.get("/generations/"))
    before = {"before": alice.generations.order_by("-id")[30].pk}
    deep = queries(lambda: as_alice.get("/generations/", before))
    assert len(deep) <= len(top) + 1
    assert [sql for sql in top + deep if "OFFSET" in sql or "COUNT(" in sql] == []


@pytest.mark.parametrize("address", ["/", "/?status=succeeded", "/?favourites=yes", "/?favourites=yes&scope=mine"])
def test_the_rest_of_a_set_is_found_by_its_number(as_alice, alice, address):
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    make.group(alice, 4, status=Status.SUCCEEDED)
    for _ in range(28):
        make.generation(alice, Status.SUCCEEDED)
    Favourite.objects.bulk_create(Favourite(member=alice, generation=one) for one in alice.generations.all())
    asked = [sql for sql in queries(lambda: as_alice.get(address)) if '."group" IN (' in sql]
    assert asked
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            first, *_ = [step for *_, step in cursor.fetchall()]
            assert "author_id=? AND group=?" in first, sql
            # With many rows it would rather begin with one of these, and go through all of them.
            assert '"status" = ' not in sql
            assert 'JOIN "generator_favourite"' not in sql


def test_the_page_of_a_generation(as_alice, alice):
    small, large = make.group(alice, 1, status=Status.SUCCEEDED), make.group(alice, 4, status=Status.SUCCEEDED)
    for number, colour in enumerate(("red", "lime", "blue"), 1):
        ReferenceUse.objects.create(generation=large[0], reference=make.reference(alice, colour), position=number)
    few, many = (
        queries(lambda made=made: as_alice.get(reverse("generation", args=[made[0].uuid]))) for made in (small, large)
    )
    assert len(many) == len(few) <= 10, "\n".join(many)


def test_what_is_live(as_alice, alice, bob):
    start = Feed.newest()
    viewer = live.viewer_of(alice, "team")
    grow([alice, bob], 4)
    few = queries(lambda: live.since(start, viewer))
    grow([alice, bob], 27)
    many = queries(lambda: live.since(start, viewer))
    assert len(many) == len(few) <= 10, "\n".join(many)


def test_sending_eight_costs_no_more_than_sending_two(as_alice):
    as_alice.post("/generations/", {"prompt": "A lake", "count": 2})
    two, eight = (
        queries(lambda count=count: as_alice.post("/generations/", {"prompt": f"Lake {count}", "count": count}))
        for count in (2, 8)
    )
    assert len(two) == len(eight)
