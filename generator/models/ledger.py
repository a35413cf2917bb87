"""The ledger: every POST to the provider, written down before it is sent, and what became of it.

An attempt begins open. Its answer makes it accepted, rejected or surely not sent; without one it is unknown, and an
unknown attempt is never repeated by the program: it may have been paid for. An accepted attempt is followed until it
has ended: its pictures are stored, the provider says that it failed, or it was given up after a day; so it goes also
when its generation was sent again meanwhile, because it was paid for.

Each verb changes the attempt and its generation in one transaction, and only forward; what comes late or twice
changes nothing. What happens on the way is added as sightings and remarks, which nobody changes.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from generator.models.feed import Feed
from generator.models.generations import Generation, GenerationQuerySet, Status, shape_of
from generator.models.provider import Provider
from generator.models.sightings import Remark, Sighting

NO_REASON = "No reason was given. Calmer words or other references usually help; or just try it again."


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

    class Ending(models.TextChoices):
        NOT_MADE = "not_made", "no remote task was made"
        COLLECTED = "collected", "its pictures are stored"
        FAILED = "failed", "the provider failed"
        GIVEN_UP = "given_up", "given up; it can be asked for again"
        NOT_FOUND = "not_found", "searched for a day and not found"

    SPEAKING = (Outcome.OPEN, Outcome.UNKNOWN, Outcome.ACCEPTED)

    generation = models.ForeignKey(Generation, models.PROTECT, related_name="attempts")
    model = models.CharField(max_length=100)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    webhook = models.BooleanField(default=False, help_text="The provider was told where to announce its progress.")
    started_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    remote_id = models.CharField(max_length=128, blank=True)
    request_id = models.CharField(max_length=100, blank=True)
    detail = models.TextField(blank=True, help_text="What the provider or the network answered, for admins.")
    answered_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True, help_text="When it was clear that no answer would come.")
    price = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    urls = models.JSONField(default=list, blank=True, help_text="Where the result is, for an hour.")
    incoming = models.JSONField(default=list, blank=True, help_text="Files fetched and not yet verified.")
    preparations = models.PositiveSmallIntegerField(default=0, help_text="How often its pictures were begun on.")
    failed_collections = models.PositiveSmallIntegerField(default=0, help_text="Fetched, and of no use.")
    looks = models.PositiveSmallIntegerField(default=0, help_text="How often it was looked at when overdue.")
    looked_at = models.DateTimeField(null=True, blank=True, help_text="The last look at it when overdue.")
    searches = models.PositiveSmallIntegerField(default=0, help_text="How often it was searched in the task list.")
    searched_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Since when nothing more is done about it.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["remote_id"], name="one_attempt_a_remote_task", condition=~models.Q(remote_id="")
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="attempt_unended", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["ending"], name="attempt_uncollected", condition=~models.Q(ending="collected")),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}, {self.outcome}"

    @classmethod
    def begin(cls, generation_id: int, webhook: bool = False) -> "Attempt | None":
        """Claim a queued generation and write its attempt; None when somebody else has taken or canceled it.

        The caller sends the POST only after this has returned: the row is committed by then.
        """
        with transaction.atomic():
            if not Generation.objects.filter(pk=generation_id).move(Status.QUEUED, to=Status.SUBMITTING):
                return None
            model = Generation.objects.values_list("model", flat=True).get(pk=generation_id)
            return cls.objects.create(generation_id=generation_id, model=model, webhook=webhook)

    def accepted(self, remote_id: str, http_status: int | None = None, request_id: str = "", how: str = "") -> bool:
        """The provider has the task and this is its id; `how` it was found, when not by the POST's own answer.

        An id that another attempt has proves nothing, and leaves this one unknown.
        """
        with transaction.atomic():
            if Attempt.of_remote_task(remote_id).exclude(pk=self.pk).exists():
                self.unknown(f"The provider named task {remote_id}, which another attempt has.", http_status)
                return False
            # A webhook or a person may know better than the answer that came.
            settled = self._mine().exclude(outcome=self.Outcome.ACCEPTED)
            if not how:
                settled = settled.filter(outcome__in=[self.Outcome.OPEN, self.Outcome.UNKNOWN])
            known = {"remote_id": remote_id, "http_status": http_status, "request_id": request_id}
            known = {name: value for name, value in known.items() if value}
            fresh = {"answered_at": timezone.now(), "ending": "", "ended_at": None}
            if not settled.update(outcome=self.Outcome.ACCEPTED, **known, **fresh):
                return False
            if how:
                Remark.add(self, how)
            # Also from the line, where its author may have put it meanwhile, to have it sent once more.
            origins = (Status.SUBMITTING, Status.UNCONFIRMED, Status.QUEUED, Status.FAILED, Status.CANCELED)
            return self._lead(*origins, to=Status.GENERATING, accepted_at=timezone.now())

    def not_sent(self, detail: str, http_status: int | None, request_id: str) -> bool:
        """The provider surely has no task: the generation goes back in line, unless an earlier attempt has one."""
        with transaction.atomic():
            if not self._without_task(self.Outcome.NOT_SENT, detail, http_status, request_id):
                return False
            origins = (Status.SUBMITTING, Status.UNCONFIRMED)
            others = Attempt.objects.filter(generation_id=self.generation_id, ended_at=None)
            found = others.filter(outcome=self.Outcome.ACCEPTED, answered_at__gte=self.started_at).last()
            if found:
                return self._fall_back(*origins, to=Status.GENERATING, accepted_at=found.answered_at)
            return self._fall_back(*origins, to=Status.QUEUED)

    def rejected(self, reason: str, detail: str, http_status: int | None, request_id: str) -> bool:
        """The provider will not make this one; `reason` is for the author."""
        with transaction.atomic():
            settled = self._without_task(self.Outcome.REJECTED, detail, http_status, request_id)
            origins = (Status.SUBMITTING, Status.UNCONFIRMED)
            return settled and self._fall_back(*origins, to=Status.FAILED, failure=reason)

    def unknown(self, detail: str, http_status: int | None = None, request_id: str = "") -> bool:
        """It was sent, or may have been, and no answer says whether there is a task."""
        with transaction.atomic():
            answer = {"detail": detail, "http_status": http_status, "request_id": request_id}
            still_open = self._mine().filter(outcome=self.Outcome.OPEN)
            hit = still_open.update(outcome=self.Outcome.UNKNOWN, lost_at=timezone.now(), **answer)
            return bool(hit) and self._fall_back(Status.SUBMITTING, to=Status.UNCONFIRMED)

    def hear(self, status: str, urls: Sequence[str] = (), age: float | None = None) -> bool:
        """Believe what the provider says of the task; True when that changed anything.

        COMPLETED counts only with an address to fetch from; a status never undoes a later one. `age` is in seconds,
        how long ago it was last seen otherwise.
        """
        with transaction.atomic():
            after = timezone.now() - timedelta(seconds=age) if age is not None else None
            Sighting.objects.get_or_create(attempt=self, status=status[:30], defaults={"after": after})
            mine = self._mine().filter(outcome=self.Outcome.ACCEPTED)
            if status == "FAILED":
                hit = mine.filter(ended_at=None, urls=[]).update(ended_at=timezone.now(), ending=self.Ending.FAILED)
                # It may be an earlier attempt that has made it "collecting".
                made = (Status.GENERATING, Status.COLLECTING)
                return bool(hit) and self._fall_back(*made, to=Status.FAILED, failure=NO_REASON)
            if status == "COMPLETED" and urls:
                news = models.Q(ended_at=None, urls=[]) | models.Q(ending=self.Ending.GIVEN_UP)
                hit = mine.filter(news).update(urls=list(urls), incoming=[], ending="", ended_at=None)
                # Also from the line: what is there already need not be bought again.
                origins = (Status.GENERATING, Status.QUEUED, Status.FAILED, Status.CANCELED)
                return bool(hit) and self._lead(*origins, to=Status.COLLECTING)
            return False

    def announced(self, remote_id: str, status: str, urls: Sequence[str]) -> bool:
        """A webhook that names this attempt: proof that it was accepted, and what has become of it.

        True when that was news.
        """
        with transaction.atomic():
            found = self.outcome != self.Outcome.ACCEPTED and self.accepted(remote_id, how="announced by a webhook")
            self.refresh_from_db(fields=["outcome", "remote_id"])
            if self.remote_id != remote_id:
                return False
            Provider.webhooks(work=True)
            over = models.Q(status__in=["COMPLETED", "FAILED"])
            news = not self.sightings.filter(models.Q(status=status[:30]) | over).exists()
            return self.hear(status, urls) or found or news

    def fetched(self, names: Sequence[str]) -> None:
        """The result is on our disk, not yet verified."""
        self.incoming = list(names)
        self._mine().update(incoming=self.incoming)

    def preparing(self) -> int:
        """Count a beginning, so that a file which brings its worker down is not begun on for ever; the count."""
        self._mine().update(preparations=models.F("preparations") + 1)
        return self._mine().values_list("preparations", flat=True).get()

    def collected(self, width: int, height: int) -> bool:
        """Its pictures are stored: the generation has succeeded, unless a newer attempt is still being followed.

        A newer one that waits in line, or for a person to decide about it, is no longer needed.
        """
        with transaction.atomic():
            ended = self._end(self.Ending.COLLECTED)
            origins = [Status.QUEUED, Status.UNCONFIRMED, Status.FAILED, Status.CANCELED]
            if self._speaks():
                origins += [Status.COLLECTING, Status.GENERATING]
            moved = self._generation().move(*origins, to=Status.SUCCEEDED, shape=shape_of(width, height))
            return moved or (ended and self._touch())

    def ask_again(self, detail: str) -> bool:
        """What was fetched is no picture, or could not be fetched: ask the task for a fresh address."""
        with transaction.atomic():
            fresh = {"urls": [], "incoming": [], "failed_collections": models.F("failed_collections") + 1}
            if not self._mine().filter(ended_at=None).update(**fresh):
                return False
            Remark.add(self, detail)
            return self._lead(Status.COLLECTING, to=Status.GENERATING)

    def give_up(self, reason: str, detail: str) -> bool:
        """There is a task, and no picture comes of it; it can still be asked for by hand."""
        with transaction.atomic():
            if not self._end(self.Ending.GIVEN_UP):
                return False
            Remark.add(self, detail)
            return self._fall_back(Status.GENERATING, Status.COLLECTING, to=Status.FAILED, failure=reason)

    def reopen(self, how: str = "asked for by hand") -> bool:
        """Ask the provider once more for what was given up; `how` says that somebody wants it."""
        with transaction.atomic():
            fresh = {"urls": [], "incoming": [], "preparations": 0, "failed_collections": 0, "looked_at": None}
            if not self._mine().filter(ending=self.Ending.GIVEN_UP).update(ending="", ended_at=None, **fresh):
                return False
            Remark.add(self, how)
            return self._lead(Status.FAILED, to=Status.GENERATING)

    def looked(self) -> None:
        """Count a look at an overdue task: they grow rarer, and the count outlives the engine that looked."""
        now = timezone.now()
        self._mine().update(looks=models.F("looks") + 1, looked_at=now)
        self.looks, self.looked_at = self.looks + 1, now

    @classmethod
    def searched(cls, ids: Sequence[int], most: int) -> None:
        """Count a search for these; after so many nobody searches any more, and it is up to a person."""
        now = timezone.now()
        unknown = cls.objects.filter(pk__in=ids, outcome=cls.Outcome.UNKNOWN, ended_at=None)
        unknown.update(searches=models.F("searches") + 1, searched_at=now)
        unknown.filter(searches__gte=most).update(ending=cls.Ending.NOT_FOUND, ended_at=now)

    @classmethod
    def of_remote_task(cls, *remote_ids: str) -> "models.QuerySet[Attempt]":
        """Whose these ids are; by the unique index, which serves only where its condition is repeated."""
        return cls.objects.filter(remote_id__in=remote_ids).exclude(remote_id="")

    @classmethod
    def speaking(cls) -> "models.QuerySet[Attempt]":
        """Those that may have a remote task: the newest of them speaks for its generation."""
        return cls.objects.filter(outcome__in=cls.SPEAKING)

    def _speaks(self) -> bool:
        return not Attempt.speaking().filter(generation_id=self.generation_id, pk__gt=self.pk).exists()

    def _lead(self, *origins: Status, to: Status, **fields: Any) -> bool:
        """Move the generation along, unless a newer attempt speaks for it by now; True in either case.

        The change is told to whoever reads the feed all the same: there is something to do for this attempt.
        """
        return (self._speaks() and self._generation().move(*origins, to=to, **fields)) or self._touch()

    def _fall_back(self, *origins: Status, to: Status, **fields: Any) -> bool:
        """Nothing comes of this attempt for now; if an earlier one gave a picture, the generation has succeeded."""
        if self._generation().filter(pictures__isnull=False).exists():
            return self._lead(*origins, to=Status.SUCCEEDED)
        return self._lead(*origins, to=to, **fields)

    def _touch(self) -> bool:
        # What this brings to one that was purged, and stays in the trash, is purged in turn.
        Generation.objects.filter(pk=self.generation_id).update(change=Feed.advance(), purged_at=None)
        return True

    def _mine(self) -> "models.QuerySet[Attempt]":
        return Attempt.objects.filter(pk=self.pk)

    def _generation(self) -> GenerationQuerySet:
        return Generation.objects.filter(pk=self.generation_id)

    def _end(self, ending: "Attempt.Ending") -> bool:
        return bool(self._mine().filter(ended_at=None).update(ending=ending, ended_at=timezone.now()))

    def _without_task(
        self, outcome: "Attempt.Outcome", detail: str, http_status: int | None, request_id: str
    ) -> bool:
        now = timezone.now()
        answer = {"detail": detail, "http_status": http_status, "request_id": request_id, "answered_at": now}
        unsettled = self._mine().filter(outcome__in=[self.Outcome.OPEN, self.Outcome.UNKNOWN])
        return bool(unsettled.update(outcome=outcome, ending=self.Ending.NOT_MADE, ended_at=now, **answer))
