"""First come, first served, between members in turn."""

import random
from dataclasses import dataclass

from generator.line import in_turn


@dataclass(frozen=True)
class Waiting:
    id: int
    author_id: int
    refusals: int = 0


def ids(waiting: list[Waiting]) -> list[int]:
    return [one.id for one in waiting]


def test_one_members_hundred_do_not_hold_up_anothers_one() -> None:
    hundred = [Waiting(id, 1) for id in range(100)]
    assert ids(in_turn([*hundred, Waiting(100, 2)]))[:3] == [0, 100, 1]


def test_alone_it_is_first_come_first_served() -> None:
    assert ids(in_turn([Waiting(3, 1), Waiting(1, 1), Waiting(2, 1)])) == [1, 2, 3]


def test_what_is_under_way_counts_as_turns_taken() -> None:
    under_way = [Waiting(1, 1), Waiting(2, 1)]
    assert ids(in_turn([Waiting(3, 1), Waiting(4, 2), Waiting(5, 2), Waiting(6, 2)], under_way)) == [4, 5, 3, 6]


def test_what_was_turned_away_lets_the_others_pass() -> None:
    assert ids(in_turn([Waiting(1, 1, refusals=1), Waiting(2, 1), Waiting(3, 2)])) == [3, 2, 1]


def test_nobody_is_ever_more_than_a_turn_ahead_of_somebody_who_waits() -> None:
    chance = random.Random(3)  # noqa: S311 - dice, not secrets
    for _ in range(200):
        waiting = [Waiting(id, chance.randint(1, 5)) for id in chance.sample(range(1000), chance.randint(0, 40))]
        order = in_turn(waiting)
        assert sorted(ids(order)) == sorted(ids(waiting))
        taken: dict[int, int] = {one.author_id: 0 for one in waiting}
        for place, one in enumerate(order):
            taken[one.author_id] += 1
            still_waiting = {later.author_id for later in order[place + 1 :]} - {one.author_id}
            assert all(taken[one.author_id] - taken[other] <= 1 for other in still_waiting)
        for author in taken:
            own = [one.id for one in order if one.author_id == author]
            assert own == sorted(own)
