"""Every address of the studio, read from its URLconf, so that a new page is tried without anybody thinking of it."""

import uuid
from typing import Any

from django.urls import reverse

from generator import urls
from generator.models import Member, Status
from tests import make

NAMES = [pattern.name for pattern in urls.urlpatterns]
# Whoever opens these need not be signed in.
OPEN = {"login", "logout", "setup", "webhook", "healthz"}
POST_ONLY = {"references", "reference-pin", "reference-name", "draft", "webhook", "logout"}
POST_ONLY |= {"pictures-download", "prompt-used"}
POST_ONLY |= {f"generations-{verb}" for verb in ("trash", "restore", "discard", "favourite")}
POST_ONLY |= {
    f"generation-{verb}" for verb in ("cancel", "cancel-set", "retry", "retry-set", "ask", "match", "favourite")
}
BOTH = {"generations", "setup", "login", "password", "preferences", "prompt-new", "prompt", "prompt-delete"}
BYTES = {"picture", "picture-thumbnail", "reference", "reference-thumbnail", "unclaimed", "unclaimed-thumbnail"}
CLOSED = [name for name in NAMES if name not in OPEN]


def existing(name: str, member: Member) -> str:
    """The address of something that is there."""
    if name == "generation-match" or name.startswith("unclaimed"):
        lost = make.generation(member, Status.UNCONFIRMED)
        stray = make.stray(lost)
        return reverse(
            name, args=[lost.uuid, stray.pk] if name == "generation-match" else [stray.pictures.get().uuid]
        )
    if name.startswith("generation-") or name == "generation":
        return reverse(name, args=[make.generation(member).uuid])
    if name.startswith("prompt") and name not in ("prompts", "prompt-new"):
        return reverse(name, args=[make.prompt(member).pk])
    if name in ("picture", "picture-thumbnail"):
        return reverse(name, args=[make.generation(member, Status.SUCCEEDED).pictures.get().uuid])
    if name.startswith("reference") and name != "references":
        return reverse(name, args=[make.reference(member).uuid])
    return reverse(name, args=["some-token"] if name == "webhook" else [])


def missing(name: str) -> str | None:
    """The address of something that is not there; None where there is no such thing."""
    arguments: dict[str, list[Any]] = {"uuid": [uuid.uuid4()], "stray": [1], "prompt": [1]}
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    given = [one for converter in pattern.pattern.converters for one in arguments.get(converter, [])]
    return reverse(name, args=given) if given else None
