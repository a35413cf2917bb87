"""How long a picture usually takes, and how far one is by that measure.

The usual time of a model is the middle of what its last pictures took, from being accepted to being seen finished;
until a few are known it is the catalogue's.
"""

import math
import statistics
import time
from dataclasses import dataclass

from django.utils import timezone

from generator.imageapi import DEFAULT, MODELS
from generator.models import Attempt, Generation
from generator.models.sightings import Sighting

LAST = 50
# Fewer may all have been odd ones.
ENOUGH = 5
# Read again after this long: a page more or less makes no difference to it.
KEPT_SECONDS = 10.0
# Half of all take longer than the middle one; this much longer is worth a word.
LONGER_FACTOR, LONGER_SECONDS = 1.5, 3.0
# Hundredths of the bar at the usual time, and how fast it creeps on from there. static/js/progress.js has the same.
AT_USUAL, MOST, CREEP = 85.0, 99.0, 0.8


class Usual:
    """The usual seconds by model, read from the ledger at most every KEPT_SECONDS."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._until = -math.inf

    def seconds(self, model: str) -> float:
        if time.monotonic() >= self._until:
            self._seconds, self._until = measured(), time.monotonic() + KEPT_SECONDS
        return self._seconds.get(model) or MODELS.get(model, DEFAULT).usual_seconds

    def forget(self) -> None:
        self._until = -math.inf


usual = Usual()


def finished_lately() -> list[tuple[str, float, float | None]]:
    """The LAST that were finished, the newest first: model, and how many seconds after it was accepted it was seen
    finished, and before that last seen unfinished, if it was."""
    # One whose answer was lost was accepted before anybody knew.
    finished = Sighting.objects.filter(
        status="COMPLETED", attempt__outcome=Attempt.Outcome.ACCEPTED, attempt__lost_at=None
    )
    rows = finished.order_by("-id").values_list("attempt__model", "attempt__answered_at", "at", "after")
    return [
        (
            model,
            (seen - accepted).total_seconds(),
            max(0.0, (unfinished - accepted).total_seconds()) if unfinished else None,
        )
        for model, accepted, seen, unfinished in rows[:LAST]
        if accepted is not None and seen >= accepted
    ]


def measured() -> dict[str, float]:
    """The middle of the LAST that were finished, in seconds by model, for those of which ENOUGH are known."""
    taken: dict[str, list[float]] = {}
    for model, seconds, _ in finished_lately():
        if seconds > 0:
            taken.setdefault(model, []).append(seconds)
    return {model: max(1.0, statistics.median(seconds)) for model, seconds in taken.items() if len(seconds) >= ENOUGH}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a generation is that the provider has: `age` and `usual` in seconds."""

    age: float
    usual: float

    @classmethod
    def of(cls, generation: Generation) -> "Progress | None":
        if generation.accepted_at is None:
            return None
        age = (timezone.now() - generation.accepted_at).total_seconds()
        return cls(max(0.0, age), usual.seconds(generation.model))

    @property
    def value(self) -> float:
        """Hundredths of the bar: a straight line up to the usual time, then ever slower, and never the end."""
        share = self.age / self.usual
        if share <= 1:
            return round(AT_USUAL * share, 1)
        return round(MOST - (MOST - AT_USUAL) * math.exp(CREEP * (1 - share)), 1)

    @property
    def longer_from(self) -> float:
        """The age from which it takes longer than usual."""
        return round(max(self.usual * LONGER_FACTOR, self.usual + LONGER_SECONDS), 1)

    @property
    def longer(self) -> bool:
        return self.age >= self.longer_from

    @property
    def usual_words(self) -> str:
        return f"{self.usual:.0f} s" if self.usual < 90 else f"{self.usual / 60:.0f} min"


def in_words(seconds: float) -> str:
    """About how long, rounded up generously: nobody minds being early."""
    if seconds <= 7:
        return "a few seconds"
    if seconds <= 50:
        return f"about {math.ceil(seconds / 10) * 10} s"
    if seconds <= 600:
        return f"about {math.ceil((seconds - 10) / 60)} min"
    if seconds <= 3300:
        return f"about {math.ceil(seconds / 300) * 5} min"
    return f"about {math.ceil(seconds / 3600)} h"
