"""What the queue runs: thin entry points that wake the engine or do work for the processor.

The queue delivers at least once, and sometimes late or never. Nothing here trusts it: each task looks at the rows
first, may run twice, and what a lost one has left undone is handed over again by the engine.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django_q.tasks import async_task

from generator import images, storage
from generator.engine import collect, leader, submit
from generator.engine.surroundings import Surroundings
from generator.imageapi import Client, Timeouts
from generator.models import Attempt, Lease, Picture, Stray, UnclaimedPicture, trash
from generator.models.leases import ENGINE

logger = logging.getLogger(__name__)
PREPARATIONS = 8
# Well within the queue's time limit; other work waits for its worker meanwhile.
TRASH_SECONDS = 60.0


def wake_engine() -> None:
    """Have somebody lead, if nobody does. A leading engine finds new rows by itself."""
    if not Lease.held(ENGINE):
        call_engine()


def call_engine() -> None:
    """Put the next leader in the queue."""
    async_task("generator.tasks.lead", task_name="lead")


def lead() -> bool:
    """Drive everything for a term."""
    return asyncio.run(_lead())


async def _lead() -> bool:
    key = settings.FREEPIK_API_KEY or "sandbox"
    client = Client(settings.FREEPIK_API_URL, key, timeouts=Timeouts(total=submit.POST_SECONDS))
    around = Surroundings(
        client,
        prepare_later,
        prepare_stray_later,
        webhook_url,
        has_room=lambda: not storage.nearly_full(),
        tidy=empty_trash_when_due,
    )
    return await leader.Term(around, settings.FREEPIK_RATE_LIMIT, call_next=call_engine).lead()


def webhook_url(token: str) -> str | None:
    """Where the provider may announce what becomes of an attempt; None when it could not be believed."""
    if not (settings.PUBLIC_URL and settings.FREEPIK_WEBHOOK_SECRET):
        return None
    return settings.PUBLIC_URL + reverse("webhook", args=[token])


def prepare_later(attempt_id: int) -> None:
    """Leave a fetched result to another worker."""
    async_task("generator.tasks.prepare", attempt_id, task_name=f"prepare {attempt_id}")


def prepare(attempt_id: int) -> None:
    """Verify what was fetched, store it as pictures with their smaller forms, and finish the generation."""
    attempt = Attempt.objects.select_related("generation").get(pk=attempt_id)
    if attempt.ended_at or not attempt.incoming:
        return
    if attempt.preparing() > PREPARATIONS:
        # What was fetched stays where it is, for somebody to look at, until its generation is purged (models.trash).
        attempt.give_up(collect.LOST.format(reason="It could not be read."), "preparing it ended badly every time")
        return
    stored, trouble = _kept(
        attempt.incoming, lambda index, content: (index, Picture.verified(attempt, index, content))
    )
    if stored:
        # In one transaction, which holds nobody up: the work on the files is done.
        with transaction.atomic():
            pictures = [Picture.note(attempt, index, fields) for index, fields in stored]
            attempt.collected(pictures[0].width, pictures[0].height)
    else:
        collect.not_collected(attempt, trouble)
    for name in attempt.incoming:
        default_storage.delete(name)


def prepare_stray_later(stray_id: int) -> None:
    """Leave what was fetched of a candidate to another worker."""
    async_task("generator.tasks.prepare_stray", stray_id, task_name=f"prepare stray {stray_id}")


def prepare_stray(stray_id: int) -> None:
    """Verify and store what was fetched of a task that no attempt knows, for a person to match."""
    stray = Stray.objects.get(pk=stray_id)
    if stray.ended_at or not stray.incoming:
        return
    names = list(stray.incoming)
    kept, trouble = _kept(names, lambda index, content: UnclaimedPicture.keep(stray, index, content))
    stray.end("COMPLETED" if kept else trouble)
    for name in names:
        default_storage.delete(name)


def empty_trash_when_due() -> None:
    """Hand over what has been in the trash for its days, or was dismissed so long ago, if there is anything."""
    if trash.due() or trash.dismissed():
        empty_trash_later()


def empty_trash_later() -> None:
    """Leave the bytes of what was deleted for good to a worker."""
    async_task("generator.tasks.empty_trash", task_name="empty the trash")


def empty_trash() -> None:
    """Remove the bytes of what has been in the trash for its days; what is left over is done in the next term.

    References that were kept for somebody's sake are looked at again each time.
    """
    give_up = time.monotonic() + TRASH_SECONDS
    for what, found, remove in (
        ("generation", trash.due, trash.purge),
        ("reference", trash.forsaken, trash.remove),
        ("stray", trash.dismissed, trash.remove_dismissed),
    ):
        for pk in found():
            if time.monotonic() > give_up:
                return
            try:
                remove(pk)
            except OSError as error:
                logger.error("the files of %s %s cannot be removed: %s", what, pk, error)


P = TypeVar("P")


def _kept(names: list[str], keep: Callable[[int, bytes], P]) -> tuple[list[P], str]:
    """The pictures that the files turned out to be, and what was wrong with the last that was none."""
    kept, trouble = [], "It was gone."
    for name in names:
        index = int(name.rpartition("-")[2])
        try:
            with default_storage.open(name) as file:
                kept.append(keep(index, file.read()))
        except images.NotAPicture as error:
            trouble = f"What came {error}."
            logger.warning("%s %s", name, error)
        except FileNotFoundError:
            logger.warning("%s is gone", name)
    return kept, trouble
