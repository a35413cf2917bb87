"""Drafts: what a member has in the composer and has not sent, so that no reload, sign-out or crash loses it."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from generator.models.members import Member
from generator.models.pictures import Picture
from generator.models.references import Reference


class Draft(models.Model):
    """One a member. `references` are the uuids of references, or of pictures that will become some, in order.

    `group` is the number that its composer sends: sending takes away the draft of this composer, and of no other.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draft")
    prompt = models.TextField(blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    ratio = models.CharField(max_length=5, blank=True)
    references = models.JSONField(default=list, blank=True)
    group = models.UUIDField(default=uuid4)
    updated = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.prompt[:60]

    @classmethod
    def of(cls, member: Member) -> "Draft":
        """A member's draft; an empty one that is not stored when there is none."""
        return cls.objects.filter(member=member).first() or cls(member=member)

    @property
    def version(self) -> str:
        """Tells what is stored from what was stored before; empty when nothing is."""
        return self.updated.isoformat() if self.pk else ""

    @property
    def empty(self) -> bool:
        return not (self.prompt or self.references or self.ratio) and self.count == 1

    def chips(self) -> list[Reference | Picture]:
        """Its references, in order; what is no longer there is left out."""
        return chips_of(UUID(one) for one in self.references)


def chips_of(uuids: Iterable[UUID]) -> list[Reference | Picture]:
    """What these are the uuids of, in their order, each once."""
    wanted = list(dict.fromkeys(uuids))
    if not wanted:
        return []
    known: dict[UUID, Reference | Picture] = {}
    for reference in Reference.objects.filter(uuid__in=wanted).select_related("picture"):
        known[reference.uuid] = reference
    shown = Picture.objects.filter(generation__trashed_at=None)
    for picture in shown.filter(uuid__in=wanted).select_related("generation"):
        known[picture.uuid] = picture
    found = [known[one] for one in wanted if one in known]
    return [one for one in found if one.file and one.file.storage.exists(str(one.file))]
