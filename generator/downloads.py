"""What a member takes home: pictures under names that say something, with their details inside, one or many."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone

from generator import archives, metadata
from generator.imageapi import MODELS
from generator.images import SUFFIXES
from generator.models import Generation, Picture

PROMPT_LETTERS, AUTHOR_LETTERS = 60, 30
# A name has room for 255 bytes on most systems, and a letter may have four.
PROMPT_BYTES, AUTHOR_BYTES = 140, 60
TABLE = "prompts.csv"
COLUMNS = ("file", "prompt", "author", "model", "created", "width", "height", "status", "page")
MISSING = "the file is missing"

PageOf = Callable[[Generation], str]


def name_of(picture: Picture) -> str:
    """E.g. `2026-11-23 alpine-hut-above-the-clouds ada 2of4.png`: safe on every system, not always the only one."""
    asked = picture.generation
    parts = [
        f"{timezone.localtime(asked.created):%Y-%m-%d}",
        words_of(asked.prompt, PROMPT_LETTERS, PROMPT_BYTES) or "picture",
        words_of(asked.author.name, AUTHOR_LETTERS, AUTHOR_BYTES),
        f"{asked.position}of{asked.count}" if asked.count > 1 else "",
    ]
    return " ".join(filter(None, parts)) + SUFFIXES[picture.format]


def words_of(text: str, letters: int, most_bytes: int) -> str:
    """The letters and digits of any language, in lower case, with hyphens between words; cut after a word."""
    kept = ""
    for letter in unicodedata.normalize("NFKC", text[: 20 * letters]).lower():
        kind = unicodedata.category(letter)
        # A mark belongs to the letter before it; what nobody sees, and apostrophes, part no words.
        if kind[0] in "LN" or (kind[0] == "M" and kept and kept[-1] != "-"):
            kept += letter
        elif kind != "Cf" and letter not in "'’":
            kept += "-"
    slug = re.sub("-+", "-", kept).strip("-")
    if len(slug) > letters:
        at_word = slug[: letters + 1].rpartition("-")[0]
        slug = at_word if len(at_word) > letters // 2 else slug[:letters]
    return slug.encode()[:most_bytes].decode(errors="ignore").strip("-")


def details_of(picture: Picture) -> metadata.Details:
    asked = picture.generation
    model = MODELS.get(asked.model)
    return metadata.Details(
        prompt=asked.prompt,
        author=asked.author.name,
        model=model.title if model else asked.model,
        created=timezone.localtime(picture.created),
    )


def tag_of(picture: Picture) -> str:
    """Differs whenever the file with its details does, and from that of the file alone."""
    digest = hashlib.sha256(repr(details_of(picture)).encode("utf-8", "replace")).hexdigest()
    return f"{picture.sha256}-{digest[:16]}"


def content_of(picture: Picture, with_details: bool) -> bytes:
    """The whole file. Raises FileNotFoundError."""
    with picture.file.open("rb") as file:
        content: bytes = file.read()
    return metadata.embedded(content, details_of(picture)) if with_details else content


def zipped(generations: Iterable[Generation], with_details: bool, page_of: PageOf) -> Iterator[bytes]:
    """A zip file, in pieces, of all pictures of some generations, and a table of their prompts at its end.

    The rows must be complete, with authors and pictures: the database is not asked any more. A file that is missing
    is missing in the zip, and the table says so.
    """
    return archives.streamed(_members(generations, with_details, page_of))


def _members(generations: Iterable[Generation], with_details: bool, page_of: PageOf) -> Iterator[archives.Member]:
    taken = {TABLE}
    rows: list[tuple[object, ...]] = []
    for asked in generations:
        pictures = list(asked.pictures.all())
        for picture in pictures:
            name, status = _untaken(name_of(picture), taken), str(asked.status)
            try:
                content = content_of(picture, with_details)
            except FileNotFoundError:
                name, status = "", MISSING
            else:
                yield name, timezone.localtime(picture.created), content
                del content
            rows.append(_row(name, asked, picture.width, picture.height, status, page_of(asked)))
        if not pictures:
            rows.append(_row("", asked, "", "", str(asked.status), page_of(asked)))
    yield TABLE, timezone.localtime(), archives.table(COLUMNS, rows)


def _row(name: str, asked: Generation, width: object, height: object, status: str, page: str) -> tuple[object, ...]:
    model = MODELS.get(asked.model)
    created = timezone.localtime(asked.created).isoformat(sep=" ", timespec="seconds")
    title = model.title if model else asked.model
    return name, asked.prompt, asked.author.name, title, created, width, height, status, page


def _untaken(name: str, taken: set[str]) -> str:
    """The name, or the same with a number; also those are the same that only differ in upper and lower case."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}).{suffix}"
    taken.add(free.casefold())
    return free
