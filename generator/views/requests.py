"""The types of requests that views take, and what several of them read alike."""

import uuid
from contextlib import suppress

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from generator.models import Member


class MemberRequest(HttpRequest):
    """A request of somebody signed in, which is every request that is not marked otherwise."""

    user: Member
    htmx: HtmxDetails


def chosen(request: HttpRequest) -> list[uuid.UUID]:
    """The generations that a form names, each once; what is no uuid names none."""
    found: dict[uuid.UUID, None] = {}
    for text in request.POST.getlist("generation"):
        with suppress(ValueError):
            found[uuid.UUID(text)] = None
    return list(found)
