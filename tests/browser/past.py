"""A team and its past, made inside the program's own shell: who works here, and what they made before today."""

import io
import random
import uuid
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone
from PIL import Image

from generator.models import Attempt, Feed, Generation, Member, Picture, Status
from generator.sandbox import painting
from tests import make

PROMPTS = (
    "Alpine hut above the clouds at dawn, wide",
    "Paper cut forest in late light, deep layers, portrait",
    "Fog over a harbour at dawn, long exposure, landscape",
    "Salt flats under a violet evening sky",
    "Abstract poster, three arches and a low sun",
    "Coast road after rain, headlights, panorama",
)


def members(names: list[str], password: str) -> None:
    """Colleagues of the first admin; a full name gives a user name of its first word."""
    for name in names:
        first, _, last = name.partition(" ")
        Member.objects.create_user(first.lower(), "", password, first_name=first, last_name=last)


def session(username: str) -> str:
    """The key of a session that is signed in."""
    member = Member.objects.get(username=username)
    store = SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def fill(usernames: list[str], count: int) -> None:
    """Sets of one, now and then of four, over the last weeks; their pictures are few, stored many times."""
    rng = random.Random(7)  # noqa: S311 - the same past every time
    authors = [Member.objects.get(username=name) for name in usernames]
    known = [_first(authors[index % len(authors)], prompt) for index, prompt in enumerate(PROMPTS)]
    now = timezone.now()
    Generation.objects.update(created=now - timedelta(days=30))
    Attempt.objects.update(answered_at=now - timedelta(seconds=9))
    left = count - len(known)
    while left > 0:
        size = min(left, 4 if rng.random() < 0.15 else 1)
        # In the order of their numbers, the newest yesterday.
        created = now - timedelta(days=1) - timedelta(days=25) * left / count
        _again(rng.choice(known), rng.choice(authors), size, created)
        left -= size


def made(author: Member, status: Status, prompt: str, content: bytes | None = None, **fields: Any) -> Generation:
    """A generation that is brought to a status before the engine gets to see it."""
    with transaction.atomic():
        return make.generation(author, status, prompt, content, **fields)


def _first(author: Member, prompt: str) -> Picture:
    return made(author, Status.SUCCEEDED, prompt, _painted(prompt)).pictures.get()


@cache
def _painted(prompt: str) -> bytes:
    picture = painting.paint(prompt, [], "past")
    picture.thumbnail((320, 320), Image.Resampling.BOX)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@transaction.atomic
def _again(original: Picture, author: Member, size: int, created: datetime) -> None:
    change, group = Feed.advance(), uuid.uuid4()
    source = original.generation
    for position in range(1, size + 1):
        generation = Generation.objects.create(
            author=author,
            prompt=source.prompt,
            model=source.model,
            status=Status.SUCCEEDED,
            shape=Generation.objects.values_list("shape", flat=True).get(pk=source.pk),
            group=group,
            position=position,
            count=size,
            created=created,
            queued_at=created,
            accepted_at=created + timedelta(seconds=1),
            finished_at=created + timedelta(seconds=9),
            born=change,
            change=change,
        )
        attempt = Attempt.objects.create(
            generation=generation,
            model=source.model,
            started_at=created,
            outcome=Attempt.Outcome.ACCEPTED,
            remote_id=str(uuid.uuid4()),
            answered_at=generation.accepted_at,
            # Or the engine would go on to ask for it.
            ending=Attempt.Ending.COLLECTED,
            ended_at=generation.finished_at,
        )
        # Every field but the row's own: its file is the original's.
        original.pk, original.uuid, original._state.adding = None, uuid.uuid4(), True
        original.generation, original.attempt, original.created = generation, attempt, created
        original.save()
        original.generation = source


def great(usernames: list[str], count: int, days: int = 60) -> None:
    """A long past in a few statements: sets of one to four over so many days, with the pictures of a short one."""
    rng = random.Random(11)  # noqa: S311 - the same past every time
    fill(usernames, len(PROMPTS))
    known = list(Picture.objects.select_related("generation").order_by("id")[: len(PROMPTS)])
    authors = list(Member.objects.filter(username__in=usernames).order_by("id"))
    # At noon: whenever the tests run, the newest are of yesterday.
    ends = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=1)
    Generation.objects.update(created=ends - timedelta(days=days + 1))
    change = Feed.newest()
    generations: list[Generation] = []
    while len(generations) < count:
        source, author, group = rng.choice(known).generation, rng.choice(authors), uuid.uuid4()
        size = min(count - len(generations), rng.choice((1, 1, 1, 1, 2, 4)))
        created = ends - timedelta(days=days) * (1 - len(generations) / count)
        generations += [
            Generation(
                **{name: getattr(source, name) for name in ("prompt", "model", "status", "shape")},
                author=author,
                group=group,
                position=position,
                count=size,
                created=created,
                queued_at=created,
                accepted_at=created,
                finished_at=created + timedelta(seconds=9),
                born=change,
                change=change,
            )
            for position in range(1, size + 1)
        ]
    by_prompt = {picture.generation.prompt: picture for picture in known}
    with transaction.atomic():
        Generation.objects.bulk_create(generations, batch_size=2000)
        attempts = Attempt.objects.bulk_create([collected(one) for one in generations], batch_size=2000)
        Picture.objects.bulk_create(
            [_copy(by_prompt[attempt.generation.prompt], attempt) for attempt in attempts], batch_size=2000
        )


def collected(generation: Generation) -> Attempt:
    """An attempt that is over, or the engine would go on to ask for it."""
    return Attempt(
        generation=generation,
        model=generation.model,
        started_at=generation.created,
        outcome=Attempt.Outcome.ACCEPTED,
        remote_id=str(uuid.uuid4()),
        answered_at=generation.accepted_at,
        ending=Attempt.Ending.COLLECTED,
        ended_at=generation.finished_at,
    )


def _copy(original: Picture, attempt: Attempt) -> Picture:
    """Every field but the row's own: its file is the original's."""
    names = [field.name for field in Picture._meta.concrete_fields]
    kept = {name: getattr(original, name) for name in names if name not in ("id", "uuid", "generation", "attempt")}
    return Picture(generation=attempt.generation, attempt=attempt, **kept)
