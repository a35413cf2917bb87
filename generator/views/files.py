"""The bytes of pictures and references, for members only, under their true type."""

import uuid

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from generator import downloads
from generator.images import MEDIA_TYPES
from generator.models import Generation, Member, Picture, Reference, UnclaimedPicture
from generator.views.requests import MemberRequest, chosen, unfit

GONE = "The file is no longer in the storage."


@require_safe
def picture(request: MemberRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(shown_to(request.user).select_related("generation__author"), uuid=uuid)
    if "download" in request.GET:
        return downloaded(request, found)
    return served(request, found.file, found.format, found.sha256)


@require_POST
def archive(request: MemberRequest) -> HttpResponseBase:
    """All pictures of the chosen generations in one zip file, which is sent while it is made (project.streams)."""
    wanted = chosen(request)
    if sentence := unfit(wanted):
        return refused(request, sentence)
    found = list(Generation.objects.shown().for_cards().filter(uuid__in=wanted).order_by("id"))
    if not any(generation.picture for generation in found):
        return refused(request, "None of these has a picture any more; choose others.")
    site = request.build_absolute_uri("/").rstrip("/")
    pieces = downloads.zipped(
        found,
        request.user.download_details,
        lambda asked: site + reverse("generation", args=[asked.uuid]),
    )
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    count = sum(len(generation.pictures.all()) for generation in found)
    name = f"{timezone.localdate()} atelier {count} picture{pluralize(count)}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def refused(request: MemberRequest, sentence: str) -> HttpResponseBase:
    messages.warning(request, sentence)
    return redirect("studio")


@require_safe
def picture_thumbnail(request: MemberRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(shown_to(request.user), uuid=uuid)
    return served(request, found.thumbnail, "WEBP", f"{found.sha256}-small")


@require_safe
def reference(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Reference.objects.exclude(file=""), uuid=uuid)
    return served(request, found.file, found.format, found.sha256)


@require_safe
def reference_thumbnail(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Reference.objects.exclude(file=""), uuid=uuid)
    return served(request, found.thumbnail, "WEBP", f"{found.sha256}-small")


@require_safe
def unclaimed(request: MemberRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = unclaimed_picture(request, uuid)
    return served(request, found.file, found.format, found.sha256)


@require_safe
def unclaimed_thumbnail(request: MemberRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = unclaimed_picture(request, uuid)
    return served(request, found.thumbnail, "WEBP", f"{found.sha256}-small")


def unclaimed_picture(request: MemberRequest, uuid: uuid.UUID) -> UnclaimedPicture:
    """Nobody knows yet whose it is: for those whose it may be, and for the admins."""
    pictures = UnclaimedPicture.objects.exclude(file="")
    if not request.user.is_admin:
        pictures = pictures.filter(stray__suspects__generation__author=request.user).distinct()
    return get_object_or_404(pictures, uuid=uuid)


def shown_to(member: Member) -> QuerySet[Picture]:
    """What is in the trash is only for those who decide about it, also by its address."""
    theirs = Generation.objects.decided_by(member).filter(pk=OuterRef("generation"))
    return Picture.objects.filter(Q(generation__trashed_at=None) | Exists(theirs)).exclude(file="")


def served(request: HttpRequest, file: object, format: str, tag: str) -> HttpResponseBase:
    """A stored file, which never changes under its address, so that a browser may keep it for good."""
    response = known(request, tag)
    if response is None:
        try:
            stored = file.open("rb")  # type: ignore[attr-defined]
        except FileNotFoundError:
            raise Http404(GONE) from None
        response = FileResponse(stored, content_type=MEDIA_TYPES[format])
        # Every block crosses from a thread to the server's loop; large ones cross less often.
        response.block_size = 256 * 1024
    return sealed(response, tag, "private, max-age=31536000, immutable")


def downloaded(request: MemberRequest, found: Picture) -> HttpResponseBase:
    """A picture to be kept, with its details inside unless its member wants it as it is, under a name that says what.

    What the member wants, and what the author is called, may change: a browser asks again.
    """
    with_details = request.user.download_details
    tag = downloads.tag_of(found) if with_details else found.sha256
    response = known(request, tag)
    if response is None:
        try:
            content = downloads.content_of(found, with_details)
        except FileNotFoundError:
            raise Http404(GONE) from None
        response = HttpResponse(content, content_type=MEDIA_TYPES[found.format])
        response["Content-Disposition"] = content_disposition_header(True, downloads.name_of(found)) or ""
    return sealed(response, tag, "private, no-cache")


def known(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """The answer to a browser that has it already."""
    return HttpResponseNotModified() if request.headers.get("If-None-Match") == f'"{tag}"' else None


def sealed(response: HttpResponseBase, tag: str, cache: str) -> HttpResponseBase:
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = cache
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
