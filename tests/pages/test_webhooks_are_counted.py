"""Every webhook is of one kind, and an admin sees how many of each have come."""

import base64
import time

import pytest
from django.utils import timezone

from generator.models import Status, WebhookCount
from generator.models.webhooks import Kind
from tests import make
from tests.pages.announcing import RESULTS, announce, believing, counted, deliver, event, signed


@pytest.fixture(autouse=True)
def _believed(settings):
    believing(settings)


@pytest.fixture
def made(alice):
    return make.generation(alice, Status.GENERATING)


@pytest.fixture
def attempt(made):
    return make.attempt_of(made)


def state(made):
    made.refresh_from_db()
    return made.status


def test_every_kind_has_its_row(db):
    assert list(WebhookCount.objects.values_list("kind", flat=True)) == Kind.values


def test_a_good_one_is_believed_and_its_time_is_told(stranger, made, attempt):
    announce(stranger, attempt.token, "COMPLETED", attempt.remote_id, RESULTS)
    assert (state(made), counted()) == (Status.COLLECTING, {"believed": 1})
    last = WebhookCount.objects.get(kind=Kind.BELIEVED).last_at
    assert 0 <= (timezone.now() - last).total_seconds() < 30


BYTES = b"\x00\xffa key of many bytes\x10\x80"


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("gehéim und lang", "gehéim und lang".encode()),
        ("whsec_gehéim", "gehéim".encode()),
        ("whsec_gehéim", "whsec_gehéim".encode()),
        (base64.b64encode(BYTES).decode(), BYTES),
        ("whsec_" + base64.b64encode(BYTES).decode(), BYTES),
        (BYTES.hex(), BYTES),
        (BYTES.hex().upper(), BYTES),
        ("whsec_" + BYTES.hex(), BYTES),
        (BYTES.hex(), BYTES.hex().encode()),
    ],
    ids=str,
)
def test_the_secret_may_be_written_in_every_form(stranger, settings, made, attempt, secret, key):
    settings.FREEPIK_WEBHOOK_SECRET = secret
    announce(stranger, attempt.token, "FAILED", attempt.remote_id, headers=lambda body: signed(body, key))
    assert (state(made), counted()) == (Status.FAILED, {"believed": 1})


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (Kind.UNSIGNED, lambda _: {}),
        (Kind.UNSIGNED, lambda body: signed(body) | {"webhook-signature": ""}),
        (Kind.UNSIGNED, lambda body: signed(body) | {"webhook-id": ""}),
        (Kind.UNSIGNED, lambda body: signed(body) | {"webhook-timestamp": ""}),
        (Kind.FORGED, lambda body: signed(body, "guessed")),
        (Kind.FORGED, lambda body: signed(body + b" ")),
        (Kind.FORGED, lambda body: signed(body) | {"webhook-id": "msg_2"}),
        (Kind.FORGED, lambda body: signed(body) | {"webhook-timestamp": str(int(time.time()) + 1)}),
        (Kind.FORGED, lambda body: signed(body) | {"webhook-timestamp": "soon"}),
        (Kind.STALE, lambda body: signed(body, at=time.time() - 310)),
        (Kind.STALE, lambda body: signed(body, at=time.time() + 310)),
    ],
)
def test_what_cannot_be_believed_changes_nothing(stranger, made, attempt, kind, headers):
    announce(stranger, attempt.token, "FAILED", attempt.remote_id, headers=headers)
    assert (state(made), counted()) == (Status.GENERATING, {kind: 1})


def test_five_minutes_less_a_little_are_in_time(stranger, made, attempt):
    late = signed(event(attempt.remote_id, "FAILED"), at=time.time() - 290)
    deliver(stranger, attempt.token, event(attempt.remote_id, "FAILED"), late)
    assert (state(made), counted()) == (Status.FAILED, {"believed": 1})


def test_without_a_secret_none_is_expected(stranger, settings, made, attempt):
    settings.FREEPIK_WEBHOOK_SECRET = ""
    announce(stranger, attempt.token, "FAILED", attempt.remote_id)
    assert (state(made), counted()) == (Status.GENERATING, {"unexpected": 1})


def test_an_address_of_no_attempt(stranger, made, attempt):
    announce(stranger, "unknown", "FAILED", attempt.remote_id)
    assert (state(made), counted()) == (Status.GENERATING, {"unknown": 1})


def test_a_task_that_is_not_the_attempts(stranger, made, attempt):
    announce(stranger, attempt.token, "FAILED", "another-task")
    assert (state(made), counted()) == (Status.GENERATING, {"other": 1})


def test_an_unanswered_attempt_is_not_given_the_task_of_another(stranger, alice, attempt):
    waiting = make.generation(alice, Status.UNCONFIRMED)
    announce(stranger, make.attempt_of(waiting).token, "FAILED", attempt.remote_id)
    assert (state(waiting), counted()) == (Status.UNCONFIRMED, {"other": 1})


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.COLLECTING, "FAILED"),
        (Status.COLLECTING, "IN_PROGRESS"),
        (Status.COLLECTING, "COMPLETED"),
        (Status.SUCCEEDED, "CREATED"),
        (Status.SUCCEEDED, "COMPLETED"),
    ],
)
def test_what_comes_out_of_order_is_late(stranger, alice, status, said):
    made = make.generation(alice, status)
    before, attempt = made.change, make.attempt_of(made)
    announce(stranger, attempt.token, said, attempt.remote_id, RESULTS)
    assert (state(made), made.change) == (status, before)
    assert counted() == {"late": 1}


def test_the_same_id_again_is_told_from_news(stranger, made, attempt):
    body = event(attempt.remote_id, "COMPLETED", RESULTS)
    headers = signed(body)
    for _ in range(3):
        deliver(stranger, attempt.token, body, headers)
    # Signed anew, as the provider's next try would be, and with something else to say.
    for said in (body, event(attempt.remote_id, "FAILED")):
        deliver(stranger, attempt.token, said, signed(said, message=headers["webhook-id"]))
    assert (state(made), counted()) == (Status.COLLECTING, {"believed": 1, "repeated": 4})


def test_an_id_that_was_not_believed_is_not_used_up(stranger, made, attempt):
    body = event(attempt.remote_id, "FAILED")
    headers = signed(body, message="msg_1")
    deliver(stranger, attempt.token, body, headers | {"webhook-signature": "v1,forged"})
    deliver(stranger, "unknown", body, headers)
    deliver(stranger, attempt.token, body, headers)
    assert (state(made), counted()) == (Status.FAILED, {"forged": 1, "unknown": 1, "believed": 1})
