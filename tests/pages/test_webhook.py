"""What the provider announces: believed when it is signed, and never a step back."""

import time

import pytest
from django.urls import reverse

from generator.models import Attempt, Status
from tests import make
from tests.pages.announcing import RESULTS, announce, believing, signed


@pytest.fixture(autouse=True)
def _believed(settings):
    believing(settings)


def state(made):
    made.refresh_from_db()
    return made.status


def test_completed_is_collected(stranger, alice):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "COMPLETED", attempt.remote_id, RESULTS)
    assert state(made) == Status.COLLECTING
    assert make.attempt_of(made).urls == RESULTS


def test_failed_is_failed_with_a_sentence(stranger, alice):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "FAILED", attempt.remote_id)
    assert state(made) == Status.FAILED
    assert made.failure.endswith(".")


@pytest.mark.parametrize("status", ["CREATED", "IN_PROGRESS", "PAUSED_BY_ALIENS"])
def test_everything_else_means_not_finished(stranger, alice, status):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, status, attempt.remote_id)
    assert state(made) == Status.GENERATING


@pytest.mark.parametrize("status", [Status.SUBMITTING, Status.UNCONFIRMED])
def test_an_event_proves_that_a_post_was_accepted(stranger, alice, status):
    made = make.generation(alice, status)
    announce(stranger, make.attempt_of(made).token, "IN_PROGRESS", "remote-77")
    assert state(made) == Status.GENERATING
    attempt = make.attempt_of(made)
    assert (attempt.remote_id, attempt.outcome) == ("remote-77", Attempt.Outcome.ACCEPTED)


def test_an_event_that_comes_before_the_answer_may_already_be_the_last(stranger, alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    announce(stranger, make.attempt_of(made).token, "COMPLETED", "remote-77", RESULTS)
    assert state(made) == Status.COLLECTING


def test_failed_after_completed_changes_nothing(stranger, alice):
    made = make.generation(alice, Status.COLLECTING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "FAILED", attempt.remote_id)
    assert state(made) == Status.COLLECTING


def test_the_same_event_twice_changes_nothing_more(stranger, alice):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "COMPLETED", attempt.remote_id, RESULTS)
    made.refresh_from_db()
    before = made.change
    announce(stranger, attempt.token, "COMPLETED", attempt.remote_id, RESULTS)
    made.refresh_from_db()
    assert made.change == before


@pytest.mark.parametrize("urls", [[], ["http://cdn.example.com/plain.png"], ["file:///etc/passwd"]])
def test_completed_without_an_address_to_fetch_from_is_not_completed(stranger, alice, urls):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "COMPLETED", attempt.remote_id, urls)
    assert state(made) == Status.GENERATING


def test_an_event_of_another_task_is_not_ours(stranger, alice):
    made = make.generation(alice, Status.GENERATING)
    announce(stranger, make.attempt_of(made).token, "FAILED", "another-task")
    assert state(made) == Status.GENERATING


@pytest.mark.parametrize(
    "headers",
    [
        lambda _: {},
        lambda body: signed(body, secret="guessed"),
        lambda body: signed(body + b" "),
        lambda body: signed(body, at=time.time() // 1 - 3600),
        lambda body: signed(body, at=int(time.time()) + 3600),
        lambda body: signed(body) | {"webhook-id": "msg_2"},
        lambda body: signed(body) | {"webhook-signature": "v1,"},
    ],
    ids=["none", "other secret", "other body", "old", "from the future", "other id", "empty"],
)
def test_what_is_not_signed_is_not_believed(stranger, alice, headers):
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "FAILED", attempt.remote_id, headers=headers)
    assert state(made) == Status.GENERATING


def test_without_a_secret_nothing_is_believed(stranger, alice, settings):
    settings.FREEPIK_WEBHOOK_SECRET = ""
    made = make.generation(alice, Status.GENERATING)
    attempt = make.attempt_of(made)
    announce(stranger, attempt.token, "FAILED", attempt.remote_id, headers=lambda body: signed(body, secret=""))
    assert state(made) == Status.GENERATING


def test_an_unknown_token_is_answered_like_any_other(stranger, alice):
    made = make.generation(alice, Status.GENERATING)
    announce(stranger, "unknown", "FAILED", make.attempt_of(made).remote_id)
    assert state(made) == Status.GENERATING


@pytest.mark.parametrize("body", [b"", b"junk", b"[]", b"{}", b'"x"', b"\xff", b'{"task_id": 5}', b"[" * 100_000])
def test_a_signed_body_that_makes_no_sense_is_answered_at_once(stranger, alice, body):
    made = make.generation(alice, Status.GENERATING)
    address = reverse("webhook", args=[make.attempt_of(made).token])
    answer = stranger.post(address, body, content_type="application/json", headers=signed(body))
    assert answer.status_code == 202
    assert state(made) == Status.GENERATING


def test_a_finished_generation_stays_as_it_is(stranger, alice):
    made = make.generation(alice, Status.SUCCEEDED)
    attempt = make.attempt_of(made)
    for status in ("FAILED", "COMPLETED", "CREATED"):
        announce(stranger, attempt.token, status, attempt.remote_id, RESULTS)
    assert state(made) == Status.SUCCEEDED
