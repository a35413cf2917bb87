"""How long the provider takes, learned from what it has finished lately."""

from collections import deque
from collections.abc import Sequence

from generator.durations import LAST, finished_lately
from generator.engine import schedule
from generator.imageapi import MODELS

# Fewer than this may all have been slow ones; then only the catalogue's fastest time counts.
ENOUGH = 3
# What the first look found finished may have been so for some time: next time look a little earlier.
EARLIER = 0.9
# What took longer, or seems to have because a clock was set, says nothing about the next one.
LONGEST_SECONDS = 300.0


class Durations:
    """By model, the LAST: between how many seconds after acceptance a task has finished."""

    def __init__(self) -> None:
        self._known: dict[str, deque[tuple[float, float]]] = {}

    def add(self, model: str, seen: float, unfinished: float | None = None) -> None:
        """It was seen finished `seen` seconds after acceptance, and unfinished before."""
        if seen > LONGEST_SECONDS:
            return
        bounds = (EARLIER * seen if unfinished is None else unfinished, seen)
        self._known.setdefault(model, deque(maxlen=LAST)).append(bounds)

    def first_look(self, model: str) -> float:
        """Seconds after acceptance before which there is hardly any use in looking."""
        known = self._known.get(model, ())
        if len(known) < ENOUGH:
            return MODELS[model].fastest_seconds if model in MODELS else 0.0
        return _quantile([unfinished for unfinished, _ in known], 0.1)

    def next_look(self, model: str, age: float, crowd: bool = False) -> float:
        """Seconds to wait after a look at that age which found it unfinished; `crowd`: one of a great many."""
        known = self._known.get(model, ())
        if len(known) < ENOUGH:
            return schedule.next_look(age)
        first = self.first_look(model)
        if age < first:
            return first - age
        if age <= _quantile([seen for _, seen in known], 0.9) + 1.0:
            return schedule.next_look(age) if crowd else schedule.DENSE
        return schedule.next_look(age)

    def recall(self) -> None:
        """Learn what is in the ledger, at the beginning of a term."""
        for model, seen, unfinished in reversed(finished_lately()):
            self.add(model, seen, unfinished)


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
