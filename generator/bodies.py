"""Bodies of HTTP answers from strangers, with a limit that also holds for what the unpacking yields."""

import re
import zlib
from typing import cast

import httpx


class Overlong(Exception):
    """A body of more bytes than allowed; `size` is what it declared, if it did."""

    def __init__(self, size: int | None) -> None:
        super().__init__("the body is over the limit")
        self.size = size


class Undecodable(Exception):
    """A body packed in a way that is not unpacked here, or cut short inside its packing."""


async def read(response: httpx.Response, limit: int) -> bytes:
    """The unpacked body of a streamed response, at most `limit` bytes.

    Raises Overlong (at once when Content-Length says so), Undecodable, and httpx errors when the connection
    breaks.
    """
    declared = response.headers.get("content-length", "")
    if re.fullmatch(r"[0-9]+", declared) and (len(declared) > 18 or int(declared) > limit):
        raise Overlong(int(declared[:18]))
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Undecodable(f"content-encoding {packing[:40]}")
    # httpx would unpack a whole chunk at once, which may become a thousand times larger.
    unpacker = zlib.decompressobj(wbits=47) if packing not in ("", "identity") else None
    body = bytearray()
    # Not aiter_raw, which refuses the ready-made responses of a mock transport.
    async for chunk in cast(httpx.AsyncByteStream, response.stream):
        try:
            body += unpacker.decompress(chunk, limit + 1 - len(body)) if unpacker else chunk
        except zlib.error as error:
            raise Undecodable(str(error)) from error
        if len(body) > limit:
            raise Overlong(None)
        if unpacker and unpacker.eof:
            break
    if unpacker and not unpacker.eof:
        raise Undecodable("the packed body is cut short")
    return bytes(body)
