"""References: adding some while composing, and the shelf of those at hand, which is the whole team's."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from generator import shelf
from generator.forms import References
from generator.models import Reference
from generator.views.requests import MemberRequest


@require_POST
def references(request: MemberRequest) -> HttpResponse:
    """Store what was picked, dropped, pasted or linked; its chips, and a sentence for each that was refused."""
    given = References(request.POST, request.FILES, request.user)
    sentences = [sentence for field in given.errors.values() for sentence in field]
    context = {"chips": given.found, "sentences": sentences}
    return render(request, "partials/references_added.html", context)


@require_safe
def on_shelf(request: MemberRequest) -> HttpResponse:
    """The references at hand, or with `q` those that have its words."""
    query = one_line(request.GET.get("q", ""))[: shelf.MOST_LETTERS].strip()
    context = {"sections": shelf.sections(request.user, query), "query": query}
    return render(request, "partials/shelf_sections.html", context)


@require_safe
def about(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    return render_about(request, uuid)


@require_POST
def pin(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Pin one for everybody, or with `off` no longer; doing it twice is doing it once."""
    found = get_object_or_404(Reference, uuid=uuid)
    if "off" in request.POST:
        Reference.objects.filter(pk=found.pk).update(pinned_at=None)
    else:
        Reference.objects.filter(pk=found.pk, pinned_at=None).update(pinned_at=timezone.now())
    return render_about(request, uuid)


@require_POST
def name(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """What the team calls one; an empty name is none."""
    found = get_object_or_404(Reference, uuid=uuid)
    given = one_line(request.POST.get("name", ""))
    most = Reference._meta.get_field("name").max_length or 0
    if len(given) > most:
        sentence = f"The name has {len(given)} letters; the limit is {most}."
        return render_about(request, uuid, given=given, sentence=sentence, status=422)
    Reference.objects.filter(pk=found.pk).update(name=given)
    return render_about(request, uuid)


def one_line(text: str) -> str:
    """Without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def render_about(request: MemberRequest, uuid: uuid.UUID, status: int = 200, **said: str) -> HttpResponse:
    """What is known of a reference, from a fresh row, with a place to name it."""
    found = get_object_or_404(Reference.objects.select_related("added_by", "picture__generation"), uuid=uuid)
    context = {"reference": found, "given": found.name, **said}
    return render(request, "partials/reference_about.html", context, status=status)
