"""Webhooks: how many of each kind have come, and the ids of the latest, so that none is believed twice.

An id is noted in the transaction of what its event does. When the process dies in between, neither has happened,
and the provider's next try, under the same id, is believed.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from generator.models.ledger import Attempt

# What was signed passes from five minutes before its timestamp to five minutes after it; then it is stale.
REMEMBERED = timedelta(minutes=15)
FORGETTING = 50


class Kind(models.TextChoices):
    """What becomes of a webhook; only the first changes anything."""

    BELIEVED = "believed"
    LATE = "late", "No news"
    REPEATED = "repeated"
    UNKNOWN = "unknown", "For no attempt"
    OTHER = "other", "Of another task"
    UNREADABLE = "unreadable"
    STALE = "stale", "Signed too long ago"
    FORGED = "forged", "Badly signed"
    UNSIGNED = "unsigned"
    UNEXPECTED = "unexpected", "Not expected"


class WebhookCount(models.Model):
    """A row for each kind, made by a migration; a webhook costs one UPDATE of it, however many come."""

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    count = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "webhooks of a kind"
        verbose_name_plural = "webhooks"

    def __str__(self) -> str:
        return f"{Kind(self.kind).label}: {self.count}"

    @classmethod
    def add(cls, kind: Kind) -> None:
        cls.objects.filter(kind=kind).update(count=F("count") + 1, last_at=timezone.now())


class WebhookId(models.Model):
    """The id of an event that was dealt with, by its digest: an id may be of any length."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.digest

    @classmethod
    def note(cls, webhook_id: str) -> bool:
        """Remember an id for as long as the same bytes could be sent again; False when it is known."""
        digest = hashlib.sha256(webhook_id.encode("utf-8", "replace")).hexdigest()
        noted, new = cls.objects.get_or_create(digest=digest)
        if noted.pk % FORGETTING == 0:
            cls.objects.filter(at__lt=timezone.now() - REMEMBERED).delete()
        return new


def believe(token: str, webhook_id: str, remote_id: str, status: str, urls: Sequence[str]) -> Kind:
    """Take a signed event at its word, in one transaction with its id and its count; the kind it turned out to be."""
    with transaction.atomic():
        kind = _believe(token, webhook_id, remote_id, status, urls)
        WebhookCount.add(kind)
    return kind


def _believe(token: str, webhook_id: str, remote_id: str, status: str, urls: Sequence[str]) -> Kind:
    attempt = Attempt.objects.filter(token=token).first()
    if attempt is None:
        return Kind.UNKNOWN
    # The signature says nothing of the address, so the task may be that of another attempt.
    of_others = Attempt.objects.filter(remote_id=remote_id).exclude(pk=attempt.pk)
    if attempt.remote_id not in ("", remote_id) or of_others.exists():
        return Kind.OTHER
    if not WebhookId.note(webhook_id):
        return Kind.REPEATED
    return Kind.BELIEVED if attempt.announced(remote_id, status, urls) else Kind.LATE
