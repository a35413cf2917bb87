"""Sets: the generations of one form, which stand together and are never torn apart."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from generator import days
from generator.models import Generation, Member, Status
from generator.models.generations import GenerationQuerySet

DAY = 24 * 60 * 60


@dataclass(slots=True)
class GenerationSet:
    """The generations of one form, in their order, with the day they stand under; where days are months
    the first of it, but for today and yesterday.
    """

    group: uuid.UUID
    generations: list[Generation]
    monthly: bool = False
    local_day: date = field(init=False)
    first_of_day: bool = False
    own: bool = False
    page: Sequence[Generation] = ()

    def __post_init__(self) -> None:
        self.local_day = day_of(self.generations[0], self.monthly)

    @property
    def drawn(self) -> list[Generation]:
        """Its generations with their pictures: these are loaded for the whole page, by the first set that is not kept
        as it looks.
        """
        prefetch_related_objects(self.page, "pictures")
        return self.generations

    @property
    def number(self) -> int:
        """Where it stands in the history: greater is newer."""
        return min(generation.pk for generation in self.generations)

    @property
    def prompt(self) -> str:
        return self.generations[0].prompt

    @property
    def author(self) -> Member:
        return self.generations[0].author

    @property
    def day(self) -> str:
        return self.local_day.isoformat()

    @property
    def day_label(self) -> str:
        return days.month(self.local_day) if _is_month(self.local_day, self.monthly) else days.heading(self.local_day)

    @property
    def lasting(self) -> int:
        """For how many seconds it looks the same while `looks` is: none while anything of it moves."""
        return DAY if all(generation.finished for generation in self.generations) else 0

    @property
    def looks(self) -> str:
        """What a viewer sees of it hangs on this; its generations must have come from `cards`."""
        each = [f"{one.uuid} {one.change} {one.favourite}" for one in self.generations]  # type: ignore[attr-defined]
        return " ".join([*each, str(self.own), self.day, self.day_label, self.author.name])


def day_of(generation: Generation, monthly: bool) -> date:
    """Which one it stands under; or the first of its month, unless it is of today or yesterday."""
    day = timezone.localdate(generation.created)
    return day.replace(day=1) if _is_month(day, monthly) else day


def _is_month(day: date, monthly: bool) -> bool:
    return monthly and not days.is_near(day)


def set_of(generation: Generation) -> tuple[int, uuid.UUID]:
    """What tells its set from all others."""
    return generation.author_id, generation.group


def sets_of(generations: Iterable[Generation], monthly: bool = False) -> list[GenerationSet]:
    """The sets that generations belong to, in the order in which they first appear."""
    by_group: dict[tuple[int, uuid.UUID], list[Generation]] = {}
    for generation in generations:
        by_group.setdefault(set_of(generation), []).append(generation)
    return [
        GenerationSet(group, sorted(members, key=lambda generation: generation.position), monthly)
        for (_, group), members in by_group.items()
    ]


def siblings(generation: Generation) -> Sequence[Generation]:
    """All variations of the set that a generation belongs to, itself included."""
    return list(_all_of(generation).for_cards().order_by("position"))


def waiting(generation: Generation) -> GenerationQuerySet:
    """What of its set has not been sent, the next to be sent first."""
    return _all_of(generation).filter(status=Status.QUEUED).order_by("id")


def failed(generation: Generation) -> GenerationQuerySet:
    """What of its set no picture came of, in their order."""
    return _all_of(generation).filter(status=Status.FAILED).order_by("position")


def _all_of(generation: Generation) -> GenerationQuerySet:
    return Generation.objects.shown().filter(author=generation.author_id, group=generation.group)
