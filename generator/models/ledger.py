"""The ledger: every POST to the provider, written down before it is sent, and what became of it.

An attempt begins open. Its answer makes it accepted, rejected or surely not sent; without one it is unknown, and an
unknown attempt is never repeated by the program: it may have been paid for. Each verb changes the attempt and its
generation in one transaction, and only forward; what comes late or twice changes nothing.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from generator.models.generations import Generation, GenerationQuerySet, Status, shape_of

NO_REASON = (
    "The provider gave no reason. A calmer wording or other references usually help; you can also just try again."
)


def new_token() -> str:
    """What the webhook's address carries, so that an event names its attempt."""
    return secrets.token_urlsafe(24)


class Attempt(models.Model):
    class Outcome(models.TextChoices):
        OPEN = "open"
        NOT_SENT = "not_sent"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        UNKNOWN = "unknown"

    generation = models.ForeignKey(Generation, models.PROTECT, related_name="attempts")
    model = models.CharField(max_length=100)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    started_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    remote_id = models.CharField(max_length=128, blank=True)
    request_id = models.CharField(max_length=100, blank=True)
    detail = models.TextField(blank=True, help_text="What the provider or the network said, for admins.")
    answered_at = models.DateTimeField(null=True, blank=True)
    urls = models.JSONField(default=list, blank=True, help_text="Where the result is, for an hour.")
    incoming = models.JSONField(default=list, blank=True, help_text="Files fetched and not yet verified.")
    preparations = models.PositiveSmallIntegerField(default=0, help_text="How often its pictures were begun on.")
    failed_collections = models.PositiveSmallIntegerField(default=0, help_text="Fetched, and of no use.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["remote_id"], name="one_attempt_a_remote_task", condition=~models.Q(remote_id="")
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}, {self.outcome}"

    @classmethod
    def begin(cls, generation_id: int) -> "Attempt | None":
        """Claim a queued generation and write its attempt; None when somebody else has taken or canceled it.

        The caller sends the POST only after this has returned: the row is committed by then.
        """
        with transaction.atomic():
            if not Generation.objects.filter(pk=generation_id).move(Status.QUEUED, to=Status.SUBMITTING):
                return None
            model = Generation.objects.values_list("model", flat=True).get(pk=generation_id)
            return cls.objects.create(generation_id=generation_id, model=model)

    def accepted(self, remote_id: str, http_status: int | None, request_id: str) -> bool:
        """The provider has the task and this is its id."""
        with transaction.atomic():
            return self._settle(
                self.Outcome.ACCEPTED, http_status=http_status, request_id=request_id, remote_id=remote_id
            ) and self._of_generation().move(
                # Also from the line, where its author may have put it meanwhile, to have it sent once more.
                Status.SUBMITTING,
                Status.UNCONFIRMED,
                Status.QUEUED,
                to=Status.GENERATING,
                accepted_at=timezone.now(),
            )

    def not_sent(self, detail: str, http_status: int | None, request_id: str) -> bool:
        """The provider surely has no task: the generation goes back in line, where it was."""
        with transaction.atomic():
            return self._settle(
                self.Outcome.NOT_SENT, detail=detail, http_status=http_status, request_id=request_id
            ) and self._of_generation().move(Status.SUBMITTING, to=Status.QUEUED)

    def rejected(self, reason: str, detail: str, http_status: int | None, request_id: str) -> bool:
        """The provider will not make this one; `reason` is for the author."""
        with transaction.atomic():
            return self._settle(
                self.Outcome.REJECTED, detail=detail, http_status=http_status, request_id=request_id
            ) and self._of_generation().move(Status.SUBMITTING, to=Status.FAILED, failure=reason)

    def unknown(self, detail: str, http_status: int | None = None, request_id: str = "") -> bool:
        """It was sent, or may have been, and no answer says whether there is a task."""
        with transaction.atomic():
            hit = (
                type(self)
                .objects.filter(pk=self.pk, outcome=self.Outcome.OPEN)
                .update(
                    outcome=self.Outcome.UNKNOWN,
                    detail=detail,
                    http_status=http_status,
                    request_id=request_id,
                )
            )
            return bool(hit) and self._of_generation().move(Status.SUBMITTING, to=Status.UNCONFIRMED)

    def hear(self, status: str, urls: Sequence[str] = ()) -> bool:
        """Believe what the provider says of the task; True when that moved the generation.

        COMPLETED counts only with an address to fetch from; a status never undoes a later one.
        """
        with transaction.atomic():
            Sighting.objects.get_or_create(attempt=self, status=status[:30])
            generation = self._of_generation()
            if status == "FAILED":
                return generation.move(Status.GENERATING, to=Status.FAILED, failure=NO_REASON)
            if status == "COMPLETED" and urls:
                type(self).objects.filter(pk=self.pk).update(urls=list(urls))
                return generation.move(Status.GENERATING, to=Status.COLLECTING)
            return False

    def announced(self, remote_id: str, status: str, urls: Sequence[str]) -> None:
        """A webhook that names this attempt: proof that it was accepted, and what has become of it."""
        if self.outcome in (self.Outcome.OPEN, self.Outcome.UNKNOWN):
            self.accepted(remote_id, None, "")
        elif self.remote_id != remote_id:
            return
        self.hear(status, urls)

    def fetched(self, names: Sequence[str]) -> None:
        """The result is on our disk, not yet verified."""
        type(self).objects.filter(pk=self.pk).update(incoming=list(names))

    def preparing(self) -> int:
        """Count a beginning, so that a file which brings its worker down is not begun on for ever; the count."""
        Attempt.objects.filter(pk=self.pk).update(preparations=models.F("preparations") + 1)
        return Attempt.objects.values_list("preparations", flat=True).get(pk=self.pk)

    def seconds_finished(self) -> float:
        """Since the provider was first seen to have finished."""
        seen = self.sightings.filter(status="COMPLETED").first()
        return (timezone.now() - seen.at).total_seconds() if seen else 0.0

    def collected(self, width: int, height: int) -> bool:
        """Its pictures are stored: the generation has succeeded."""
        return self._of_generation().move(
            Status.COLLECTING, to=Status.SUCCEEDED, shape=shape_of(width, height), failure=""
        )

    def ask_again(self, detail: str) -> bool:
        """What was fetched is no picture, or could not be fetched: ask the task for a fresh address."""
        with transaction.atomic():
            if not self._of_generation().move(Status.COLLECTING, to=Status.GENERATING):
                return False
            failed = models.F("failed_collections") + 1
            Attempt.objects.filter(pk=self.pk).update(urls=[], incoming=[], detail=detail, failed_collections=failed)
            return True

    def give_up(self, reason: str, detail: str) -> bool:
        """There is a task, and no picture will come of it."""
        with transaction.atomic():
            if not self._of_generation().move(Status.GENERATING, Status.COLLECTING, to=Status.FAILED, failure=reason):
                return False
            Attempt.objects.filter(pk=self.pk).update(detail=detail)
            return True

    def _of_generation(self) -> GenerationQuerySet:
        """Its generation; nothing when a newer attempt speaks for that by now."""
        if Attempt.speaking().filter(generation_id=self.generation_id, pk__gt=self.pk).exists():
            return Generation.objects.none()
        return Generation.objects.filter(pk=self.generation_id)

    @classmethod
    def speaking(cls) -> "models.QuerySet[Attempt]":
        """The attempts that may have a remote task: the newest of them speaks for its generation."""
        return cls.objects.filter(outcome__in=[cls.Outcome.OPEN, cls.Outcome.UNKNOWN, cls.Outcome.ACCEPTED])

    def _settle(self, outcome: "Attempt.Outcome", **fields: Any) -> bool:
        unsettled = [self.Outcome.OPEN, self.Outcome.UNKNOWN]
        return bool(
            type(self)
            .objects.filter(pk=self.pk, outcome__in=unsettled)
            .update(outcome=outcome, answered_at=timezone.now(), **fields)
        )


class Sighting(models.Model):
    """A status of the remote task, and when we first saw it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="sightings")
    status = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["attempt", "status"], name="one_sighting_a_status")]

    def __str__(self) -> str:
        return self.status
