"""The clock is set, by days, at any point of a generation's life: nothing is lost, nothing is sent twice.

A clock that is set forward by so much is the same as rows whose times are all so much earlier.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from generator.engine import schedule, weather
from generator.models import Member, Provider, Stray, UnclaimedPicture
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, status_of, wait_for, wait_until
from tests.engine.searching import Slow, lost

pytestmark = pytest.mark.usefixtures("search_soon")
JUMPS = [pytest.param(timedelta(days=3), id="forward"), pytest.param(timedelta(days=-3), id="back")]


def jump(by: timedelta) -> None:
    for model in apps.get_app_config("generator").get_models():
        times = [field.name for field in model._meta.get_fields() if isinstance(field, models.DateTimeField)]
        if times:
            model.objects.update(**{name: models.F(name) - by for name in times})


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("by", JUMPS)
@pytest.mark.parametrize("status", ["queued", "submitting", "unconfirmed", "generating", "collecting"])
def test_in_every_status(
    engine: Callable[..., Engine],
    alice: Member,
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    by: timedelta,
    restarted: bool,
) -> None:
    # What seems to be overdue is looked at more rarely.
    monkeypatch.setattr(schedule, "OVERDUE_FIRST", 0.2)
    made = ask(alice, "[drop] A quiet lake" if status == "unconfirmed" else "A quiet lake")
    kept: list[int] = []
    options = {"prepare": kept.append} if status == "collecting" else {}
    if status == "submitting":
        options["transport"] = Slow(1.0)
    with Sandbox(latency=1) as sandbox:
        if status == "queued":
            jump(by)
        else:
            with engine(url=sandbox.url, **options):
                wait_for(made, status)
                jump(by)
                if not restarted:
                    wait_until(lambda: status_of(made) == "succeeded" or UnclaimedPicture.objects.exists() or kept)
        with engine(url=sandbox.url):
            wait_until(lambda: status_of(made) == "succeeded" or UnclaimedPicture.objects.exists())
            # Whether the list was read shortly before it, nobody can say any more.
            if status == "unconfirmed" and status_of(made) != "succeeded":
                (stray,) = Stray.of_generation(made)
                assert stray.match(lost(made), "matched by admin")
            wait_for(made, "succeeded")
        assert sandbox.requests["post"] == 1
    assert made.pictures.count() == 1
    assert not Stray.objects.unclaimed().exists()


def test_what_seems_to_have_taken_days_does_not_make_the_next_one_wait(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    asked = [ask(alice, f"Lake {number}") for number in range(5)]
    with engine():
        for made in asked:
            wait_for(made, "succeeded")
    for made in asked:
        made.attempts.update(answered_at=timezone.now() - timedelta(days=3))
    with engine():
        wait_for(ask(alice, "A quiet lake"), "succeeded")


def test_a_hold_does_not_last_until_the_old_time_comes_again(
    engine: Callable[..., Engine], alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weather, "TRY_EXHAUSTED_SECONDS", 0.5)
    made = ask(alice, "[402] A quiet lake")
    with engine():
        wait_until(lambda: Provider.current().held)
    type(made).objects.update(prompt="A quiet lake")
    jump(timedelta(days=-3))
    with engine(transport=Wire(lambda _: None)):
        wait_for(made, "succeeded")
    assert Provider.current().notice == ""
    assert status_of(made) == "succeeded"
