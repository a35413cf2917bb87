"""When to look again: not before it can be done, often when it should be, ever less after that."""

import pytest

from generator.engine import schedule


@pytest.mark.parametrize(("age", "wait"), [(0, 1), (39, 1), (40, 2), (119, 2), (120, 5), (300, 15), (3600, 60)])
def test_looks_become_rarer(age: float, wait: float) -> None:
    assert schedule.next_look(age) == wait


def test_what_is_overdue_is_looked_at_ever_more_rarely_for_most_of_a_day() -> None:
    waits = [schedule.next_overdue_look(looks) for looks in range(schedule.LOOKS_BEFORE_GIVING_UP)]
    assert waits == sorted(waits)
    assert 18 * 3600 < sum(waits) <= schedule.GIVE_UP_SECONDS


def test_an_attempt_is_searched_for_a_day() -> None:
    waits = [schedule.next_search(searches) for searches in range(schedule.SEARCHES_BEFORE_GIVING_UP)]
    assert waits == sorted(waits)
    assert 0.9 * 24 * 3600 < sum(waits) < 1.1 * 24 * 3600


@pytest.mark.parametrize(("failures", "about"), [(1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (60, 60), (6000, 60)])
def test_waits_after_failures_double_up_to_a_minute_and_are_spread(failures: int, about: float) -> None:
    waits = [schedule.backoff(failures) for _ in range(200)]
    assert about * 0.75 <= min(waits) < about < max(waits) <= about * 1.25
