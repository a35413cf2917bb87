"""Never more requests a minute than the provider takes, whatever the clock does."""

import random
import time

import pytest

from generator.engine.budget import LONGEST_PAUSE_SECONDS, WINDOW_SECONDS, Budget
from generator.imageapi import Headroom


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spend(budget: Budget, for_submission: bool = False) -> int:
    """Take until nothing is left; how many that were."""
    taken = 0
    while budget.take(for_submission):
        taken += 1
    return taken


def test_it_gives_its_limit_and_then_nothing_for_a_minute(clock: Clock) -> None:
    budget = Budget(60, clock)
    assert spend(budget) == 60
    clock.now += 60
    assert not budget.take()
    clock.now += WINDOW_SECONDS - 60
    assert spend(budget) == 60


def test_a_fifth_is_kept_for_watching(clock: Clock) -> None:
    budget = Budget(60, clock)
    assert spend(budget, for_submission=True) == 48
    assert spend(budget) == 12


def test_no_minute_ever_holds_more_than_the_limit(clock: Clock) -> None:
    chance = random.Random(7)  # noqa: S311 - dice, not secrets
    for limit in (1, 2, 7, 60):
        budget, taken = Budget(limit, clock), []
        for _ in range(3000):
            clock.now += chance.choice((0.0, 0.01, 0.3, 2.0, 20.0))
            if budget.take(for_submission=chance.random() < 0.5):
                taken.append(clock.now)
        assert taken
        for first, later in zip(taken, taken[limit:], strict=False):
            assert later - first > 60


def test_even_the_smallest_limit_lets_something_be_sent(clock: Clock) -> None:
    for limit in (1, 2, 3):
        assert Budget(limit, clock).take(for_submission=True)


def test_it_believes_a_provider_that_allows_less(clock: Clock) -> None:
    budget = Budget(300, clock)
    budget.learn(Headroom(limit=50, remaining=49, reset_seconds=60))
    assert spend(budget) == 50
    budget.learn(Headroom(limit=10_000, remaining=9_999, reset_seconds=60))
    assert not budget.take()


def test_it_waits_for_the_reset_when_nothing_remains(clock: Clock) -> None:
    budget = Budget(300, clock)
    budget.learn(Headroom(limit=300, remaining=0, reset_seconds=20))
    assert budget.paused()
    assert not budget.take()
    clock.now += 20
    assert budget.take()


def test_a_pause_lasts_as_long_as_the_provider_says(clock: Clock) -> None:
    budget = Budget(300, clock)
    assert budget.pause(7) == 7
    clock.now += 6.9
    assert not budget.take()
    clock.now += 0.2
    assert budget.take()


def test_pauses_without_a_time_grow_up_to_a_bound_and_begin_anew_after_an_answer(clock: Clock) -> None:
    budget = Budget(300, clock)
    assert [budget.pause(None) for _ in range(6)] == [5, 10, 20, 40, LONGEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS]
    budget.learn(None)
    assert budget.pause(None) == 5


def test_a_shorter_pause_never_ends_a_longer_one(clock: Clock) -> None:
    budget = Budget(300, clock)
    budget.pause(30)
    budget.pause(1)
    clock.now += 2
    assert budget.paused()


def test_the_next_leader_goes_on_where_the_last_one_was(clock: Clock) -> None:
    budget = Budget(60, clock)
    assert spend(budget) == 60
    next_one = Budget(60, other := Clock())
    other.now = 5.0  # another process, another monotonic clock
    next_one.remember(budget.as_json())
    assert not next_one.take()
    other.now += WINDOW_SECONDS + 1
    assert spend(next_one) == 60


def test_the_next_leader_keeps_waiting_as_the_last_one_was_told_to(clock: Clock) -> None:
    budget = Budget(60, clock)
    budget.pause(300)
    next_one = Budget(60, other := Clock())
    next_one.remember(budget.as_json())
    assert next_one.paused()
    other.now += 301
    assert not next_one.paused()


def test_a_wall_clock_that_was_set_back_stops_nothing_for_longer_than_a_minute(clock: Clock) -> None:
    budget = Budget(60, clock)
    budget.remember({"seconds": {str(int(time.time()) + 86_400): 60}})
    assert not budget.take()
    clock.now += WINDOW_SECONDS + 1
    assert budget.take()
