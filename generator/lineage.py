"""Lineage: what a generation was made from, and what was made from it, across members.

A reference remembers the picture that it was made of, so the way leads from a generation over its references to
earlier generations, and from its pictures to later ones. Both ways are looked at with a number of queries that does
not grow with what is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from generator.models import Generation, Reference, ReferenceUse, Status
from generator.models.generations import UNFINISHED, GenerationQuerySet

LEVELS = 3
# How many of a level are shown: what has room beside a picture.
WIDEST = 12
# Somebody may still look at what is being made of it; what failed was never there.
WITH_PICTURE = (Status.SUCCEEDED, *UNFINISHED)


@dataclass(slots=True)
class Origin:
    """One reference of a generation: a picture of an earlier one, or, without `generation`, an upload.

    `further`: it was made from others, which are not among `origins`.
    """

    reference: Reference
    position: int
    generation: Generation | None = None
    origins: list["Origin"] = field(default_factory=list)
    further: bool = False

    @property
    def deleted(self) -> bool:
        return self.generation is not None and self.generation.trashed_at is not None


@dataclass(frozen=True, slots=True)
class Offspring:
    """A later generation, and how many were made from that one in turn."""

    generation: Generation
    count: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """`offspring` are the newest of `count` in all; `deleted` are not among these."""

    origins: list[Origin]
    offspring: list[Offspring]
    count: int = 0
    deleted: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.offspring)

    def __bool__(self) -> bool:
        return bool(self.origins or self.count or self.deleted)


def of(generation: Generation) -> Lineage:
    """The lineage of a generation, up to LEVELS back and one onwards."""
    if generation.picture is None:
        return Lineage(_origins(generation), [])
    later = made_from([generation.pk]).filter(status__in=WITH_PICTURE)
    shown = Q(trashed_at=None)
    counts = later.aggregate(there=Count("pk", filter=shown), deleted=Count("pk", filter=~shown))
    # The last place is for the way to the others.
    room = WIDEST if counts["there"] <= WIDEST else WIDEST - 1
    newest = list(later.filter(shown).for_cards().order_by("-id")[:room]) if counts["there"] else []
    further = _counts(newest)
    offspring = [Offspring(one, further.get(one.pk, 0)) for one in newest]
    return Lineage(_origins(generation), offspring, counts["there"], counts["deleted"])


def made_from(generations: Iterable[int]) -> GenerationQuerySet:
    """The generations that have a picture of any of these as a reference."""
    uses = ReferenceUse.objects.filter(reference__picture__generation__in=generations)
    return Generation.objects.filter(pk__in=uses.values("generation"))


def _counts(generations: list[Generation]) -> dict[int, int]:
    """How many were made from each."""
    uses = ReferenceUse.objects.filter(
        reference__picture__generation__in=[one.pk for one in generations],
        generation__status__in=WITH_PICTURE,
        generation__trashed_at=None,
    )
    grouped = uses.values_list("reference__picture__generation").annotate(Count("generation", distinct=True))
    return dict(grouped) if generations else {}


def _origins(generation: Generation) -> list[Origin]:
    """What it was made from, each with what that was made from: the nearest LEVELS, each of WIDEST at most."""
    first: list[Origin] = []
    # Whose references are looked for next: the lists that they go into. What was used twice is there twice.
    wanted: dict[int, list[list[Origin]]] = {generation.pk: [first]}
    below: dict[int, list[Origin]] = {}
    for level in range(LEVELS + 1):
        found: dict[int, list[Origin]] = {}
        width = 0
        for use in _uses(wanted):
            if level == LEVELS or width >= WIDEST:
                for origin in below[use.generation_id]:
                    origin.further = True
                continue
            for origins in wanted[use.generation_id]:
                origin = _origin(use)
                origins.append(origin)
                width += 1
                if origin.generation:
                    found.setdefault(origin.generation.pk, []).append(origin)
        if not found:
            break
        below, wanted = found, {pk: [origin.origins for origin in known] for pk, known in found.items()}
    return first


def _uses(generations: Iterable[int]) -> Iterable[ReferenceUse]:
    rows = ReferenceUse.objects.filter(generation__in=generations).order_by("generation_id", "position")
    return rows.select_related("reference__picture__generation__author")


def _origin(use: ReferenceUse) -> Origin:
    picture = use.reference.picture
    return Origin(use.reference, use.position, picture.generation if picture else None)
