"""Sightings and remarks: what happened to an attempt after it was written down. They are added, and never changed."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from generator.models.ledger import Attempt


class Sighting(models.Model):
    """A status of the remote task, when we first saw it, and when we last saw another."""

    attempt = models.ForeignKey("Attempt", models.CASCADE, related_name="sightings")
    status = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now)
    after = models.DateTimeField(null=True, blank=True, help_text="The last look that found another status.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["attempt", "status"], name="one_sighting_a_status")]

    def __str__(self) -> str:
        return self.status

    @classmethod
    def seconds_finished(cls, attempt_id: int) -> float:
        """Since the provider was first seen to have finished an attempt."""
        seen = cls.objects.filter(attempt_id=attempt_id, status="COMPLETED").first()
        return (timezone.now() - seen.at).total_seconds() if seen else 0.0


class Remark(models.Model):
    """What else happened to an attempt, in words for admins."""

    attempt = models.ForeignKey("Attempt", models.CASCADE, related_name="remarks")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def add(cls, attempt: "Attempt", text: str) -> None:
        """Add to an attempt's story."""
        cls.objects.create(attempt=attempt, text=text)
