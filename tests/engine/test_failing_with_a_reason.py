"""What the provider will not make ends as failed, with a sentence that its author can read."""

from collections.abc import Callable

import pytest

from generator.engine.submit import MISSING_REFERENCE, WRONG_MODEL
from generator.models import Generation, Member, Reference
from generator.models.ledger import NO_REASON
from generator.sandbox.server import Sandbox
from tests import make
from tests.engine.driving import Engine, ask, stays, wait_for


def test_a_task_that_fails_at_the_provider(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[fail] A quiet lake")
    with engine():
        wait_for(made, "failed")
    assert made.failure == NO_REASON
    assert made.finished_at


def test_a_rejected_request_quotes_the_provider(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member
) -> None:
    made, other = ask(alice, "[400] A quiet lake"), ask(bob, "A loud sea")
    with engine():
        wait_for(made, "failed")
        wait_for(other, "succeeded")
    assert "'prompt' is not valid" in made.failure
    attempt = made.attempts.get()
    assert (attempt.outcome, attempt.http_status) == ("rejected", 400)


def test_a_failed_one_can_be_tried_again_as_a_new_attempt(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[fail] A quiet lake")
    with engine():
        wait_for(made, "failed")
        Generation.objects.filter(pk=made.pk).update(prompt="A quiet lake")
        assert made.retry()
        wait_for(made, "succeeded")
    assert made.attempts.count() == 2
    assert made.failure == ""


@pytest.mark.parametrize("purged", [False, True])
def test_a_reference_that_is_gone_fails_before_anything_is_sent(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, purged: bool
) -> None:
    reference = Reference.keep(make.picture(), "cat.png", alice)
    reference.file.storage.delete(reference.file.name)
    if purged:
        Reference.objects.update(file="", thumbnail="")
    made = ask(alice, "Put a hat on it", [reference])
    with engine():
        wait_for(made, "failed")
    assert made.failure == MISSING_REFERENCE
    assert sandbox.requests["post"] == 0
    assert not made.attempts.exists()


def test_a_model_that_is_no_longer_offered_fails_before_anything_is_sent(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    Generation.objects.filter(pk=made.pk).update(model="retired")
    with engine():
        wait_for(made, "failed")
    assert made.failure == WRONG_MODEL
    assert sandbox.requests["post"] == 0


def test_what_is_canceled_before_it_is_sent_is_never_sent(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    canceled, other = ask(alice, "A quiet lake"), ask(alice, "A loud sea")
    assert canceled.cancel()
    with engine():
        wait_for(other, "succeeded")
        assert stays(lambda: sandbox.requests["post"] == 1, 0.3)
    assert [post.prompt for post in sandbox.posts] == ["A loud sea"]


def test_what_is_on_its_way_cannot_be_canceled(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[never] A quiet lake")
    with engine():
        wait_for(made, "generating")
        assert not made.cancel()
