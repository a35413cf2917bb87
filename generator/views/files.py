"""The bytes of pictures and references, for members only, under their true type."""

import re
import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from generator.images import MEDIA_TYPES, SUFFIXES
from generator.models import Picture, Reference, UnclaimedPicture
from generator.views.requests import MemberRequest


@require_safe
def picture(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Picture.objects.select_related("generation"), uuid=uuid)
    name = download_name(found.generation.prompt, found) if "download" in request.GET else ""
    return served(request, found.file, found.format, found.sha256, name)


@require_safe
def picture_thumbnail(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Picture, uuid=uuid)
    return served(request, found.thumbnail, "WEBP", f"{found.sha256}-small")


@require_safe
def reference(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Reference, uuid=uuid)
    return served(request, found.file, found.format, found.sha256)


@require_safe
def reference_thumbnail(request: HttpRequest, uuid: uuid.UUID) -> HttpResponseBase:
    found = get_object_or_404(Reference, uuid=uuid)
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
    pictures = UnclaimedPicture.objects.all()
    if not request.user.is_admin:
        pictures = pictures.filter(stray__suspects__generation__author=request.user).distinct()
    return get_object_or_404(pictures, uuid=uuid)


def download_name(prompt: str, found: Picture) -> str:
    """A file name that says what is in it and is safe on every system."""
    words = re.sub(r"[^\w]+", "-", prompt.lower()).strip("-")[:60].rstrip("-") or "picture"
    return f"{words}-{str(found.uuid)[:8]}{SUFFIXES[found.format]}"


def served(request: HttpRequest, file: object, format: str, tag: str, download: str = "") -> HttpResponseBase:
    """A stored file, which never changes under its address, so that a browser may keep it for good."""
    etag = f'"{tag}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            stored = file.open("rb")  # type: ignore[attr-defined]
        except FileNotFoundError:
            raise Http404("The file is no longer in the storage.") from None
        response = FileResponse(
            stored,
            content_type=MEDIA_TYPES[format],
            as_attachment=bool(download),
            filename=download,
        )
        # Every block crosses from a thread to the server's loop; large ones cross less often.
        response.block_size = 256 * 1024
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
