"""The shelf: references at hand, those the team has pinned and those it has used lately."""

from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Case, Q, QuerySet, When

from generator.models import Generation, Member, Reference, ReferenceUse
from generator.words import Search, folded, has_all

MOST_PINNED = 24
MOST_LATELY = 18
MOST_FOUND = 36
MOST_LETTERS = 100
MOST_WORDS = 8
# How far back one's own uses are looked for, in generations: enough for anybody's memory, and bounded.
WINDOW = 1000
USES = 300
PINNED = Q(pinned_at__isnull=False)


@dataclass(slots=True)
class Section:
    key: str
    title: str
    references: list[Reference] = field(default_factory=list)


def sections(member: Member, query: str = "") -> list[Section]:
    """What is on the shelf for a member, by where it stands, each reference once, if its file is still there.

    With a query, what has all its words in its name, in the name it came under, or in the prompt of the picture that
    it was made of. The number of queries is always the same.
    """
    found = _found(query) if query else _lately(member)
    for section in found:
        section.references = [reference for reference in section.references if reference.stored]
    return [section for section in found if section.references]


def _lately(member: Member) -> list[Section]:
    named_first = Case(When(name="", then=1), default=0)
    pinned = list(_shown().filter(PINNED).order_by(named_first, "name", "label", "id")[:MOST_PINNED])
    mine = _mine(member)
    team = list(_shown().order_by("-used_at", "-id")[: MOST_PINNED + 2 * MOST_LATELY])
    seen: set[int] = set()
    shelf = [
        Section("pinned", "Pinned", pinned),
        Section("mine", "Mine lately"),
        Section("team", "The team’s lately"),
    ]
    seen.update(one.pk for one in pinned)
    for section, references in zip(shelf[1:], (mine, team), strict=True):
        section.references = [one for one in references if one.pk not in seen][:MOST_LATELY]
        seen.update(one.pk for one in section.references)
    return shelf


def _mine(member: Member) -> list[Reference]:
    """What a member has used or added lately."""
    recent = Generation.objects.filter(author=member).order_by("-id").values("pk")[:WINDOW]
    uses = ReferenceUse.objects.filter(generation__in=recent).order_by("-generation_id", "position")
    wanted = set(dict.fromkeys(uses.values_list("reference", flat=True)[:USES]))
    wanted.update(
        Reference.objects.filter(added_by=member).order_by("-id").values_list("pk", flat=True)[:MOST_LATELY]
    )
    # Some of them may be pinned and stand there.
    most = MOST_PINNED + MOST_LATELY
    return list(_shown().filter(pk__in=wanted).order_by("-used_at", "-id")[:most])


def _found(query: str) -> list[Section]:
    words = query.split()[:MOST_WORDS]
    # What somebody has named or pinned is found without case and accents, however long ago it was used.
    wanted = [folded(word) for word in words]
    rows = _shown().filter(PINNED | ~Q(name=""))
    kept = [one for one in rows if has_all(f"{one.name}\n{one.label}", wanted)]
    labelled = Q()
    for word in words:
        labelled &= Q(name__icontains=word) | Q(label__icontains=word)
    ways = [labelled]
    if (search := Search.read(query)).phrases:
        # Not in one condition with the names: the prompts have an index, which would not be used then. The beginning
        # of a prompt is the name that its picture came under, so those further back are found by that.
        prompted = Generation.objects.filter(words__matches=search).order_by("-id").values("pk")[:WINDOW]
        ways.append(Q(picture__generation__in=prompted))
    latest = (_shown().filter(way).order_by("-used_at", "-id")[:MOST_FOUND] for way in ways)
    found = sorted({*kept, *chain(*latest)}, key=lambda one: (one.used_at, one.pk), reverse=True)
    return [
        Section("pinned", "Pinned", [one for one in found if one.pinned_at][:MOST_PINNED]),
        Section("found", "Found", [one for one in found if not one.pinned_at][:MOST_FOUND]),
    ]


def _shown() -> QuerySet[Reference]:
    # One without a file was removed with what it was made from (models.trash).
    return Reference.objects.exclude(file="").select_related("picture")
