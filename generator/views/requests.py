"""The types of requests that views take, and what several of them read alike."""

import uuid
from collections.abc import Iterable
from contextlib import suppress

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from generator import limits
from generator.models import Member

NOTHING = "Nothing was chosen; choose pictures first."
TOO_MANY = f"More than {limits.CHOSEN} at once is too much; choose fewer."


class MemberRequest(HttpRequest):
    """A request of somebody signed in, which is every request that is not marked otherwise."""

    user: Member
    htmx: HtmxDetails


def chosen(request: HttpRequest) -> list[uuid.UUID]:
    """The generations that a form names, each once."""
    return list(dict.fromkeys(uuids_of(request.POST.getlist("generation"))))


def unfit(uuids: list[uuid.UUID]) -> str:
    """Why so many cannot be chosen at once, in a sentence, or nothing."""
    if not uuids:
        return NOTHING
    return TOO_MANY if len(uuids) > limits.CHOSEN else ""


def number_of(text: str) -> int:
    """A number of the feed or of the history; anything else counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def uuids_of(texts: Iterable[str]) -> list[uuid.UUID]:
    """What is none is left out."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found
