"""An event has its effect once: not twice for two deliveries, and not never for a delivery that died half way."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone

from generator.imageapi.signatures import TOLERANCE_SECONDS
from generator.models import Status, WebhookId
from generator.models.webhooks import FORGETTING, REMEMBERED, Kind
from tests import make
from tests.pages.announcing import RESULTS, announce, believing, counted, deliver, event, signed


@pytest.fixture(autouse=True)
def _believed(settings):
    believing(settings)


def at_once(count, action):
    """Run `action()` in so many threads that start together."""
    gate, errors = threading.Barrier(count), []

    def run():
        try:
            gate.wait(5)
            action()
        except Exception as error:  # noqa: BLE001 - raised below, in the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if errors:
        raise errors[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [Status.GENERATING, Status.UNCONFIRMED])
def test_two_deliveries_at_the_same_moment(alice, status):
    for number in range(4):
        made = make.generation(alice, status)
        attempt = make.attempt_of(made)
        body = event(attempt.remote_id or f"remote-{number}", "COMPLETED", RESULTS)
        headers = signed(body)
        before = made.change
        at_once(
            2, lambda attempt=attempt, body=body, headers=headers: deliver(Client(), attempt.token, body, headers)
        )
        made.refresh_from_db()
        # From unconfirmed it takes two steps: accepted, and finished.
        assert (made.status, made.change - before) == (Status.COLLECTING, 1 if status == Status.GENERATING else 2)
        assert attempt.sightings.count() == 1
    assert counted() == {"believed": 4, "repeated": 4}
    assert WebhookId.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_many_strangers_at_the_same_moment_are_all_counted():
    at_once(8, lambda: [deliver(Client(), "guessed", b"junk", {}) for _ in range(10)])
    assert counted() == {"unsigned": 80}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["generator_sighting", "generator_generation", "generator_webhookcount"])
def test_a_delivery_that_died_half_way_is_believed_the_second_time(stranger, alice, table):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    body = event(attempt.remote_id, "COMPLETED", RESULTS)
    headers = signed(body)

    def dies(execute, sql, *rest):
        if sql.startswith(("UPDATE", "INSERT")) and table in sql:
            raise OperationalError("the power is gone")
        return execute(sql, *rest)

    with connection.execute_wrapper(dies), pytest.raises(OperationalError):
        deliver(stranger, attempt.token, body, headers)
    made.refresh_from_db()
    assert (made.status, counted(), WebhookId.objects.count()) == (Status.GENERATING, {}, 0)
    deliver(stranger, attempt.token, body, headers)
    made.refresh_from_db()
    assert (made.status, counted()) == (Status.COLLECTING, {Kind.BELIEVED: 1})


def test_an_id_is_remembered_for_longer_than_a_signature_is_good():
    # From that long before the timestamp to that long after it.
    assert REMEMBERED.total_seconds() > 2 * TOLERANCE_SECONDS


def test_old_ids_are_forgotten_now_and_then(stranger, alice):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    announce(stranger, attempt.token, "IN_PROGRESS", attempt.remote_id)
    now = timezone.now()
    WebhookId.objects.bulk_create(
        WebhookId(digest=f"old {number}", at=now - REMEMBERED - timedelta(seconds=number + 1))
        for number in range(200)
    )
    WebhookId.objects.create(digest="new", at=now - REMEMBERED + timedelta(seconds=60))
    for _ in range(FORGETTING):
        announce(stranger, attempt.token, "IN_PROGRESS", attempt.remote_id)
    assert not WebhookId.objects.filter(digest__startswith="old").exists()
    assert WebhookId.objects.count() == FORGETTING + 2
