"""Generations: one prompt with its references, and where it is on its way to a picture.

    queued ── submitting ── generating ── collecting ── succeeded
      │            ├── failed    └── failed    └── failed
      │            └── unconfirmed (perhaps accepted: found again, or decided by a person)
      └── canceled

A failed or canceled one may still succeed: when what was paid for comes late, or is found, or is asked for once more.

The row is the state. `GenerationQuerySet.move` is the only way from one status to another: a conditional UPDATE
that takes the next number of the feed and says whether it hit, so that of two who try, one does.

What is finished may be put into the trash, whatever its status. There it stays for limits.TRASH_DAYS, and then its
bytes are removed (models.trash). What moves on comes back from there: something that was paid for has come of it.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from generator import limits
from generator.fulltext import WordsField
from generator.models.feed import Feed

if TYPE_CHECKING:
    from generator.models.members import Member
    from generator.models.pictures import Picture


class Status(models.TextChoices):
    QUEUED = "queued"
    SUBMITTING = "submitting", "Sending"
    UNCONFIRMED = "unconfirmed"
    GENERATING = "generating"
    COLLECTING = "collecting"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


# What was ended without a picture may get one after all: it was late, or was found, or somebody asked once more.
TRANSITIONS: dict[Status, set[Status]] = {
    Status.QUEUED: {
        *(Status.SUBMITTING, Status.GENERATING, Status.COLLECTING, Status.SUCCEEDED),
        *(Status.CANCELED, Status.FAILED),
    },
    Status.SUBMITTING: {Status.QUEUED, Status.UNCONFIRMED, Status.GENERATING, Status.SUCCEEDED, Status.FAILED},
    Status.UNCONFIRMED: {Status.GENERATING, Status.QUEUED, Status.SUCCEEDED, Status.FAILED},
    Status.GENERATING: {Status.COLLECTING, Status.QUEUED, Status.SUCCEEDED, Status.FAILED},
    Status.COLLECTING: {Status.SUCCEEDED, Status.GENERATING, Status.FAILED},
    Status.SUCCEEDED: set(),
    Status.FAILED: {Status.QUEUED, Status.GENERATING, Status.COLLECTING, Status.SUCCEEDED},
    Status.CANCELED: {Status.GENERATING, Status.COLLECTING, Status.SUCCEEDED},
}
UNFINISHED = (
    Status.QUEUED,
    Status.SUBMITTING,
    Status.UNCONFIRMED,
    Status.GENERATING,
    Status.COLLECTING,
)
GIVEN_UP = "The provider never answered, and it was given up. It may have been charged."
GIVEN_UP_OVERDUE = "The provider took too long, and it was given up. Should the picture still come, it is kept."
PURGED = "Its prompt was deleted for good, so it cannot be sent once more; write a new one."
# Aspect ratios (width by height) that the pages have a place for before the picture is there.
SHAPES = ("0.5", "0.56", "0.67", "0.75", "0.8", "1", "1.25", "1.33", "1.5", "1.78", "2")


# The shapes that can be asked for, with the size in pixels of the blank canvas that asks for it: the provider takes
# no aspect ratio, and follows that of a reference (contract 1.1).
RATIOS: dict[str, tuple[int, int]] = {
    "1:1": (1024, 1024),
    "3:2": (1248, 832),
    "2:3": (832, 1248),
    "4:3": (1184, 888),
    "3:4": (888, 1184),
    "16:9": (1344, 756),
    "9:16": (756, 1344),
}


def wish_of(prompt: str, ratio: str, references: Iterable[str]) -> str:
    """A digest of what was asked for, the same for the same wish; `references` are their SHA-256, in order."""
    words = " ".join(prompt.casefold().split())
    return hashlib.sha256("\n".join([words, ratio, *references]).encode()).hexdigest()


def shape_of(width: int, height: int) -> str:
    """The name of the nearest of SHAPES."""
    return min(SHAPES, key=lambda shape: abs(float(shape) - width / height))


class GenerationQuerySet(models.QuerySet["Generation"]):
    def move(self, *origins: Status, to: Status, **fields: Any) -> bool:
        """Move what is in one of `origins` to another status, with other fields; False when nothing was there."""
        for origin in origins:
            if to not in TRANSITIONS[origin]:
                raise ValueError(f"no generation goes from {origin} to {to}")
        over = to in (Status.SUCCEEDED, Status.FAILED, Status.CANCELED)
        fields.setdefault("finished_at", timezone.now() if over else None)
        fields.setdefault("failure", "")
        with transaction.atomic(savepoint=False):
            fields |= _out_of_the_trash(Feed.advance())
            return bool(self.filter(status__in=origins).update(status=to, **fields))

    def trash(self, by: "Member") -> int:
        """Put what is finished and not there yet into the trash; their change, by which they are known, or 0."""
        with transaction.atomic():
            change = Feed.advance()
            rows = self.shown().exclude(status__in=UNFINISHED)
            hit = rows.update(trashed_at=timezone.now(), trashed_by=by, change=change)
            return change if hit else 0

    def restore(self) -> int:
        """Bring back what is in the trash; how many."""
        with transaction.atomic():
            return self.trashed().update(**_out_of_the_trash(Feed.advance()))

    def discard(self) -> int:
        """End the days in the trash of what is there, so that its bytes go at once (models.trash); how many."""
        return self.trashed().update(trashed_at=first_kept() - timedelta(days=1))

    def for_cards(self) -> Self:
        """With everything a card shows, in a number of queries that does not grow."""
        return self.for_sets().prefetch_related("pictures")

    def for_sets(self) -> Self:
        """With what is told of the sets they are in: all that a card shows but its picture."""
        return self.select_related("author").defer("words", "typed")

    def shown(self) -> Self:
        """What is not in the trash."""
        return self.filter(trashed_at=None)

    def trashed(self) -> Self:
        """What is in the trash and may still be brought back."""
        return self.filter(trashed_at__gte=first_kept(), purged_at=None)

    def due(self) -> Self:
        """What has been in the trash for its days, and is still there."""
        return self.filter(trashed_at__lt=first_kept(), purged_at=None)

    def decided_by(self, member: "Member") -> Self:
        """What a member decides about: their own; an admin decides about all."""
        return self.all() if member.is_admin else self.filter(author=member)

    def unfinished(self) -> Self:
        return self.filter(finished_at__isnull=True)


def first_kept() -> datetime:
    """What was put into the trash before then does not stay there any longer."""
    return timezone.now() - timedelta(days=limits.TRASH_DAYS)


def _out_of_the_trash(change: int) -> dict[str, Any]:
    """A change, as the fields of an UPDATE: what was in the trash is told to every page as if it were new."""
    born = Case(When(trashed_at=None, then=F("born")), default=Value(change))
    return {"change": change, "born": born, "trashed_at": None, "trashed_by": None, "purged_at": None}


class Generation(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="generations")
    prompt = models.TextField()
    # Nothing rather than an empty text, so that a database of many can add the column without writing them all anew.
    typed = models.TextField(null=True, editable=False, help_text="The alternatives it was one of.")  # noqa: DJ001
    words = WordsField(default="", editable=False, help_text="What is searched.")
    model = models.CharField(max_length=100)
    status = models.CharField(max_length=12, choices=Status, default=Status.QUEUED)
    failure = models.TextField(blank=True, help_text="Why there is no picture, for the author.")
    # The variations of one prompt; the form brings the number, so that a form sent twice is one group.
    group = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField(default=1)
    count = models.PositiveSmallIntegerField(default=1)
    ratio = models.CharField(max_length=5, blank=True, help_text="The shape asked for; empty: as it comes.")
    shape = models.CharField(max_length=4, default="1")
    referenced = models.PositiveSmallIntegerField(default=0, help_text="How many references it has.")
    wish = models.CharField(max_length=64, blank=True, help_text="The same for the same prompt and references.")
    created = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    trashed_at = models.DateTimeField(null=True, blank=True)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="trashed"
    )
    purged_at = models.DateTimeField(null=True, blank=True, help_text="Since when its bytes are gone.")
    born = models.BigIntegerField(default=0, help_text="The change that made it.")
    change = models.BigIntegerField(default=0, help_text="The last change of it.")

    objects = GenerationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "group", "position"], name="one_of_a_group"),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="generation_mine"),
            models.Index(fields=["change"], name="generation_change"),
            models.Index(fields=["id"], name="generation_unfinished", condition=models.Q(finished_at__isnull=True)),
            models.Index(fields=["created"], name="generation_created"),
            models.Index(fields=["status", "-id"], name="generation_status"),
            models.Index(fields=["wish", "-id"], name="generation_wish"),
            models.Index(fields=["-id"], name="generation_referenced", condition=models.Q(referenced__gt=0)),
            models.Index(
                fields=["trashed_at"], name="generation_trash", condition=models.Q(trashed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prompt[:60]} ({self.status})"

    @property
    def picture(self) -> "Picture | None":
        """The first picture, from what `for_cards` has loaded."""
        return next(iter(self.pictures.all()), None)

    @property
    def finished(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def days_left(self) -> int:
        """How many days it stays in the trash, the last one counted."""
        if self.trashed_at is None:
            return limits.TRASH_DAYS
        return max(0, limits.TRASH_DAYS - (timezone.now() - self.trashed_at).days)

    @property
    def seconds(self) -> float | None:
        """From being accepted to being stored, once it is over."""
        if self.accepted_at and self.finished_at:
            return (self.finished_at - self.accepted_at).total_seconds()
        return None

    def cancel(self) -> bool:
        """Only what was not sent can be taken back: the provider has no cancel (contract 2)."""
        return type(self).objects.filter(pk=self.pk).move(Status.QUEUED, to=Status.CANCELED)

    def retry(self) -> bool:
        """Put a failed one back in line; its next attempt is a new row of the ledger."""
        return self._back_in_line(Status.FAILED)

    def send_again(self) -> bool:
        """Put an unconfirmed or overdue one back in line, which somebody must have decided: it may be charged twice.

        What was sent before is still searched, watched and collected.
        """
        return self._back_in_line(Status.UNCONFIRMED) or (self.is_overdue() and self._back_in_line(Status.GENERATING))

    def give_up(self) -> bool:
        """Stop waiting for an unconfirmed or overdue one, which somebody must have decided.

        Should it come all the same, it is kept.
        """
        mine = type(self).objects.filter(pk=self.pk)
        origins = {Status.UNCONFIRMED: GIVEN_UP}
        if self.is_overdue():
            origins[Status.GENERATING] = GIVEN_UP_OVERDUE
        if mine.filter(pictures__isnull=False).exists():
            return mine.move(*origins, to=Status.SUCCEEDED)
        return any(mine.move(origin, to=Status.FAILED, failure=reason) for origin, reason in origins.items())

    @property
    def due(self) -> datetime | None:
        """When the provider, if it has it, will have had it for longer than it ought to."""
        if self.status != Status.GENERATING or self.accepted_at is None:
            return None
        return self.accepted_at + timedelta(seconds=settings.GENERATION_DEADLINE)

    def is_overdue(self) -> bool:
        return self.due is not None and timezone.now() > self.due

    def _back_in_line(self, origin: Status) -> bool:
        # One without a prompt has come back from its end (models.trash), and would be paid for in vain.
        mine = type(self).objects.filter(pk=self.pk).exclude(prompt="")
        return mine.move(origin, to=Status.QUEUED, queued_at=timezone.now(), accepted_at=None)
