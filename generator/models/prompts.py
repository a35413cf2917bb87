"""The prompt library: prompts under a name, a member's own or shared with the team."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedPrompt(models.Model):
    """`text` may hold {placeholders}, which become fields when it is used."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_prompts")
    name = models.CharField(max_length=80)
    text = models.TextField()
    shared = models.BooleanField(default=False, help_text="Everybody may use it; only its owner may change it.")
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-uses", "name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_prompt_of_a_name")]
        indexes = [models.Index(fields=["shared", "-uses"], name="prompt_shared")]

    def __str__(self) -> str:
        return self.name
