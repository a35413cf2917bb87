"""Rows of a studio that has been in use for long, written in bulk inside the program's own shell.

The files are few and shared; words, members, days, hearts and references are spread as a team would spread them.
"""

import itertools
import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from generator.imageapi import DEFAULT
from generator.models import Attempt, Favourite, Feed, Generation, Member, Picture, Reference, ReferenceUse, Status
from generator.models.generations import wish_of
from tests.bench.words import COMMON, DAYS, EARLY, LIGHTS, MANNERS, NOUNS, RARE, RARELY
from tests.browser import past

BATCH = 5_000
FILES = ("file", "thumbnail", "placeholder", "format", "width", "height", "size", "sha256")


def originals(author: str, colleagues: list[str]) -> tuple[int, str]:
    """The few whose files all others share, and who works here; how many, and of which many are made."""
    past.members(colleagues, "")
    past.fill([author], 0)
    return Generation.objects.count(), str(Picture.objects.earliest("pk").generation.uuid)


def fill(start: int, end: int, most: int) -> None:
    """The generations from number `start` up to `end`, of `most` in the end: the newest is a minute old."""
    rng = random.Random(start)  # noqa: S311 - the same rows every time
    members = list(Member.objects.order_by("pk"))
    known = list(Picture.objects.select_related("generation").order_by("pk")[: len(past.PROMPTS)])
    with known[0].file.open() as file:
        reference = Reference.keep(file.read(), "lake.png", members[0], known[0])
    oldest = timezone.now() - timedelta(days=DAYS, minutes=1)
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        with transaction.atomic():
            times = [oldest + timedelta(days=DAYS) * number / most for number in numbers]
            sources = [rng.choice(known) for _ in numbers]
            rows = list(itertools.islice(_generations(rng, members, first, times, sources), len(numbers)))
            _write(rng, rows, sources, members[0], reference)


def _generations(
    rng: random.Random, members: list[Member], first: int, times: list[datetime], sources: list[Picture]
) -> Iterator[Generation]:
    """Alone or in sets of four; each has a place for the picture that it gets."""
    place = 0
    while place < len(times):
        size = 4 if rng.random() < 0.15 else 1
        noun = COMMON if rng.random() < 0.25 else rng.choice(NOUNS)
        prompt = f"A {noun} {rng.choice(LIGHTS)}, {rng.choice(MANNERS)}, number {first + place}"
        if first + place < EARLY and (first + place) % RARELY < size:
            prompt += f" with a {RARE}"
        author, group, change = rng.choice(members), uuid.uuid4(), Feed.advance()
        referenced = int(rng.random() < 0.2)
        for position in range(1, min(size, len(times) - place) + 1):
            created = times[place]
            yield Generation(
                author=author,
                prompt=prompt,
                model=DEFAULT.key,
                status=rng.choices((Status.SUCCEEDED, Status.FAILED, Status.CANCELED), (96, 3, 1))[0],
                shape=sources[place].generation.shape,
                group=group,
                position=position,
                count=size,
                referenced=referenced,
                wish=wish_of(prompt, "", []),
                created=created,
                queued_at=created,
                accepted_at=created + timedelta(seconds=1),
                finished_at=created + timedelta(seconds=9),
                born=change,
                change=change,
            )
            place += 1


def _write(
    rng: random.Random, rows: list[Generation], sources: list[Picture], viewer: Member, reference: Reference
) -> None:
    made = Generation.objects.bulk_create(rows)
    succeeded = [pair for pair in zip(made, sources, strict=True) if pair[0].status == Status.SUCCEEDED]
    attempts = Attempt.objects.bulk_create(past.collected(row) for row, _ in succeeded)
    Picture.objects.bulk_create(
        Picture(generation=row, attempt=attempt, created=row.created, **_files(source))
        for (row, source), attempt in zip(succeeded, attempts, strict=True)
    )
    ReferenceUse.objects.bulk_create(
        ReferenceUse(generation=row, reference=reference, position=1) for row in made if row.referenced
    )
    Favourite.objects.bulk_create(
        Favourite(member=viewer, generation=row) for row, _ in succeeded if rng.random() < 0.03
    )


def _files(source: Picture) -> dict[str, Any]:
    return {name: getattr(source, name) for name in FILES}
