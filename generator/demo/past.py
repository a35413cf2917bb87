"""Writes a plan into the studio: by the form and the ledger's verbs, in the order of time, and then dates it back.

Pictures are made by other processes meanwhile, and waited for when somebody goes on from them.
"""

import random
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from generator.demo import painters
from generator.demo.mishaps import Mishaps
from generator.demo.plan import Fate, Send, Shot
from generator.demo.projects import Upload
from generator.engine import submit
from generator.forms import ComposeForm
from generator.models import Attempt, Favourite, Generation, Member, Picture, Reference
from generator.models.sightings import Sighting

# So many pictures are painted ahead of the one that is written.
AHEAD = 24
TELL_EVERY = 25


@dataclass(frozen=True, slots=True)
class Coming:
    """A picture that is being painted, and when it will have been there."""

    attempt: Attempt
    fields: "Future[dict[str, Any]]"
    done: datetime


class Past:
    """`say` is told how far it is, a sentence at a time."""

    def __init__(self, members: dict[str, Member], painting: Executor, say: Callable[[str], None]) -> None:
        self._members = members
        self._painting = painting
        self._say = say
        self._rng = random.Random(49)  # noqa: S311 - the same past every time
        self._mishaps = Mishaps(self._rng)
        self._wanted = self._made = 0
        self._generations: dict[Shot, Generation] = {}
        self._coming: OrderedDict[Shot, Coming] = OrderedDict()
        self._files: dict[str, Future[bytes]] = {}
        self._uploads: dict[str, Reference] = {}
        self._made_from: dict[Shot, Reference] = {}

    def write(self, sends: Sequence[Send]) -> None:
        """All of it; raises ValueError when the form refuses something, as when the disk is nearly full."""
        known = {upload.file: upload for send in sends for upload in send.project.uploads}
        uploads = {file: known[file] for send in sends for file in send.brief.uploads}
        self._files = {
            file: self._painting.submit(painters.uploaded, file, upload.prompt) for file, upload in uploads.items()
        }
        self._wanted = sum(len(send.pictures) for send in sends)
        for place, send in enumerate(sends):
            self._send(send, place, uploads)
            while len(self._coming) > AHEAD:
                self._arrive(next(iter(self._coming)))
        for shot in list(self._coming):
            self._arrive(shot)
        self._look_back()

    def _send(self, send: Send, place: int, uploads: dict[str, Upload]) -> None:
        member = self._members[send.author]
        # What waits has only just been sent, however long it took to paint the rest.
        at = timezone.now() if send.waits else send.at
        files = [self._upload(uploads[file], member, at) for file in send.brief.uploads]
        ids = [str(reference.uuid) for reference in files]
        if send.source:
            ids.insert(0, self._source(send.source))
        brief = send.brief
        asked = {"prompt": [brief.prompt], "count": [str(brief.count)], "ratio": [brief.ratio], "reference_ids": ids}
        form = ComposeForm(MultiValueDict(asked), MultiValueDict(), member=member)
        if not form.is_valid():
            raise ValueError(form.errors.as_text())
        generations = form.save()
        references = [chip.pk for chip in form.chips]
        Reference.objects.filter(pk__in=references).update(used_at=at)
        if send.source and send.source not in self._made_from:
            made_from = Reference.objects.get(pk=references[0])
            self._made_from[send.source] = made_from
            Reference.objects.filter(pk=made_from.pk).update(created=at)
        rows = Generation.objects.filter(pk__in=[generation.pk for generation in generations])
        rows.update(created=at, queued_at=at)
        for nth, (shot, generation) in enumerate(zip(send.shots, generations, strict=True)):
            self._generations[shot] = generation
            self._live(shot, generation, at + timedelta(seconds=0.4 + 0.3 * nth), f"{place}/{nth}")

    def _upload(self, upload: Upload, member: Member, at: datetime) -> Reference:
        if upload.file not in self._uploads:
            reference = Reference.keep(self._files[upload.file].result(), upload.file, member)
            named = {"name": upload.name, "pinned_at": at + timedelta(minutes=3) if upload.pinned else None}
            Reference.objects.filter(pk=reference.pk).update(created=at - timedelta(seconds=30), **named)
            self._uploads[upload.file] = reference
        return self._uploads[upload.file]

    def _source(self, shot: Shot) -> str:
        """What the composer sends for a picture: its own id, or that of the reference it has become."""
        if shot in self._made_from:
            return str(self._made_from[shot].uuid)
        if shot in self._coming:
            self._arrive(shot)
        return str(Picture.objects.get(generation=self._generations[shot]).uuid)

    def _live(self, shot: Shot, generation: Generation, sent: datetime, seed: str) -> None:
        """The life of one, until its picture is being made or nothing more happens."""
        if shot.fate == Fate.QUEUED:
            return
        order = submit.order_of(generation.pk)
        if not shot.fate.picture:
            self._mishaps.end(shot.fate, generation, order, sent)
            return
        if shot.fate != Fate.MADE:
            sent = self._mishaps.survive(shot.fate, generation, sent)
        attempt = self._mishaps.accepted(generation, sent)
        done = sent + timedelta(seconds=self._rng.uniform(6.5, 13.5))
        fields = self._painting.submit(painters.stored, attempt, order, seed)
        self._coming[shot] = Coming(attempt, fields, done)

    def _arrive(self, shot: Shot) -> None:
        """Its picture is there."""
        coming = self._coming.pop(shot)
        attempt, fields, done = coming.attempt, coming.fields.result(), coming.done
        attempt.hear("COMPLETED", [f"https://results.invalid/{attempt.remote_id}_0.png"])
        picture = Picture.note(attempt, 0, fields)
        attempt.collected(picture.width, picture.height)
        seen = done - timedelta(seconds=0.8)
        Sighting.objects.filter(attempt=attempt).update(at=seen, after=seen - timedelta(seconds=1))
        Picture.objects.filter(pk=picture.pk).update(created=done)
        Attempt.objects.filter(pk=attempt.pk).update(ended_at=done)
        Generation.objects.filter(pk=attempt.generation_id).update(finished_at=done)
        self._made += 1
        if self._made % TELL_EVERY == 0:
            self._say(f"{self._made} of {self._wanted} pictures")

    def _look_back(self) -> None:
        """Hearts, and the trash."""
        now, hearts = timezone.now(), []
        for shot, generation in self._generations.items():
            for name in shot.favourite_of:
                at = min(now, shot.send.at + timedelta(minutes=self._rng.uniform(1, 3000)))
                hearts.append(Favourite(member=self._members[name], generation=generation, created=at))
            if shot.trashed_after:
                thrown_away = Generation.objects.filter(pk=generation.pk)
                thrown_away.trash(by=generation.author)
                thrown_away.update(trashed_at=shot.send.at + shot.trashed_after)
        Favourite.objects.bulk_create(sorted(hearts, key=lambda heart: heart.created))
