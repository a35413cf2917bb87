"""Favourites: what a member marked, for themselves."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Favourite(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites")
    generation = models.ForeignKey("Generation", models.CASCADE, related_name="favourites")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "generation"], name="one_favourite")]

    def __str__(self) -> str:
        return f"favourite {self.generation_id}"
