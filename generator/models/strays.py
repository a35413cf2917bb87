"""Strays: remote tasks in the provider's list that no attempt knows, and the pictures kept of them.

The list has neither times nor prompts (contract 3), so a stray says only that it was not there before, and therefore
which attempts it may belong to: those that were without an answer when it first appeared. Where that leaves one for
one, or where all are variations of one prompt, and the list was read shortly before, the attempt is found. Otherwise
the strays' pictures are kept before they vanish, and a person matches them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from generator.models.generations import Generation
from generator.models.ledger import Attempt
from generator.models.pictures import Picture, StoredPicture

# A reading may have been too early for a task that was accepted a moment ago.
SEARCHES_BEFORE_ADOPTION = 2
# An attempt that was searched so often without a stray, over some ten minutes, has none that appears only now.
SEARCHES_OF_A_SUSPECT = 9
# What was not in a list read so long before the attempt, or in none, may have been made by others before it.
FRESH_SECONDS = 1200.0
# More than so many new ones at once are somebody else's work under the same key, and nobody could match them.
MOST_CANDIDATES = 20


class StrayQuerySet(models.QuerySet["Stray"]):
    def unclaimed(self) -> "StrayQuerySet":
        """Those that no attempt has been found to be, and nobody has dismissed."""
        # Of ids that are not empty there is an index.
        claimed = Attempt.objects.filter(remote_id=OuterRef("remote_id")).exclude(remote_id="")
        return self.filter(~Exists(claimed), dismissed_at=None)

    def candidates(self) -> "StrayQuerySet":
        """Unclaimed ones that may belong to an attempt which is still without an answer."""
        unanswered = Q(suspects__outcome__in=[Attempt.Outcome.OPEN, Attempt.Outcome.UNKNOWN])
        return self.unclaimed().filter(unanswered).distinct()


class Stray(models.Model):
    remote_id = models.CharField(max_length=128, unique=True)
    model = models.CharField(max_length=100)
    status = models.CharField(max_length=30, blank=True)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When the list first had it.")
    absent_at = models.DateTimeField(null=True, blank=True, help_text="The last reading that did not have it.")
    suspects = models.ManyToManyField(Attempt, related_name="strays", help_text="The attempts it may belong to.")
    incoming = models.JSONField(default=list, blank=True, help_text="Files fetched and not yet verified.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Since when nothing more is fetched.")
    dismissed_at = models.DateTimeField(null=True, blank=True, help_text="When an admin said that it is not ours.")

    objects = StrayQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"remote task {self.remote_id}"

    @classmethod
    def unknown(cls, ids: Iterable[str]) -> set[str]:
        """Which of these remote ids neither an attempt nor a stray has."""
        left = list(ids)
        new: set[str] = set()
        for start in range(0, len(left), 500):
            some = left[start : start + 500]
            known = set(Attempt.of_remote_task(*some).values_list("remote_id", flat=True))
            known |= set(cls.objects.filter(remote_id__in=some).values_list("remote_id", flat=True))
            new |= set(some) - known
        return new

    @classmethod
    def record(cls, model: str, ids: Iterable[str], suspects: Iterable[int], absent_at: datetime | None) -> None:
        """Write down ids that have appeared while these attempts were without an answer.

        `absent_at` is when the list was last read before; None when it never was.
        """
        with transaction.atomic():
            new = sorted(cls.unknown(ids))
            strays = [Stray(remote_id=one, model=model, absent_at=absent_at) for one in new]
            Stray.objects.bulk_create(strays, ignore_conflicts=True)
            unanswered = Attempt.objects.filter(pk__in=suspects, model=model).filter(
                Q(outcome=Attempt.Outcome.OPEN)
                | Q(outcome=Attempt.Outcome.UNKNOWN, searches__lte=SEARCHES_OF_A_SUSPECT)
            )
            if len(new) <= MOST_CANDIDATES:
                attempts = list(unanswered)
                for stray in cls.objects.filter(remote_id__in=new) if attempts else ():
                    stray.suspects.add(*attempts)

    @classmethod
    def adopt(cls) -> int:
        """Give attempts their strays where nobody could choose otherwise; how many were found.

        That is so where one is left for each other, and among the variations of one prompt, which are all alike.
        """
        found = 0
        for strays, attempts in cls._entangled():
            searched = all(
                attempt.outcome == Attempt.Outcome.UNKNOWN and attempt.searches >= SEARCHES_BEFORE_ADOPTION
                for attempt in attempts
            )
            alike = len({(attempt.generation.author_id, attempt.generation.group) for attempt in attempts}) == 1
            new = all(stray.newer_than(attempt) for stray in strays for attempt in attempts)
            if searched and alike and new and len(strays) <= len(attempts):
                found += sum(
                    stray.match(attempt, "found in the provider's task list")
                    for stray, attempt in zip(strays, attempts, strict=False)
                )
        return found

    @classmethod
    def _entangled(cls) -> "list[tuple[list[Stray], list[Attempt]]]":
        """Candidates with the attempts that they may belong to, apart from all that have nothing to do with them."""
        unanswered = Attempt.objects.filter(outcome__in=[Attempt.Outcome.OPEN, Attempt.Outcome.UNKNOWN])
        rivals = Prefetch("suspects", unanswered.select_related("generation").order_by("id"), to_attr="unanswered")
        knots: list[tuple[list[Stray], list[Attempt]]] = []
        for stray in cls.objects.candidates().order_by("id").prefetch_related(rivals):
            mine: tuple[list[Stray], list[Attempt]] = ([stray], list(stray.unanswered))  # type: ignore[attr-defined]
            for knot in [knot for knot in knots if set(knot[1]) & set(mine[1])]:
                knots.remove(knot)
                mine = (knot[0] + mine[0], sorted({*knot[1], *mine[1]}, key=lambda attempt: attempt.pk))
            knots.append(mine)
        return knots

    @classmethod
    def of_generation(cls, generation: Generation) -> StrayQuerySet:
        """What may be the answer to an unconfirmed generation."""
        unknown = generation.attempts.filter(outcome=Attempt.Outcome.UNKNOWN)
        return cls.objects.unclaimed().filter(suspects__in=unknown).distinct()

    @classmethod
    def to_keep(cls) -> "models.QuerySet[Stray]":
        """Candidates whose pictures are still to be fetched: a person will have to say whose they are."""
        searched = Attempt.objects.filter(
            outcome=Attempt.Outcome.UNKNOWN, searches__gte=SEARCHES_BEFORE_ADOPTION, strays=OuterRef("pk")
        )
        return cls.objects.unclaimed().filter(Exists(searched), ended_at=None)

    def newer_than(self, attempt: Attempt) -> bool:
        """Whether it was surely not made long before the attempt."""
        return self.absent_at is not None and self.absent_at > attempt.started_at - timedelta(seconds=FRESH_SECONDS)

    def end(self, status: str) -> None:
        """It has finished: there is nothing more to fetch."""
        Stray.objects.filter(pk=self.pk).update(status=status[:30], ended_at=timezone.now(), incoming=[])

    def fetched(self, status: str, names: list[str]) -> None:
        """Its files are on our disk, not yet verified."""
        Stray.objects.filter(pk=self.pk).update(status=status[:30], incoming=names)

    def dismiss(self) -> bool:
        """It belongs to none of ours: it is nobody's candidate any more, and its files go in time (models.trash)."""
        return bool(Stray.objects.unclaimed().filter(pk=self.pk).update(dismissed_at=timezone.now()))

    def match(self, attempt: Attempt, how: str) -> bool:
        """It is this attempt's: that is accepted, and pictures that were kept become its own."""
        try:
            with transaction.atomic():
                if not attempt.accepted(self.remote_id, how=how):
                    return False
                # Of one that was dismissed long ago they may be gone (models.trash).
                mine = self.pictures.exclude(file="").order_by("index")
                kept = [picture.become(attempt) for picture in mine]
                if kept:
                    attempt.hear("COMPLETED")
                    attempt.collected(kept[0].width, kept[0].height)
                return True
        except IntegrityError:
            # Another attempt was found to be it at the same moment.
            return False


class UnclaimedPicture(StoredPicture):
    stray = models.ForeignKey(Stray, models.PROTECT, related_name="pictures")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stray", "index"], name="one_picture_of_a_stray"),
        ]

    def __str__(self) -> str:
        return f"unclaimed picture {self.uuid}"

    @classmethod
    def keep(cls, stray: Stray, index: int, content: bytes) -> "UnclaimedPicture":
        """Verify and store a result of a stray; doing it twice gives the same picture. Raises NotAPicture."""
        fields = cls.stored(f"unclaimed/{stray.pk}-{index}", content)
        picture, _ = cls.objects.get_or_create(stray=stray, index=index, defaults=fields)
        return picture

    def become(self, attempt: Attempt) -> Picture:
        """The same files, as a picture of an attempt."""
        names = [field.name for field in StoredPicture._meta.get_fields() if field.name != "uuid"]
        fields = {name: getattr(self, name) for name in names}
        return Picture.objects.create(attempt=attempt, generation_id=attempt.generation_id, **fields)
