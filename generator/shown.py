"""What is shown, in words: a title, a chip for each filter, and the days that are often asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from generator import days
from generator.filters import Filters
from generator.models import Member

STATUSES = {
    "": "Any",
    "unfinished": "In progress",
    "succeeded": "Finished",
    "failed": "Failed",
    "canceled": "Canceled",
}
PLACES = {"team": "Team", "mine": "Mine", "favourites": "Favourites"}
HEADINGS = {"team": "The team's pictures", "mine": "My pictures", "favourites": "My favourites"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter as people read it: `names` are the fields it stands for, `query` is the address without them."""

    names: str
    label: str
    query: str
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days from one up to today that are one click away."""

    label: str
    since: date
    query: str
    asked: bool


@dataclass(frozen=True)
class Shown:
    """Everything is read only where a template asks for it."""

    filters: Filters

    @cached_property
    def chips(self) -> list[Chip]:
        """In the order of the address. The scope is a place, and no filter."""
        return list(self._chips())

    @property
    def place(self) -> str:
        """Which entry of the navigation this is a part of."""
        return self.filters.scope or ("favourites" if self.filters.favourites else "team")

    @property
    def whole(self) -> bool:
        """Whether it is all of that."""
        return not self.filters.narrow or (self.place == "favourites" and self.only == "favourites")

    @property
    def title(self) -> str:
        labels = [chip.label for chip in self.chips]
        return ", ".join(labels if self.place == "favourites" else [*labels, PLACES[self.place]])

    @property
    def heading(self) -> str:
        return HEADINGS[self.place] if self.whole else self.title

    @property
    def everything(self) -> str:
        """The address of the same place without filters."""
        return Filters(scope=self.filters.scope).query

    @property
    def of_everybody(self) -> str:
        return self.filters.without("scope").query

    @property
    def only(self) -> str:
        """The value of the one filter that there is, where it is the status, or its name; or nothing."""
        names = list(self.filters.given())
        return (self.filters.status or names[0]) if len(names) == 1 else ""

    def statuses(self) -> list[tuple[str, str]]:
        return list(STATUSES.items())

    @cached_property
    def members(self) -> list[Member]:
        """Whose work there may be, by name, those who have left last."""
        return sorted(Member.objects.all(), key=lambda member: (not member.is_active, member.name.casefold()))

    @property
    def looks_of_members(self) -> str:
        """What is seen of them hangs on this."""
        return " ".join(f"{one.pk} {one.username} {one.name} {one.is_active}" for one in self.members)

    def often(self) -> list[Days]:
        today = timezone.localdate()
        starts = {
            "Today": today,
            "This week": today - timedelta(days=today.weekday()),
            "This month": today.replace(day=1),
        }
        asked = self.filters.since if not self.filters.until else None
        return [
            Days(label, since, replace(self.filters, since=since, until=None).query, since == asked)
            for label, since in starts.items()
        ]

    def _chips(self) -> Iterator[Chip]:
        filters = self.filters
        if filters.q:
            yield self._chip(filters.q if filters.quoted else f"“{filters.q}”", "q")
        if filters.by:
            member = Member.objects.filter(username__iexact=filters.by).first()
            yield self._chip(member.name if member else filters.by, "by", member=member)
        if filters.status:
            yield self._chip(STATUSES[filters.status], "status")
        if filters.favourites:
            yield self._chip("Favourites", "favourites")
        if filters.references:
            yield self._chip("With references", "references")
        if filters.of:
            yield self._chip("Made from one picture", "of")
        if filters.since or filters.until:
            yield self._chip(_span(filters.since, filters.until), "since", "until")

    def _chip(self, label: str, *names: str, member: Member | None = None) -> Chip:
        rest = self.filters
        for name in names:
            rest = rest.without(name)
        return Chip(" ".join(names), label, rest.query, member)


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return _day(since) if since == until else f"{_day(since)} to {_day(until)}"
    return f"Since {_day(since)}" if since else f"Until {_day(until)}"


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return "today" if day == timezone.localdate() else days.short(day)
