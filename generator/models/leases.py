"""Leases: who leads. A lease is held by renewing it; whoever stops renewing loses it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# Who drives, and who waits to be the next: one of each, for a waiting one keeps a worker from other work.
ENGINE, NEXT_ENGINE = "engine", "next engine"
RECALL_SECONDS = 2.5
LATELY_SECONDS = 10.0
# A lease that seems to last for longer was written before the clock was set back: nobody knows whether it is held.
LONGEST_SECONDS = 60.0


class Lease(models.Model):
    name = models.CharField(max_length=50, primary_key=True)
    owner = models.CharField(max_length=50, blank=True)
    until = models.DateTimeField()
    beats = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}, held by {self.owner or 'nobody'}"

    @classmethod
    def take(cls, name: str, owner: str, seconds: float) -> bool:
        """Claim the lease if nobody holds it, or renew one's own; says whether it is now the owner's."""
        now = timezone.now()
        free = Q(owner=owner) | Q(owner="") | Q(until__lt=now) | Q(until__gt=now + timedelta(seconds=LONGEST_SECONDS))
        return bool(
            cls.objects.filter(free, name=name).update(
                owner=owner, until=now + timedelta(seconds=seconds), beats=F("beats") + 1
            )
        )

    @classmethod
    def renew(cls, name: str, owner: str, seconds: float) -> bool:
        """Hold on to a lease; False when it has gone to somebody else."""
        until = timezone.now() + timedelta(seconds=seconds)
        return bool(cls.objects.filter(name=name, owner=owner).update(until=until, beats=F("beats") + 1))

    @classmethod
    def release(cls, name: str, owner: str) -> None:
        """Give the lease up, so that the next one need not wait for its end."""
        cls.objects.filter(name=name, owner=owner).update(owner="")

    @classmethod
    def recall(cls, name: str) -> None:
        """Take the lease from whoever has it, and let nobody have it for a moment: the program ends."""
        until = timezone.now() + timedelta(seconds=RECALL_SECONDS)
        cls.objects.filter(name=name).update(owner="nobody, the program ended", until=until)

    @classmethod
    def beating(cls, name: str) -> bool:
        """Whether somebody has held it lately; between two holders there may be a moment."""
        return cls.objects.filter(name=name, until__gt=timezone.now() - timedelta(seconds=LATELY_SECONDS)).exists()

    @classmethod
    def held(cls, name: str) -> bool:
        """Whether somebody holds it now."""
        now = timezone.now()
        lasting = cls.objects.filter(name=name, until__gt=now, until__lt=now + timedelta(seconds=LONGEST_SECONDS))
        return lasting.exclude(owner="").exists()

    @classmethod
    def released(cls, name: str) -> bool:
        """Whether its last owner gave it up in good order, and may still be waiting for answers."""
        return cls.objects.filter(name=name, owner="").exists()
