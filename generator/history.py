"""The history: everybody's generations or a member's own, newest first, a stretch at a time.

A stretch is found by the numbers that bound it, so the thousandth is as quick as the first. The variations of one
prompt are one set and are never torn apart by the end of a stretch. A day may be, but then a good part of it stands
above the tear: its rows fill the width there, so that nobody sees where two stretches meet.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from generator import line
from generator.durations import Progress
from generator.filters import Filters
from generator.models import Favourite, Feed, Generation, Member, Status
from generator.models.generations import GenerationQuerySet
from generator.sets import GenerationSet, day_of, set_of, sets_of

PAGE = 30
# A wide wall of small cards asks for more at once.
MOST_AT_ONCE = 4 * PAGE
# A stretch that is asked for again may have grown by what was made at its edge; what is more is left for another.
MOST = 2 * MOST_AT_ONCE
MOST_CHOSEN = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """Which stretch: the `size` generations or so below the number `before` (0: from the top), or from `after` up;
    with `through`, exactly those from there up to `before`. `aligned`: a page of its own begins with a whole set, and
    with its day where little of that is missing. Who knows which day stands above tells it as `under`.
    """

    before: int = 0
    through: int = 0
    after: int = 0
    size: int = PAGE
    aligned: bool = False
    under: str | None = None


TOP = Asked()


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the history: below the number `before` (0: from the top), down to `through`, which it includes.

    `older` and `newer` say whether there is more, `torn` whether its last day goes on below; `newest` is the change
    that it has seen.
    """

    sets: list[GenerationSet] = field(default_factory=list)
    before: int = 0
    through: int = 0
    older: bool = False
    newer: bool = False
    torn: bool = False
    newest: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The part of the history that somebody looks at, in rows with all that cards need but their pictures."""

    viewer: Member
    filters: Filters

    def day(self, generation: Generation) -> date:
        """Which one it stands under."""
        return day_of(generation, self.filters.sparse)

    def newest(self, before: int = 0, through: int = 0) -> GenerationQuerySet:
        return self.filters.newest(self.viewer, before, through).for_sets()

    def next(self, before: int) -> Generation | None:
        return self.filters.newest(self.viewer, before).first()

    def down_to(self, before: int, through: int, count: int) -> tuple[list[Generation], Generation | None]:
        """What stands between two numbers, where `count` is expected, and the one that comes next."""
        found = list(self.newest(before)[: count + 1])
        if len(found) > count and found[-1].pk >= through:
            # Something of somebody else stands between them.
            found = [*self.newest(before, through), *self.newest(through)[:1]]
        rest = [one for one in found if one.pk >= through]
        return rest, found[len(rest)] if len(found) > len(rest) else None

    def oldest(self, after: int) -> GenerationQuerySet:
        return self.filters.oldest(self.viewer, after).for_sets()

    def missing(self, found: list[Generation]) -> list[int]:
        """The numbers of what else there is of the sets of which only a part was found."""
        held = Counter(map(set_of, found))
        cut = {set_of(one) for one in found if held[set_of(one)] < one.count}
        known = {one.pk for one in found}
        return [one.pk for one in self.filters.of_sets(self.viewer, cut) if one.pk not in known] if cut else []


def page(viewer: Member, filters: Filters, asked: Asked = TOP) -> Page:
    newest = Feed.newest()
    view = View(viewer, filters)
    size = min(max(asked.size, PAGE), MOST_AT_ONCE)
    found, below, before = _above(view, asked.after, size) if asked.after else _below(view, asked, size)
    sets = sets_of(found, filters.sparse)
    # All of what was asked for has come, even where its lowest are there no more.
    whole = asked.through and len(found) < MOST
    through = asked.through if whole else min((one.number for one in sets), default=0)
    torn = bool(sets and below and view.day(below) == sets[-1].local_day)
    if torn and not (asked.through or asked.after):
        kept = _without_a_small_end(sets, size)
        torn, sets = len(kept) == len(sets), kept
        through = min(one.number for one in sets)
    day, newer = asked.under, bool(before) and asked.under is not None
    if before and not newer:
        above = view.oldest(before).first()
        day, newer = view.day(above).isoformat() if above else None, above is not None
    shown = cards([generation for one in sets for generation in one.generations], viewer)
    for one in sets:
        one.own, one.page = one.author == viewer, shown
        one.first_of_day, day = one.day != day, one.day
    return Page(sets, before if newer else 0, through, below is not None, newer, torn, newest)


def chosen(viewer: Member, filters: Filters, uuids: Sequence[uuid.UUID]) -> Page:
    """Those of some generations that belong to a part of the history, in their sets."""
    rows = filters.rows(viewer).for_cards().filter(uuid__in=uuids[:MOST_CHOSEN]).order_by("-id")
    sets = sets_of(cards(rows, viewer), filters.sparse)
    for one in sets:
        one.own = one.author == viewer
    return Page(sets)


def _below(view: View, asked: Asked, size: int) -> tuple[list[Generation], Generation | None, int]:
    """What stands below a number, newest first; the one that comes next; and that number."""
    before = _aligned(view, asked.before, size) if asked.before and asked.aligned else asked.before
    most = MOST if asked.through else size
    found = list(view.newest(before, asked.through)[: most + 1])
    below = found.pop() if len(found) > most else None
    lowest = found[-1].pk if found else 0
    if below and (missing := [number for number in view.missing(found) if number < lowest]):
        rest, below = view.down_to(lowest, min(missing), len(missing))
        found += rest
    elif asked.through and not below:
        below = view.next(asked.through)
    return found, below, before


def _above(view: View, after: int, size: int) -> tuple[list[Generation], Generation | None, int]:
    """The same of what stands from a number up, and the number that it ends below."""
    reach = size + size // 2
    found = list(view.oldest(after)[:reach])
    if len(found) == reach:
        day = view.day(found[size - 1])
        # Little more of the day comes too, or it would stand alone above the tear.
        rest = list(takewhile(lambda one: view.day(one) == day, found[size:]))
        found = found[: size + len(rest)] if len(rest) < reach - size else found[:size]
        highest = found[-1].pk
        if missing := [number for number in view.missing(found) if number > highest]:
            found += list(view.newest(max(missing) + 1, highest + 1))[::-1]
    return found[::-1], view.next(after), found[-1].pk + 1 if found else after


def _aligned(view: View, before: int, size: int) -> int:
    """The number to begin below, so that neither a set is cut nor a few of a day left out."""
    first = view.next(before)
    above = list(view.oldest(before)[: size // 2])
    if not first or not above:
        return before
    same = [one.pk for one in above if view.day(one) == view.day(first)]
    if len(same) == size // 2:
        same = [number for number in view.missing([first]) if number >= before]
    return max(same, default=before - 1) + 1


def _without_a_small_end(sets: list[GenerationSet], size: int) -> list[GenerationSet]:
    """Leave a day of which only a few have come to the next stretch, if that leaves anything."""
    end = list(takewhile(lambda one: one.local_day == sets[-1].local_day, reversed(sets)))
    rest = sets[: -len(end)]
    few = sum(len(one.generations) for one in end) < size // 2
    # Where numbers of two sets became mixed, what is left out would stand above what is not.
    apart = rest and max(one.pk for left in end for one in left.generations) < min(one.number for one in rest)
    return rest if few and apart else sets


def cards(rows: Iterable[Generation], viewer: Member | None = None) -> list[Generation]:
    """Generations with all that their cards tell: a queued one its `standing`, one that is made its `progress`, and
    whether its prompt `differs` from others of its set.

    With a viewer, also whether it is a `favourite` of theirs; the stream, which tells many, leaves that as it is.
    """
    found = list(rows)
    marked = Favourite.objects.filter(member=viewer, generation__in=[generation.pk for generation in found])
    favourites = set(marked.values_list("generation", flat=True)) if viewer and found else set()
    in_line = any(generation.status == Status.QUEUED for generation in found)
    standings = line.read().standings if in_line else {}
    several = _of_several_prompts(found)
    for generation in found:
        generation.differs = set_of(generation) in several  # type: ignore[attr-defined]
        generation.favourite = generation.pk in favourites  # type: ignore[attr-defined]
        # For the templates; these are no part of a generation, which knows nothing of the others.
        if generation.status == Status.QUEUED:
            generation.standing = standings.get(generation.id)  # type: ignore[attr-defined]
        elif generation.status == Status.GENERATING:
            generation.progress = Progress.of(generation)  # type: ignore[attr-defined]
    return found


def _of_several_prompts(found: list[Generation]) -> set[tuple[int, uuid.UUID]]:
    """The sets of what has no picture that alternatives were written for, which a card alone does not tell."""
    prompts: dict[tuple[int, uuid.UUID], list[str]] = {}
    for one in found:
        prompts.setdefault(set_of(one), []).append(one.prompt)
    without = {set_of(one): one.count for one in found if one.count > 1 and one.status != Status.SUCCEEDED}
    if missing := {one for one, count in without.items() if len(prompts[one]) < count}:
        authors, groups = {author for author, _ in missing}, {group for _, group in missing}
        rows = Generation.objects.filter(author__in=authors, group__in=groups)
        for author, group, prompt in rows.values_list("author_id", "group", "prompt"):
            prompts.setdefault((author, group), []).append(prompt)
    return {one for one in without if len(set(prompts[one])) > 1}
