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
from generator.models import Feed, Generation, Member, Status

PAGE = 30
SCOPES = ("team", "mine")


@dataclass(slots=True)
class GenerationSet:
    """The generations of one form, in their order, with the day they stand under."""

    group: uuid.UUID
    generations: list[Generation]
    first_of_day: bool = False
    own: bool = False

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
    """`older` is the cursor of the next page, or empty; `newest` the change that this page has seen."""

    sets: list[GenerationSet] = field(default_factory=list)
    older: str = ""
    newest: int = 0


def page(viewer: Member, scope: str, before: str = "") -> Page:
    """One page of a scope, before a cursor; a cursor that is none begins at the top."""
    newest = Feed.newest()
    rows = Generation.objects.for_cards()
    if scope == "mine":
        rows = rows.filter(author=viewer)
    cursor = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    if cursor is not None:
        rows = rows.filter(id__lt=cursor)
    found = list(rows.order_by("-id")[: PAGE + 1])
    if len(found) <= PAGE:
        older = ""
    else:
        last = found[PAGE - 1]
        rest = rows.filter(group=last.group, author=last.author_id, id__lt=last.id)
        found = found[:PAGE] + list(rest.order_by("-id"))
        older = str(min(generation.id for generation in found))
    sets = sets_of(cards(found))
    above = Generation.objects.filter(id=cursor).first() if cursor is not None else None
    day = timezone.localdate(above.created) if above else None
    for one in sets:
        one.own = one.author == viewer
        one.first_of_day, day = one.local_day != day, one.local_day
    return Page(sets, older, newest)


def cards(rows: Iterable[Generation]) -> list[Generation]:
    """Generations with all that their cards tell: a queued one its `standing`, one that is made its `progress`."""
    found = list(rows)
    waiting = any(generation.status == Status.QUEUED for generation in found)
    standings = line.read().standings if waiting else {}
    for generation in found:
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
    rows = Generation.objects.for_cards().filter(author=generation.author_id, group=generation.group)
    return list(rows.order_by("position"))
