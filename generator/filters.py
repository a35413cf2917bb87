"""What part of the history somebody looks at: read from an address, and written into one that can be shared."""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone

from generator.models import Favourite, Generation, Member, ReferenceUse, Status
from generator.models.generations import UNFINISHED, GenerationQuerySet

# How the address calls them, and which statuses each takes in.
STATUSES: dict[str, tuple[Status, ...]] = {
    "unfinished": UNFINISHED,
    "succeeded": (Status.SUCCEEDED,),
    "failed": (Status.FAILED,),
    "canceled": (Status.CANCELED,),
}
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What is not given, or makes no sense, filters nothing. `by` is a username; `of` is the generation whose
    pictures it was made from; `since` and `until` are days.
    """

    scope: str = ""
    q: str = ""
    by: str = ""
    status: str = ""
    favourites: bool = False
    references: bool = False
    of: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        status = query.get("status", "")
        return cls(
            scope="mine" if query.get("scope") == "mine" else "",
            q=" ".join(query.get("q", "").replace("\0", "").split())[:MOST_LETTERS],
            by=query.get("by", "").replace("\0", "")[:150],
            status=status if status in STATUSES else "",
            favourites=bool(query.get("favourites")),
            references=bool(query.get("references")),
            of=_uuid(query.get("of", "")),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
        )

    @property
    def narrow(self) -> bool:
        """Whether it leaves out anything but the work of others."""
        return self != Filters(scope=self.scope)

    @property
    def query(self) -> str:
        """As the query of an address, without the question mark; empty when nothing is filtered."""
        given = {name: _written(value) for name, value in asdict(self).items() if value}
        return urlencode(given)

    def without(self, name: str) -> "Filters":
        return replace(self, **{name: getattr(Filters(), name)})

    def given(self) -> Iterator[str]:
        """The names of what filters, in the order of the address, but for the scope."""
        return (name for name, value in asdict(self).items() if value and name != "scope")

    def rows(self, viewer: Member) -> GenerationQuerySet:
        """The generations that a viewer sees, in no order yet."""
        rows = Generation.objects.shown()
        if self.scope == "mine":
            rows = rows.filter(author=viewer)
        if self.by:
            rows = rows.filter(author__in=Member.objects.filter(username__iexact=self.by).values("pk"))
        if self.status:
            rows = rows.filter(status__in=STATUSES[self.status])
        if self.favourites:
            rows = rows.filter(Exists(Favourite.objects.filter(member=viewer, generation=OuterRef("pk"))))
        if self.references:
            rows = rows.filter(referenced__gt=0)
        if self.of:
            uses = ReferenceUse.objects.filter(reference__picture__generation__uuid=self.of)
            rows = rows.filter(pk__in=uses.values("generation"))
        if self.since:
            rows = rows.filter(created__gte=_midnight(self.since))
        if self.until:
            rows = rows.filter(created__lt=_midnight(self.until + timedelta(days=1)))
        return rows.filter(prompt__matches=self.q) if self.q else rows


def _day(text: str) -> date | None:
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(text)
        # The days around the ends of the calendar have no midnight in every time zone.
        return day if 1900 <= day.year <= 9000 else None
    return None


def _uuid(text: str) -> uuid.UUID | None:
    with contextlib.suppress(ValueError):
        return uuid.UUID(text)
    return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _written(value: object) -> str:
    return "yes" if value is True else value.isoformat() if isinstance(value, date) else str(value)
