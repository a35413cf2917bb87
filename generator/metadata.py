"""What a picture file says of itself: prompt, author, model and time, put into the file without touching its pixels.

PNG gets text chunks and an XMP packet, JPEG a segment with one, WebP a chunk. A packet that is there already is added
to. A file that is not understood to its end is left as it came.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from unicodedata import category
from xml.sax.saxutils import escape

SOFTWARE = "Atelier"
TITLE_LETTERS = 80
# Escaped, and with all that stands around it, still less than a segment of a JPEG can hold.
PROMPT_LETTERS, NAME_LETTERS = 10_000, 300

PNG = b"\x89PNG\r\n\x1a\n"
PNG_HEADER_END = 33
PNG_XMP = b"XML:com.adobe.xmp"
TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt")
JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
SEGMENT_BYTES = 65_533
WEBP_HAS_XMP, WEBP_HAS_ALPHA = 0x04, 0x10

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '{}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
)
PACKET_END = b"</rdf:RDF>"

# From where to where of a file, and what is to be there instead.
Edit = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Details:
    """What is told; `created` is aware of its time zone. What is empty is left out."""

    prompt: str
    author: str
    model: str
    created: datetime


class _Odd(ValueError):
    """The file is not built as its format demands, or in a way that is not known here."""


def embedded(content: bytes, details: Details) -> bytes:
    """A PNG, JPEG or WebP file with its details in it; anything else, and what is broken, as it came."""
    try:
        if content.startswith(PNG):
            edits = list(_png(content, details))
        elif content.startswith(b"\xff\xd8\xff"):
            edits = _jpeg(content, details)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            edits = _webp(content, details)
        else:
            return content
    except (_Odd, struct.error, IndexError):
        return content
    view, at = memoryview(content), 0
    pieces: list[bytes | memoryview] = []
    for start, end, new in sorted(edits):
        pieces += [view[at:start], new]
        at = end
    return b"".join([*pieces, view[at:]])


# --- PNG ---


def _png(content: bytes, details: Details) -> Iterator[Edit]:
    """Text chunks right after the header; those that say the same are replaced."""
    created = format_datetime(details.created.astimezone(UTC), usegmt=True)
    prompt = _clean(details.prompt, PROMPT_LETTERS)
    texts = {
        b"Title": _title(prompt),
        b"Description": prompt,
        b"Author": _clean(details.author, NAME_LETTERS),
        b"Software": SOFTWARE,
        b"Model": _clean(details.model, NAME_LETTERS),
        b"Creation Time": created,
    }
    packet: bytes | None = _packet(details)
    for start, end, kind, data in _png_chunks(content):
        keyword = data[:80].partition(b"\0")[0] if kind in TEXT_CHUNKS else b""
        if keyword in texts:
            yield start, end, b""
        elif keyword == PNG_XMP:
            # Keyword, two bytes that say whether it is compressed, language, translated keyword, text.
            plain = data.removeprefix(PNG_XMP + b"\0\0\0").split(b"\0", 2) if kind == b"iTXt" else []
            packet = _joined(plain[2], details) if len(plain) == 3 else None
            if packet:
                yield start, end, b""
    new = [(keyword, text.encode()) for keyword, text in texts.items() if text]
    new += [(PNG_XMP, packet)] if packet else []
    chunks = (_png_chunk(b"iTXt", keyword + b"\0\0\0\0\0" + text) for keyword, text in new)
    yield PNG_HEADER_END, PNG_HEADER_END, b"".join(chunks)


def _png_chunks(content: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(start, end, kind, data) of each; of what is no text the data is left out."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content) or (at == len(PNG) and (kind != b"IHDR" or end != PNG_HEADER_END)):
            raise _Odd
        yield at, end, kind, content[at + 8 : end - 4] if kind in TEXT_CHUNKS else b""
        at = end


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# --- JPEG ---


def _jpeg(content: bytes, details: Details) -> list[Edit]:
    """A segment after those that want to be first: APP0, then Exif."""
    at = place = 2
    known: tuple[int, int] | None = None
    while (marker := content[at + 1]) != 0xDA:
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        # Fill bytes and markers without a length are allowed here, and nobody writes them.
        if content[at] != 0xFF or not 0xC0 <= marker <= 0xFE or 0xD0 <= marker <= 0xD9 or length < 2:
            raise _Odd
        first = place == at and (marker == 0xE0 or content.startswith(b"Exif\0", at + 4))
        place = end if first else place
        if marker == 0xE1 and content.startswith(JPEG_XMP, at + 4):
            known = at, end
        if marker == 0xE2 and content.startswith(b"MPF\0", at + 4):
            # Several pictures in one file, which says where each of them begins.
            raise _Odd
        at = end
    start, end = known or (place, place)
    packet = _joined(content[start + 4 + len(JPEG_XMP) : end], details) if known else _packet(details)
    data = JPEG_XMP + (packet or b"")
    if not packet or len(data) > SEGMENT_BYTES:
        raise _Odd
    return [(start, end, b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data)]


# --- WebP ---


def _webp(content: bytes, details: Details) -> list[Edit]:
    """A chunk at the end, and a first chunk that says so."""
    (size,) = struct.unpack_from("<I", content, 4)
    over = size + 8
    if over > len(content):
        raise _Odd
    packet, place = _packet(details), (over, over)
    at, names = 12, []
    while at < over:
        name, length = struct.unpack_from("<4sI", content, at)
        data, end = at + 8, at + 8 + length + length % 2
        if end > over:
            raise _Odd
        if name == b"XMP ":
            known = _joined(content[data : data + length], details)
            if known is None or place != (over, over):
                raise _Odd
            packet, place = known, (at, end)
        names.append(name)
        at = end
    chunk = _webp_chunk(b"XMP ", packet)
    grown = size + len(chunk) - (place[1] - place[0])
    edits = [(*place, chunk)]
    if names[:1] == [b"VP8X"]:
        edits.append((20, 21, bytes([content[20] | WEBP_HAS_XMP])))
    else:
        head = _webp_head(content)
        edits.append((12, 12, head))
        grown += len(head)
    return [*edits, (4, 8, struct.pack("<I", grown))]


def _webp_head(content: bytes) -> bytes:
    """The first chunk of an extended file, for the picture of a simple one, which must be what comes first now."""
    if content[12:16] == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        width, height, alpha = width & 0x3FFF, height & 0x3FFF, 0
    elif content[12:16] == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height, alpha = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bits >> 28 & 1
    else:
        raise _Odd
    if not width or not height:
        raise _Odd
    flags = WEBP_HAS_XMP | (WEBP_HAS_ALPHA if alpha else 0)
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _webp_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)


def _webp_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2)


# --- XMP ---


def _packet(details: Details) -> bytes:
    return PACKET.format(_description(details)).encode()


def _joined(packet: bytes, details: Details) -> bytes | None:
    """A packet of somebody else's with what it did not say itself; None when it is not written in the usual way."""
    before, end, after = packet.rpartition(PACKET_END)
    if not end or b"22-rdf-syntax-ns#" not in before:
        return None
    return before + _description(details, packet).encode() + end + after


