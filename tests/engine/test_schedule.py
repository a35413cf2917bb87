"""When to look again: not before it can be done, often when it should be, ever less after that."""

import pytest

from generator.engine import schedule


@pytest.mark.parametrize(("age", "fastest", "wait"), [(0, 6, 6), (2, 6, 4), (6, 6, 0), (90, 6, 0)])
def test_the_first_look_is_when_it_can_be_done(age: float, fastest: float, wait: float) -> None:
    assert schedule.first_look(age, fastest) == wait


@pytest.mark.parametrize(
    ("age", "wait"), [(0, 1), (39, 1), (40, 2), (119, 2), (120, 5), (300, 15), (900, 60), (3600, 600), (86_000, 600)]
)
def test_looks_become_rarer(age: float, wait: float) -> None:
    assert schedule.next_look(age) == wait


def test_a_whole_day_of_looking_costs_few_requests() -> None:
    age = looks = 0.0
    while age < schedule.DEADLINE_SECONDS:
        age += schedule.next_look(age)
        looks += 1
    assert looks < 400


@pytest.mark.parametrize(("failures", "about"), [(1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (60, 60), (6000, 60)])
def test_waits_after_failures_double_up_to_a_minute_and_are_spread(failures: int, about: float) -> None:
    waits = [schedule.backoff(failures) for _ in range(200)]
    assert about * 0.75 <= min(waits) < about < max(waits) <= about * 1.25
