"""The provider's limit is kept to the request, also over a change of leaders."""

from collections.abc import Callable

from generator.models import Generation, Member, Provider
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, ask, stays, wait_until


def test_forty_at_once_overrun_no_limit_of_sixty(engine: Callable[..., Engine], alice: Member) -> None:
    for number in range(40):
        ask(alice, f"{'[never]' if number % 4 else ''} Lake {number}")
    with Sandbox(rate_limit=60) as sandbox, engine(url=sandbox.url, rate_limit=60):
        # From here on nothing is sent: the rest of the minute is for watching.
        wait_until(lambda: used(sandbox) >= 48)
        assert stays(lambda: used(sandbox) <= 60, 1.5)
        assert sandbox.requests["answered_429"] == 0
    assert not Generation.objects.filter(status="failed").exists()


def test_a_tighter_limit_than_the_settings_say_is_learned(engine: Callable[..., Engine], alice: Member) -> None:
    for number in range(12):
        ask(alice, f"[never] Lake {number}")
    with Sandbox(rate_limit=10) as sandbox, engine(url=sandbox.url, rate_limit=300):
        wait_until(lambda: len(sandbox.posts) >= 6)
        assert stays(lambda: used(sandbox) <= 10, 2.0)
        assert sandbox.requests["answered_429"] == 0


def test_the_budget_survives_a_change_of_leader(engine: Callable[..., Engine], alice: Member) -> None:
    for number in range(20):
        ask(alice, f"[never] Lake {number}")
    with Sandbox(rate_limit=10) as sandbox:
        assert engine(url=sandbox.url, rate_limit=10).lead(1.0)
        assert sum(Provider.current().requests["seconds"].values()) == used(sandbox) <= 10
        assert engine(url=sandbox.url, rate_limit=10).lead(1.5)
        assert used(sandbox) <= 10
        assert sandbox.requests["answered_429"] == 0


def used(sandbox: Sandbox) -> int:
    return sum(sandbox.requests[kind] for kind in ("post", "get", "list"))