def _description(details: Details, said: bytes = b"") -> str:
    """The properties that are not among those that were said already."""
    prompt, author, model = (
        escape(_clean(text, letters))
        for text, letters in (
            (details.prompt, PROMPT_LETTERS),
            (details.author, NAME_LETTERS),
            (details.model, NAME_LETTERS),
        )
    )
    properties = {
        "dc:description": prompt and f'<rdf:Alt><rdf:li xml:lang="x-default">{prompt}</rdf:li></rdf:Alt>',
        "dc:creator": author and f"<rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq>",
        "xmp:CreateDate": details.created.isoformat(timespec="seconds"),
        "xmp:CreatorTool": SOFTWARE,
        "Iptc4xmpExt:AISystemUsed": model,
    }
    lines = [
        f"<{name}>{value}</{name}>\n" for name, value in properties.items() if value and name.encode() not in said
    ]
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return f'<rdf:Description rdf:about="" {names}>\n{"".join(lines)}</rdf:Description>\n'


# --- Words ---


def _title(prompt: str) -> str:
    line = " ".join(prompt.split())
    return line if len(line) <= TITLE_LETTERS else line[: TITLE_LETTERS - 1].rstrip() + "…"


def _clean(text: str, letters: int) -> str:
    """Without what neither XML nor a text chunk may hold; lines end in a line feed."""
    lines = text[:letters].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or _speaks(letter)).strip()


def _speaks(letter: str) -> bool:
    return category(letter) not in ("Cc", "Cs") and ord(letter) & 0xFFFE != 0xFFFE
