"""Work: what the loop keeps in mind of what is unfinished. The rows are the truth; this is a reading.

There is one piece of work for every queued generation, and one for every attempt that has not ended, also when its
generation was sent again meanwhile.
"""

from dataclasses import dataclass
from enum import Enum, auto

from django.db.models import Subquery

from generator.models import Attempt, Feed, Generation, Lease, Status
from generator.models.leases import ENGINE


class Step(Enum):
    """What is to be done next."""

    SUBMIT = auto()
    SETTLE = auto()  # it is being sent, or whoever sent it has died
    SEARCH = auto()  # no answer came
    WATCH = auto()
    COLLECT = auto()


@dataclass(slots=True)
class Work:
    """`id` is the generation's."""

    id: int
    author_id: int
    step: Step
    attempt: Attempt | None = None
    # Monotonic time of the next step; kept over a re-reading of the row as long as the step is the same.
    due: float = 0.0
    failures: int = 0
    refusals: int = 0  # how often its submission failed
    busy: bool = False
    empty: int = 0  # how often it was said to have finished, without a picture
    alone: bool = False  # the list says that it has finished, and no more
    unfinished_at: float | None = None  # monotonic time of the last look that found it so

    @property
    def key(self) -> tuple[int, int]:
        return self.id, self.attempt.pk if self.attempt else 0

    def carry(self, known: "Work") -> None:
        """Remember what an earlier reading of the same row had in mind."""
        self.busy, self.unfinished_at = known.busy, known.unfinished_at
        if known.step == self.step:
            self.due, self.failures, self.alone = known.due, known.failures, known.alone
            self.empty = known.empty


def step_of(attempt: Attempt) -> Step:
    """What its columns ask for."""
    if attempt.outcome == Attempt.Outcome.OPEN:
        return Step.SETTLE
    if attempt.outcome == Attempt.Outcome.UNKNOWN:
        return Step.SEARCH
    return Step.COLLECT if attempt.urls or attempt.incoming else Step.WATCH


@dataclass(frozen=True, slots=True)
class Reading:
    """The feed's number, who leads, and what is to be done for the generations that have changed."""

    number: int
    leader: str
    generations: set[int]
    works: list[Work]


def changed(since: int) -> Reading:
    """What has changed after a number of the feed; all that is to be done for 0."""
    leads = Lease.objects.filter(name=ENGINE).values("owner")
    newest, leader = Feed.objects.values_list("number", Subquery(leads)).get(pk=1)
    if newest == since:
        return Reading(newest, leader, set(), [])
    rows = Generation.objects.order_by("id").values_list("id", "author_id", "status")
    unended = Attempt.objects.filter(ended_at=None, outcome__in=Attempt.SPEAKING).select_related("generation")
    if since:
        found = list(rows.filter(change__gt=since))
        unended = unended.filter(generation_id__in=[id for id, *_ in found])
    else:
        found = list(rows.filter(finished_at=None, status=Status.QUEUED))
    works = [Work(id, author, Step.SUBMIT) for id, author, status in found if status == Status.QUEUED]
    works += [
        Work(attempt.generation_id, attempt.generation.author_id, step_of(attempt), attempt)
        for attempt in unended.order_by("id")
    ]
    return Reading(newest, leader, {id for id, *_ in found}, works)
