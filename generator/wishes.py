"""Wishes: what a colleague has asked for already, found before it is asked for, and paid for, again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from generator import days
from generator.models import Generation, Member, Status

MADE = Q(status=Status.SUCCEEDED)


@dataclass(frozen=True, slots=True)
class Known:
    """A colleague's generation of the same wish, with a picture or on its way to one."""

    generation: Generation

    @property
    def words(self) -> str:
        """ "Bob made this yesterday" """
        verb = "made" if self.generation.status == Status.SUCCEEDED else "asked for"
        return f"{self.generation.author.name} {verb} this {days.when(timezone.localdate(self.generation.created))}"


def known(wishes: Iterable[str], member: Member) -> list[Known]:
    """For each wish (models.generations.wish_of) what a colleague of the member has of it, in the order of wishes.

    One a wish: the newest that has its picture, or else the newest that may still get one.
    """
    asked = list(wishes)
    theirs = (
        Generation.objects.shown()
        .filter(wish__in=asked)
        .exclude(author=member)
        .exclude(status__in=(Status.FAILED, Status.CANCELED))
    )
    best = theirs.order_by().values("wish").annotate(best=Coalesce(Max("pk", filter=MADE), Max("pk"))).values("best")
    found = Generation.objects.for_cards().filter(pk__in=best)
    return [Known(generation) for generation in sorted(found, key=lambda one: asked.index(one.wish))]
