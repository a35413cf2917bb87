"""Pictures: what came back, verified and stored by us under names of our own."""

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone

from generator import images, storage
from generator.models.ledger import Attempt


class StoredPicture(models.Model):
    """One verified image with its small forms, and the proof of what was stored when."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    index = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(max_length=200)
    thumbnail = models.FileField(max_length=200)
    placeholder = models.CharField(max_length=1000, help_text="A tiny WebP as a data URI.")
    format = models.CharField(max_length=5)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @staticmethod
    def stored(name: str, content: bytes) -> dict[str, Any]:
        """Verify an image and store it and its small forms under a name; the fields. Raises NotAPicture."""
        made = images.prepared(content)
        original = made.original
        return {
            "file": storage.keep(name + images.SUFFIXES[original.format], original.content),
            "thumbnail": storage.keep(name + "-small.webp", made.thumbnail.content),
            "placeholder": made.placeholder,
            "format": original.format,
            "width": original.width,
            "height": original.height,
            "size": len(content),
            "sha256": original.sha256,
        }


class Picture(StoredPicture):
    generation = models.ForeignKey("Generation", models.PROTECT, related_name="pictures")
    attempt = models.ForeignKey("Attempt", models.PROTECT, related_name="pictures")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "index"], name="one_picture_of_an_attempt"),
        ]

    def __str__(self) -> str:
        return f"picture {self.uuid}, {self.width} × {self.height}"

    @classmethod
    def keep(cls, attempt: Attempt, index: int, content: bytes) -> "Picture":
        """Verify and store a result of an attempt; doing it twice gives the same picture. Raises NotAPicture."""
        return cls.note(attempt, index, cls.verified(attempt, index, content))

    @classmethod
    def verified(cls, attempt: Attempt, index: int, content: bytes) -> dict[str, Any]:
        """Verify and store the files of a result; the fields of its row. Raises NotAPicture."""
        name = f"pictures/{attempt.started_at:%Y/%m}/{attempt.generation.uuid}-{attempt.pk}-{index}"
        return cls.stored(name, content)

    @classmethod
    def note(cls, attempt: Attempt, index: int, fields: dict[str, Any]) -> "Picture":
        """Write the row of files that are stored."""
        defaults = {"generation_id": attempt.generation_id, **fields}
        picture, _ = cls.objects.get_or_create(attempt=attempt, index=index, defaults=defaults)
        return picture

    def own_files(self) -> list[str]:
        """The names of its files, but for those that are named for another, which may be in use there."""
        mine = (f"/{self.generation.uuid}-", "unclaimed/")
        return [name for name in (str(self.file), str(self.thumbnail)) if any(mark in name for mark in mine)]

    @property
    def url(self) -> str:
        return reverse("picture", args=[self.uuid])

    @property
    def thumbnail_url(self) -> str:
        return reverse("picture-thumbnail", args=[self.uuid])

    @property
    def origin(self) -> UUID:
        """As of a reference: the picture it is."""
        return self.uuid

    @property
    def label(self) -> str:
        """What it is called as a reference."""
        return self.alt

    @property
    def alt(self) -> str:
        """What it is meant to show: its prompt, in a length that can be listened to."""
        prompt = " ".join(self.generation.prompt.split())
        return prompt if len(prompt) <= 160 else prompt[:159] + "…"
