"""Whose turn it is: first come, first served, between members in turn."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Waiting(Protocol):
    id: int
    author_id: int
    refusals: int


W = TypeVar("W", bound=Waiting)


def in_turn(waiting: Iterable[W], under_way: Iterable[Waiting] = ()) -> list[W]:
    """Everybody's first, then everybody's second, and so on: one member's hundred do not hold up another's one.

    What a member has under way counts as turns taken. What was turned away lets everything else pass first, or one
    request that the provider will never take would stop all others.
    """
    taken = Counter(work.author_id for work in under_way)
    ordered = []
    for work in sorted(waiting, key=lambda work: work.id):
        taken[work.author_id] += 1
        ordered.append((work.refusals, taken[work.author_id], work.id, work))
    return [work for *_, work in sorted(ordered, key=lambda turn: turn[:3])]
