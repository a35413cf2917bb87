"""How long the provider takes, learned from what it has finished lately."""

from collections import deque

from generator.imageapi import MODELS
from generator.models import Attempt
from generator.models.ledger import Sighting

KEPT = 50
# Fewer than this may all have been slow ones; then only a faster one than the catalogue's counts.
ENOUGH = 5
# Looked at a little early: what is seen to be finished was finished some time before.
EARLY = 0.85


class Durations:
    """Seconds from acceptance to being seen finished, by model; the newest KEPT of each."""

    def __init__(self) -> None:
        self._seconds: dict[str, deque[float]] = {}

    def add(self, model: str, seconds: float) -> None:
        self._seconds.setdefault(model, deque(maxlen=KEPT)).append(seconds)

    def fastest(self, model: str) -> float:
        """Seconds before which there is no use in looking; the catalogue's until enough is known."""
        known = self._seconds.get(model, ())
        early = [EARLY * seconds for seconds in known]
        if len(known) < ENOUGH and model in MODELS:
            early.append(MODELS[model].fastest_seconds)
        return max(0.0, min(early, default=0.0))

    def recall(self) -> None:
        """Learn what is in the ledger, at the beginning of a term."""
        finished = Sighting.objects.filter(status="COMPLETED", attempt__outcome=Attempt.Outcome.ACCEPTED)
        rows = finished.order_by("-id").values_list("attempt__model", "attempt__answered_at", "at")[:KEPT]
        for model, accepted, seen in reversed(rows):
            if accepted is not None:
                self.add(model, (seen - accepted).total_seconds())
