"""What part of the history somebody looks at: read from an address, and written into one that can be shared."""

import contextlib
import uuid
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from generator import fulltext
from generator.models import Favourite, Generation, Member, Reference, ReferenceUse, Status
from generator.models.generations import GenerationQuerySet
from generator.words import QUOTES, Search, words

# What an address may ask for.
STATUSES = ("unfinished", Status.SUCCEEDED, Status.FAILED, Status.CANCELED)
MOST_LETTERS = 200
# Numbers are given out in the order of time, but for what was under way at once, or while the clock was wrong.
DISORDER = timedelta(days=7)
NO_LIMIT = 2**63 - 1


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
        status, by = query.get("status", ""), query.get("by", "").replace("\0", "")[:150]
        since, until = _date(query.get("since", "")), _date(query.get("until", ""))
        if since and until and since > until:
            since, until = until, since
        return cls(
            # Whose pictures are looked for is said once: somebody else's are not among one's own.
            scope="mine" if query.get("scope") == "mine" and not by else "",
            q=" ".join(query.get("q", "").replace("\0", "").split())[:MOST_LETTERS],
            by=by,
            status=status if status in STATUSES else "",
            favourites=query.get("favourites") == "yes",
            references=query.get("references") == "yes",
            of=_uuid(query.get("of", "")),
            since=since,
            until=until,
        )

    @property
    def narrow(self) -> bool:
        """Whether it leaves out anything but the work of others."""
        return self != Filters(scope=self.scope)

    @property
    def sparse(self) -> bool:
        """Whether it finds a little here and there, so that a heading for each day would tear it to pieces."""
        return bool(self.q or self.favourites or self.references or self.of or self.rare)

    @property
    def rare(self) -> bool:
        """Whether only what came to nothing is asked for."""
        return self.status in (Status.FAILED, Status.CANCELED)

    @property
    def query(self) -> str:
        """As the query of an address, without the question mark; empty when nothing is filtered."""
        given = {name: _written(value) for name, value in asdict(self).items() if value}
        return urlencode(given)

    @property
    def search(self) -> Search:
        """What is looked for in prompts; without a phrase nothing is."""
        return Search.read(self.q)

    @property
    def quoted(self) -> bool:
        """Whether what is looked for has quotes of its own."""
        return bool(QUOTES.search(self.q))

    def without(self, name: str) -> "Filters":
        return replace(self, **{name: getattr(Filters(), name)})

    def given(self) -> Iterator[str]:
        """The names of what filters, in the order of the address, but for the scope."""
        return (name for name, value in asdict(self).items() if value and name != "scope")

    def rows(self, viewer: Member) -> GenerationQuerySet:
        """The generations that a viewer sees, in no order yet."""
        rows = self._whatever_words(viewer)
        return rows.filter(words__matches=self.search) if self.search.phrases else rows

    def newest(self, viewer: Member, before: int = 0, until: int = 0) -> GenerationQuerySet:
        """The same, newest first: those with a number below `before` and not below `until`, where these are given.

        To be cut to a page: however many there are, the first of them are found quickly.
        """
        return self._walk(viewer, until - 1, before or NO_LIMIT, "-")

    def oldest(self, viewer: Member, after: int) -> GenerationQuerySet:
        """Those from a number up, the oldest first; to be cut as well."""
        return self._walk(viewer, after - 1, NO_LIMIT, "")

    def of_sets(self, viewer: Member, sets: Collection[tuple[int, uuid.UUID]]) -> list[Generation]:
        """What a viewer sees of some sets, each of which is given by its author and its number."""
        authors, groups = zip(*sets, strict=True)
        # Status, favourites and words are asked of each of these few: a database would begin with all that there are.
        rest = replace(self, status="")._plain(viewer)
        rows = rest.order_by().filter(author__in=set(authors), group__in=groups)
        if self.favourites:
            rows = rows.filter(Exists(_marked(viewer)))
        wanted = (one for one in rows if (one.author_id, one.group) in sets and self._has_status(one))
        return [one for one in wanted if self.search.finds(words(one.prompt))]

    def _has_status(self, one: Generation) -> bool:
        if self.status == "unfinished":
            return one.finished_at is None
        return self.status in ("", one.status)

    def _walk(self, viewer: Member, above: int, below: int, sign: str) -> GenerationQuerySet:
        first, last = self._stretch()
        above, below = max(above, first), min(below, last)
        if below - above < 2:
            return Generation.objects.none()
        # What is unfinished is always few, and found by itself. What came to nothing is rare, and rarely a favourite:
        # looking for it among these goes through all of them for a handful.
        few = self.status == "unfinished"
        if self.favourites and not (few or self.rare):
            rows = self._favourites(viewer, above, below).order_by(f"{sign}favourites__generation_id")
        elif self.of and not few:
            rows = self._made_from(self.of, viewer, above, below).order_by(f"{sign}uses__generation_id")
        else:
            rows = self._whatever_words(viewer).filter(id__gt=above, id__lt=below).order_by(f"{sign}id")
        if not self.search.phrases:
            return rows
        most = self.without("q") == Filters()
        return fulltext.in_order(rows, self._whatever_words(viewer), self.search, above, below, sign, most)

    def _whatever_words(self, viewer: Member) -> GenerationQuerySet:
        rows = self._plain(viewer)
        if self.favourites and self.rare:
            # What of it is a favourite is known without a look at any of these rows.
            both = Generation.objects.filter(Exists(_marked(viewer)), status=self.status)
            return rows.filter(pk__in=both.order_by().values("pk"))
        return rows.filter(favourites__member=viewer) if self.favourites else rows

    def _plain(self, viewer: Member) -> GenerationQuerySet:
        """By all but words and favourites."""
        rows = Generation.objects.shown()
        if self.scope == "mine":
            rows = rows.filter(author=viewer)
        if self.by:
            author = Member.objects.filter(username__iexact=self.by).first()
            rows = rows.filter(author=author) if author else rows.none()
        if self.status == "unfinished":
            # They are always few, and have an index of their own, which is not the first that comes to mind.
            rows = rows.filter(pk__in=Generation.objects.unfinished().order_by().values("pk"))
        elif self.status:
            rows = rows.filter(status=self.status)
        if self.references:
            rows = rows.filter(referenced__gt=0)
        if self.of:
            uses = ReferenceUse.objects.filter(generation=OuterRef("pk"), reference__in=_pictures(self.of))
            rows = rows.filter(Exists(uses))
        if self.since:
            rows = rows.filter(created__gte=_midnight(self.since))
        if self.until:
            rows = rows.filter(created__lt=_midnight(self.until + timedelta(days=1)))
        return rows

    def _favourites(self, viewer: Member, above: int, below: int) -> GenerationQuerySet:
        """Along their own index, which has them in order; what else is asked stands in a query of its own."""
        mine = {
            "favourites__member": viewer,
            "favourites__generation__gt": above,
            "favourites__generation__lt": below,
        }
        fits = Exists(self._plain(viewer).filter(pk=OuterRef("pk")))
        return Generation.objects.filter(**mine).filter(fits)

    def _made_from(self, of: uuid.UUID, viewer: Member, above: int, below: int) -> GenerationQuerySet:
        """Along the index of the uses, in the same way; what uses several of its pictures is found once."""
        pictures = list(_pictures(of).values_list("pk", flat=True))
        used = {
            "uses__reference__in": pictures,
            "uses__generation__gt": above,
            "uses__generation__lt": below,
        }
        again = ReferenceUse.objects.filter(
            generation=OuterRef("pk"), reference__in=pictures, position__lt=OuterRef("uses__position")
        )
        fits = Exists(replace(self, of=None)._whatever_words(viewer).filter(pk=OuterRef("pk")))
        return Generation.objects.filter(~Exists(again), fits, **used)

    def _stretch(self) -> tuple[int, int]:
        """Two numbers that everything of these days lies between: a look at the index of days saves many at rows."""
        by_day = Generation.objects.order_by("created").values_list("id", flat=True)
        above, below = 0, NO_LIMIT
        if self.since:
            earlier = by_day.filter(created__lt=_midnight(self.since) - DISORDER)
            above = earlier.last() or above
        if self.until:
            later = by_day.filter(created__gt=_midnight(self.until + timedelta(days=1)) + DISORDER)
            below = later.first() or below
        return above, below


def _marked(viewer: Member) -> QuerySet[Favourite]:
    """Whether a generation is a favourite of a viewer's."""
    return Favourite.objects.filter(member=viewer, generation=OuterRef("pk"))


def _pictures(of: uuid.UUID) -> QuerySet[Reference]:
    """Of a generation, as others have them as references."""
    return Reference.objects.filter(picture__generation__uuid=of).order_by()


def _date(text: str) -> date | None:
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
