"""The feed: a number that every change takes, so that a reader can ask for what is newer than what it knows.

The number comes from one row that the change's own transaction updates. Such numbers become visible in order, which
those of a sequence do not: a reader of "greater than the last I saw" would miss a row that was committed late.
"""

from django.db import models, transaction
from django.db.models import F


class Feed(models.Model):
    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "feed"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_feed")]

    def __str__(self) -> str:
        return f"change {self.number}"

    @classmethod
    def advance(cls) -> int:
        """Take the next number; the caller's transaction writes it on what changed."""
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A change and its number are one transaction.")
        cls.objects.filter(pk=1).update(number=F("number") + 1)
        return cls.newest()

    @classmethod
    def newest(cls) -> int:
        """The number of the last change."""
        return int(cls.objects.values_list("number", flat=True).get(pk=1))
