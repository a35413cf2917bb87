"""What tests begin with: picture files, and generations brought to a status by the ledger's own verbs."""

import io
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image

from generator.imageapi import DEFAULT
from generator.models import (
    Attempt,
    Feed,
    Generation,
    Member,
    Picture,
    Reference,
    SavedPrompt,
    Status,
    Stray,
    UnclaimedPicture,
)

RESULT = "https://cdn.example.com/result.png"


def picture(
    form: str = "PNG", size: tuple[int, int] = (64, 48), colour: Any = "teal", mode: str = "RGB", **save: Any
) -> bytes:
    """A whole picture file of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **save)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def generation(
    author: Member,
    status: Status = Status.QUEUED,
    prompt: str = "A quiet lake",
    content: bytes | None = None,
    **fields: Any,
) -> Generation:
    """One generation that went the usual way to a status; a succeeded one has a picture."""
    with transaction.atomic():
        change = Feed.advance()
        made = Generation.objects.create(
            author=author, prompt=prompt, model=DEFAULT.key, born=change, change=change, **fields
        )
    if status == Status.CANCELED:
        made.cancel()
    elif status != Status.QUEUED:
        _sent(made, status, content)
    made.refresh_from_db()
    return made


def _sent(made: Generation, status: Status, content: bytes | None) -> None:
    attempt = Attempt.begin(made.pk)
    assert attempt
    if status == Status.FAILED:
        attempt.rejected("The provider refused this prompt.", "400 said no", 400, "request-1")
    if status == Status.UNCONFIRMED:
        attempt.unknown("read timeout")
    if status in (Status.GENERATING, Status.COLLECTING, Status.SUCCEEDED):
        attempt.accepted(str(uuid.uuid4()), 200, "request-1")
    if status in (Status.COLLECTING, Status.SUCCEEDED):
        attempt.hear("COMPLETED", [RESULT])
    if status == Status.SUCCEEDED:
        kept = Picture.keep(attempt, 0, content or picture())
        attempt.collected(kept.width, kept.height)


def group(author: Member, count: int, status: Status = Status.QUEUED, **fields: Any) -> list[Generation]:
    """The variations of one prompt."""
    number = uuid.uuid4()
    return [
        generation(author, status, group=number, position=position, count=count, **fields)
        for position in range(1, count + 1)
    ]


def stray(*suspects: Generation, pictures: int = 1, colour: Any = "navy") -> Stray:
    """A task in the provider's list that may be any of these unconfirmed ones, with pictures that were kept of it."""
    remote_id = str(uuid.uuid4())
    unanswered = Attempt.objects.filter(generation__in=suspects, outcome=Attempt.Outcome.UNKNOWN)
    Stray.record(DEFAULT.key, [remote_id], [attempt.pk for attempt in unanswered], timezone.now())
    made = Stray.objects.get(remote_id=remote_id)
    for index in range(pictures):
        UnclaimedPicture.keep(made, index, picture(colour=colour))
    if pictures:
        made.end("COMPLETED")
    made.refresh_from_db()
    return made


def given_up(author: Member, **fields: Any) -> Generation:
    """One whose task the provider has, and of which nobody expects a picture any more."""
    made = generation(author, Status.GENERATING, **fields)
    attempt_of(made).give_up("The provider did not finish within a day.", "not finished after a day")
    made.refresh_from_db()
    return made


def overdue(author: Member, **fields: Any) -> Generation:
    """One that the provider accepted long ago."""
    made = generation(author, Status.GENERATING, **fields)
    long_ago = timezone.now() - timedelta(seconds=settings.GENERATION_DEADLINE + 60)
    Generation.objects.filter(pk=made.pk).update(accepted_at=long_ago)
    made.attempts.update(answered_at=long_ago, started_at=long_ago)
    made.refresh_from_db()
    return made


def attempt_of(made: Generation) -> Attempt:
    return made.attempts.get()


def reference(member: Member, colour: Any = "orange", label: str = "cat.png") -> Reference:
    return Reference.keep(picture(colour=colour), label, member)


def prompt(
    owner: Member, name: str = "Product", text: str = "A photograph of {product}", **fields: Any
) -> SavedPrompt:
    """One of the prompt library."""
    return SavedPrompt.objects.create(owner=owner, name=name, text=text, **fields)
