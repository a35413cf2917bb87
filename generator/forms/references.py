"""References as a member gives them: files, addresses, and what is in the studio already."""

import contextlib
import math
import threading
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from generator import images, limits, storage
from generator.fetch import FetchError, fetch_now
from generator.models import Member, Picture, Reference

NOT_HERE = "A reference is no longer in the studio; choose it again."
SPACED = "An address has no spaces. Check the link, or copy it once more."
NO_ROOM = "The studio's disk is nearly full; an admin has to make room."
MEGABYTE = 1024 * 1024
_FETCHES = threading.BoundedSemaphore(limits.FETCHES_AT_ONCE)
# A picture of 40 megapixels is 160 MB while it is decoded.
_DECODES = threading.BoundedSemaphore(limits.DECODES_AT_ONCE)


class Refused(ValueError):
    """One sentence that names what was refused, the limit and the size."""


class References:
    """The references of one request: files, addresses and ids of what is in the studio already.

    `found` are the sound ones, each once: those that were known, then files, then links. `errors` has a list of
    sentences by field.
    """

    def __init__(
        self, data: MultiValueDict[str, str], files: MultiValueDict[str, "UploadedFile[Any]"], member: Member
    ):
        self._member = member
        self.found: list[Reference] = []
        self.errors: dict[str, list[str]] = {}
        for given in data.getlist("reference_ids"):
            self._try("references", self._known, given)
        for file in files.getlist("references"):
            self._try("references", self._uploaded, file)
        addresses = [address for given in data.getlist("reference_urls") for address in _addresses(given)]
        # One more than can be taken is enough to be told so; each may hold a thread for a while.
        for address in addresses[: limits.REFERENCES + 1]:
            self._try("reference_urls", self._fetched, address)

    def _try(self, field: str, get: Any, given: Any) -> None:
        try:
            if len(self.found) >= limits.REFERENCES:
                raise Refused(f"{limits.REFERENCES} references at most; remove one to add another.")
            reference = get(given)
        except Refused as refused:
            sentences = self.errors.setdefault(field, [])
            if str(refused) not in sentences:
                sentences.append(str(refused))
        else:
            if reference not in self.found:
                self.found.append(reference)

    def _known(self, given: str) -> Reference:
        try:
            wanted = uuid.UUID(given)
        except ValueError:
            raise Refused(NOT_HERE) from None
        references = Reference.objects.select_related("picture")
        shown = Picture.objects.filter(generation__trashed_at=None)
        if reference := references.filter(uuid=wanted).first():
            if reference.stored:
                return reference
        elif picture := shown.filter(uuid=wanted).select_related("generation").first():
            if (reference := references.filter(picture=picture).first()) and reference.stored:
                return reference
            with contextlib.suppress(FileNotFoundError), picture.file.open() as file:
                return self._keep(picture.alt, file.read(), picture)
        raise Refused(NOT_HERE)

    def _uploaded(self, file: "UploadedFile[Any]") -> Reference:
        name = file.name or "The file"
        if file.size is None or file.size > limits.UPLOAD_BYTES:
            size = math.ceil((file.size or 0) * 10 / MEGABYTE) / 10
            raise Refused(f"{name} is {size:g} MB; the limit is {limits.UPLOAD_BYTES // MEGABYTE} MB.")
        return self._keep(name, file.read())

    def _fetched(self, address: str) -> Reference:
        if len(address.split()) > 1:
            raise Refused(SPACED)
        _need_room()
        if not _FETCHES.acquire(blocking=False):
            raise Refused("Too many addresses are being fetched at once; try again in a moment.")
        try:
            fetched = fetch_now(address, limit=limits.UPLOAD_BYTES, deadline=limits.FETCH_SECONDS)
        except FetchError as error:
            raise Refused(error.sentence) from None
        finally:
            _FETCHES.release()
        parts = urlsplit(fetched.url)
        return self._keep(parts.path.rpartition("/")[2] or parts.netloc, fetched.body)

    def _keep(self, name: str, content: bytes, picture: Picture | None = None) -> Reference:
        _need_room()
        try:
            with _DECODES:
                return Reference.keep(content, name, self._member, picture)
        except images.NotAPicture as error:
            raise Refused(f"{name} {error}.") from None
        except OSError as error:
            if error.errno not in storage.NO_ROOM:
                raise
            raise Refused(NO_ROOM) from None


def _addresses(given: str) -> list[str]:
    """Those that were put into one field; what are no addresses, but words, stays together."""
    parts = given.split()
    return parts if all("://" in part for part in parts) else [given]


def _need_room() -> None:
    if storage.nearly_full():
        raise Refused(NO_ROOM)
