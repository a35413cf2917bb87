"""An attempt without an answer is searched for often at first, and ever more rarely after that."""

import itertools
from collections.abc import Callable

import pytest

from generator.engine import schedule
from generator.models import Attempt, Member
from tests.engine.driving import Engine, ask, wait_for, wait_until


def test_every_wait_is_the_next_of_the_schedule(
    engine: Callable[..., Engine], alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "SEARCHES", (0.1, 0.2, 0.4, 0.8))
    made = ask(alice, "[500] A quiet lake")
    times = []

    def searched() -> bool:
        attempt = Attempt.objects.get(generation=made)
        if attempt.searched_at and attempt.searched_at not in times:
            times.append(attempt.searched_at)
        return len(times) == 4

    with engine():
        wait_for(made, "unconfirmed")
        wait_until(searched)
    waits = [(after - before).total_seconds() for before, after in itertools.pairwise(times)]
    assert waits[0] >= 0.15
    assert waits[1] >= 0.35
    assert waits[2] >= 0.75
