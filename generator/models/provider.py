"""The provider as we last saw it: what everybody waits for, and how much of this minute's budget is used."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from generator.models.feed import Feed


class Provider(models.Model):
    notice = models.CharField(max_length=300, blank=True, help_text="One line for everybody; empty: all is well.")
    notice_change = models.BigIntegerField(default=0)
    noticed_at = models.DateTimeField(null=True, blank=True, help_text="Since when the notice stands.")
    held = models.BooleanField(default=False, help_text="Nothing is sent but a trial now and then.")
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="When a held studio tries again by itself.")
    webhooks_work = models.BooleanField(default=False, help_text="Tasks were announced lately, and none was missed.")
    listed_at = models.DateTimeField(null=True, blank=True, help_text="The last reading of the provider's task list.")
    requests = models.JSONField(default=dict, blank=True, help_text="Requests of the last minute, by second.")

    class Meta:
        verbose_name_plural = "provider"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_provider")]

    def __str__(self) -> str:
        return self.notice or "The provider answers."

    @classmethod
    def current(cls) -> "Provider":
        return cls.objects.get(pk=1)

    @classmethod
    def webhooks(cls, work: bool) -> None:
        """Note that a task was announced, or that one should have been and was not."""
        cls.objects.filter(pk=1).exclude(webhooks_work=work).update(webhooks_work=work)

    @classmethod
    def listed(cls) -> None:
        """Note a reading of the provider's task list."""
        cls.objects.filter(pk=1).update(listed_at=timezone.now())

    @classmethod
    def announce(cls, notice: str, held: bool = False, next_try_at: datetime | None = None) -> None:
        """Tell every open page what holds the work up; an empty notice takes the line away."""
        with transaction.atomic():
            cls.objects.filter(pk=1).update(next_try_at=next_try_at)
            if not cls.objects.filter(pk=1, notice=notice, held=held).exists():
                since = timezone.now() if notice else None
                cls.objects.filter(pk=1).update(
                    notice=notice, held=held, noticed_at=since, notice_change=Feed.advance()
                )
