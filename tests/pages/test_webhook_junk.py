"""Whoever has the address of a webhook and no secret: answered alike, counted, and cheap."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generator.models import Generation, Status, WebhookCount, WebhookId
from tests import make
from tests.pages.announcing import believing, counted, deliver, event, signed

JUNK = {
    "nothing": b"",
    "words": b"junk",
    "a list": b"[]",
    "an empty object": b"{}",
    "not UTF-8": b"\xff\xfe\x00{",
    "an id that is none": b'{"task_id": 5, "status": "COMPLETED"}',
    "a path for an id": b'{"task_id": "../../x", "status": "FAILED"}',
    "nested": b"[" * 100_000,
    "nested objects": b'{"data":' * 20_000,
    "a long number": b'{"task_id": ' + b"9" * 100_000 + b"}",
    "over the limit": json.dumps({"task_id": "t", "status": "FAILED", "x": "y" * 300_000}).encode(),
}


@pytest.fixture(autouse=True)
def _believed(settings):
    believing(settings)


@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK.keys())
def test_unsigned_junk_is_unsigned_and_signed_junk_unreadable(stranger, alice, body):
    made = make.generation(alice, Status.GENERATING)
    token = make.attempt_of(made).token
    deliver(stranger, token, body, {})
    deliver(stranger, token, body, signed(body))
    assert counted() == {"unsigned": 1, "unreadable": 1}
    made.refresh_from_db()
    assert made.status == Status.GENERATING


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_what_it_calls_itself_does_not_matter(stranger, alice, kind):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    body = event(attempt.remote_id, "FAILED")
    deliver(stranger, attempt.token, body, signed(body), kind)
    assert counted() == {"believed": 1}


def test_a_body_of_megabytes_is_not_even_read(stranger, alice):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    body = event(attempt.remote_id, "FAILED") + b" " * 5_000_000
    deliver(stranger, attempt.token, body, signed(body))
    assert counted() == {"unreadable": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-id": "é" * 5000, "webhook-timestamp": "1", "webhook-signature": "v1,x"},
        {"webhook-id": "m", "webhook-timestamp": "9" * 5000, "webhook-signature": "v1,x"},
        {"webhook-id": "m", "webhook-timestamp": "1", "webhook-signature": "v1,x " * 1500},
        {"webhook-id": "m", "webhook-timestamp": "-1", "webhook-signature": ","},
    ],
)
def test_odd_headers_are_a_bad_signature(stranger, alice, headers):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    deliver(stranger, attempt.token, event(attempt.remote_id, "FAILED"), headers)
    assert counted() == {"forged": 1}


def test_a_flood_costs_one_update_a_post_and_leaves_no_rows(stranger, alice):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    address = reverse("webhook", args=[attempt.token])
    rows = WebhookCount.objects.count()
    with CaptureQueriesContext(connection) as captured:
        for number in range(100):
            stranger.post(address, b"junk", content_type="text/plain", headers={"webhook-id": str(number)})
            stranger.post(address, b"{}", content_type="text/plain", headers=signed(b"{}", "guessed"))
    assert len(captured) == 200
    assert counted() == {"unsigned": 100, "forged": 100}
    assert (WebhookCount.objects.count(), WebhookId.objects.count()) == (rows, 0)
    assert Generation.objects.get().status == Status.GENERATING


def test_what_is_signed_costs_a_handful(stranger, alice):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    body = event(attempt.remote_id, "FAILED")
    headers = signed(body)
    deliver(stranger, attempt.token, body, headers)
    with CaptureQueriesContext(connection) as captured:
        deliver(stranger, attempt.token, body, headers)
    assert counted() == {"believed": 1, "repeated": 1}
    # Of them two are the savepoint that the transaction is here.
    assert len(captured) <= 6
