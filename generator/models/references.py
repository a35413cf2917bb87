"""References: images that steer a generation, stored once per content."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from generator import images, storage
from generator.models.members import Member
from generator.models.pictures import Picture


class Reference(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(max_length=200)
    thumbnail = models.FileField(max_length=200)
    format = models.CharField(max_length=5)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    label = models.CharField(max_length=120, blank=True, help_text="The name it first came under.")
    name = models.CharField(max_length=80, blank=True, help_text="What the team calls it.")
    pinned_at = models.DateTimeField(null=True, blank=True, help_text="On the shelf for everybody since then.")
    used_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="references")
    picture = models.ForeignKey(
        "Picture", models.PROTECT, null=True, blank=True, related_name="references", help_text="Made from it."
    )
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-used_at"], name="reference_used"),
            models.Index(fields=["pinned_at"], name="reference_pinned", condition=models.Q(pinned_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name or self.label or f"reference {self.uuid}"

    @property
    def url(self) -> str:
        return reverse("reference", args=[self.uuid])

    @property
    def thumbnail_url(self) -> str:
        return reverse("reference-thumbnail", args=[self.uuid])

    @property
    def origin(self) -> UUID | None:
        """The uuid of the picture it was made from, if it was."""
        return self.picture.uuid if self.picture else None

    @property
    def stored(self) -> bool:
        """Whether its bytes are still there."""
        return bool(self.file) and self.file.storage.exists(str(self.file))

    @property
    def files(self) -> dict[str, str]:
        """The names of its files, which follow from what is in them."""
        file = storage.content_name("references", self.sha256, images.SUFFIXES[self.format])
        return {"file": file, "thumbnail": storage.content_name("references", self.sha256, "-small.webp")}

    @classmethod
    def forsaken(cls) -> "models.QuerySet[Reference]":
        """Made from what is purged by now (models.trash), and used, named and pinned by nobody.

        Something may still come of what is not purged, so its references are in use.
        """
        used = ReferenceUse.objects.filter(reference=OuterRef("pk"), generation__purged_at=None)
        of_purged = cls.objects.filter(picture__isnull=False, picture__generation__purged_at__isnull=False)
        return of_purged.filter(~Exists(used), name="", pinned_at=None)

    @classmethod
    def keep(cls, content: bytes, label: str, member: Member, picture: Picture | None = None) -> "Reference":
        """Store an image as a reference; the same image is the same reference. Raises images.NotAPicture."""
        encoded = images.as_reference(content)
        known = cls.objects.filter(sha256=encoded.sha256).first()
        going = known is not None and (not known.file or cls.forsaken().filter(pk=known.pk).exists())
        if known and known.stored and not going:
            return known._made_of(picture)
        thumbnail = images.thumbnail(encoded.content)
        files = cls(sha256=encoded.sha256, format=encoded.format).files
        brought = {**files, "label": label[:120], "added_by": member, "picture": picture}
        if going:
            # It has gone with what it was made from, or is about to (models.trash): from now on it is what it is
            # brought as. The row is first, so that nobody removes the files that are written next.
            cls.objects.filter(sha256=encoded.sha256).update(**brought, used_at=timezone.now())
        storage.keep(files["file"], encoded.content)
        storage.keep(files["thumbnail"], thumbnail.content)
        measures = {"width": encoded.width, "height": encoded.height, "size": len(encoded.content)}
        reference, _ = cls.objects.get_or_create(
            sha256=encoded.sha256, defaults={**brought, **measures, "format": encoded.format}
        )
        return reference._made_of(picture)

    def _made_of(self, picture: Picture | None) -> "Reference":
        """Remember the picture whose bytes these are, unless it is known or something older was made of them."""
        if (
            picture
            and self.picture_id is None
            and not self.uses.filter(generation__lte=picture.generation_id).exists()
        ):
            type(self).objects.filter(pk=self.pk, picture=None).update(picture=picture)
            self.refresh_from_db(fields=["picture"])
        return self


class ReferenceUse(models.Model):
    generation = models.ForeignKey("Generation", models.CASCADE, related_name="uses")
    # Found by the index below, which also has whose they are: one picture may be used tens of thousands of times.
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="uses", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["reference", "generation"], name="use_reference")]
        constraints = [
            models.UniqueConstraint(fields=["generation", "position"], name="one_reference_a_place"),
        ]

    def __str__(self) -> str:
        return f"reference {self.position}"
