"""Whoever watches over the machine is told what works."""

import contextlib

import pytest
from django.db import OperationalError, connection

from generator.models import Lease
from generator.models.leases import ENGINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading():
    Lease.take(ENGINE, "somebody", 30)


def test_all_is_well(client, leading):
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {"healthy": True, "database": "ok", "queue": "ok", "storage": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_nobody_leads(client):
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json() == {"healthy": False, "database": "ok", "queue": "down", "storage": "ok"}


def test_a_leader_who_stopped_renewing_does_not_count(client):
    Lease.take(ENGINE, "somebody", -60)
    assert client.get("/healthz/").json()["queue"] == "down"


def test_the_storage_cannot_be_written(client, leading, media):
    media.write_text("a file where a folder should be")
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json()["storage"] == "down"


def test_the_database_does_not_answer(client, leading):
    def broken(*_):
        raise OperationalError("the disk is gone")

    with contextlib.ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(broken))
        answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json() == {"healthy": False, "database": "down", "queue": "down", "storage": "ok"}


def test_it_leaves_nothing_behind(client, leading, media):
    for _ in range(3):
        client.get("/healthz/")
    assert len(list(media.iterdir())) == 1
