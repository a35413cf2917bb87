"""Drafts: what a member has in the composer and has not sent, so that no reload, sign-out or crash loses it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """One a member. `references` are the uuids of references, in order."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draft")
    prompt = models.TextField(blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    ratio = models.CharField(max_length=5, blank=True)
    references = models.JSONField(default=list, blank=True)
    updated = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.prompt[:60]
