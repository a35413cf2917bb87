"""The history: everybody's generations or a member's own, newest first, a page at a time.

A page is found by the id it ends before, so the thousandth is as quick as the first. The variations of one prompt
are one set and are never torn apart by the end of a page.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from generator import line
from generator.durations import Progress
from generator.filters import Filters
from generator.models import Favourite, Feed, Generation, Member, Status

PAGE = 30
# A stretch that was one page may have grown by a set that was being made at its edge.
MOST = 3 * PAGE


@dataclass(slots=True)
class GenerationSet:
    """The generations of one form, in their order, with the day they stand under."""

    group: uuid.UUID
    generations: list[Generation]
    first_of_day: bool = False
    own: bool = False

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
        today = timezone.localdate()
        if self.local_day == today:
            return "Today"
        if self.local_day == today - timedelta(days=1):
            return "Yesterday"
        year = f" {self.local_day.year}" if self.local_day.year != today.year else ""
        return f"{self.local_day:%A} {self.local_day.day} {self.local_day:%B}{year}"

    @property
    def local_day(self) -> date:
        return timezone.localdate(self.generations[0].created)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the history: below the number `before` (0: from the top), down to `until`, which it includes.

    `older` is the number that the next one is below, or 0; `newest` the change that this one has seen.
    """

    sets: list[GenerationSet] = field(default_factory=list)
    before: int = 0
    until: int = 0
    older: int = 0
    newest: int = 0


def page(viewer: Member, filters: Filters, before: int = 0, until: int = 0) -> Page:
    """The next PAGE generations below a number; with `until`, exactly those from there up to it."""
    newest = Feed.newest()
    rows = filters.newest(viewer, before, until).for_cards()
    if until:
        found, older = list(rows[:MOST]), False
    else:
        found = list(rows[: PAGE + 1])
        older = len(found) > PAGE
        if older:
            found = found[:PAGE] + filters.beside(viewer, found[PAGE - 1])
        until = min((generation.pk for generation in found), default=0)
    sets = sets_of(cards(found, viewer))
    above = Generation.objects.filter(id__gte=before).order_by("id").first() if before else None
    day = timezone.localdate(above.created) if above else None
    for one in sets:
        one.own = one.author == viewer
        one.first_of_day, day = one.local_day != day, one.local_day
    return Page(sets, before, until, until if older else 0, newest)


def cards(rows: Iterable[Generation], viewer: Member | None = None) -> list[Generation]:
    """Generations with all that their cards tell: a queued one its `standing`, one that is made its `progress`.

    With a viewer, also whether it is a `favourite` of theirs; the stream, which tells many, leaves that as it is.
    """
    found = list(rows)
    marked = Favourite.objects.filter(member=viewer, generation__in=[generation.pk for generation in found])
    favourites = set(marked.values_list("generation", flat=True)) if viewer and found else set()
    waiting = any(generation.status == Status.QUEUED for generation in found)
    standings = line.read().standings if waiting else {}
    for generation in found:
        generation.favourite = generation.pk in favourites  # type: ignore[attr-defined]
        # For the templates; these are no part of a generation, which knows nothing of the others.
        if generation.status == Status.QUEUED:
            generation.standing = standings.get(generation.id)  # type: ignore[attr-defined]
        elif generation.status == Status.GENERATING:
            generation.progress = Progress.of(generation)  # type: ignore[attr-defined]
    return found


def sets_of(generations: Iterable[Generation]) -> list[GenerationSet]:
    """The sets that generations belong to, in the order in which they first appear."""
    by_group: dict[tuple[int, uuid.UUID], list[Generation]] = {}
    for generation in generations:
        by_group.setdefault((generation.author_id, generation.group), []).append(generation)
    return [
        GenerationSet(group, sorted(members, key=lambda generation: generation.position))
        for (_, group), members in by_group.items()
    ]


def siblings(generation: Generation) -> Sequence[Generation]:
    """All variations of the set that a generation belongs to, itself included."""
    rows = Generation.objects.shown().for_cards().filter(author=generation.author_id, group=generation.group)
    return list(rows.order_by("position"))
