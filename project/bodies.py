"""The bodies of requests, received before a page's thread is taken for them.

A page is a thread of few. A body that trickles in, or never comes, must cost none: it is collected here, on the
loop, within a limit of bytes and of time, and handed over whole. One that breaks off never reaches a page, because
half of a form must not be taken for all of it.
"""

import asyncio
import contextlib
import errno
import io
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

from django.conf import settings

from generator import limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Who has no session has nothing to upload; a webhook and the sign-in form are small.
STRANGERS_BYTES = 256 * 1024
IN_MEMORY_BYTES = 1024 * 1024
IDLE_SECONDS = 20.0
TOTAL_SECONDS = 300.0
PIECE = 256 * 1024


class Refused(Exception):
    """A body that is not waited for any longer, or too long; `status` is the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Body:
    """A whole body, to be received again in pieces; `close` lets go of it, read or not."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    async def receive(self) -> Message:
        piece = self._file.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    def close(self) -> None:
        self._file.close()


async def received(scope: Message, receive: Receive) -> Body:
    """The whole body. Raises Refused.

    One whose declared length is over the limit for members is left unread: a page says so, with the limit.
    """
    headers = dict(scope["headers"])
    if scope["method"] in ("GET", "HEAD") or _declared(headers) > limits.BODY_BYTES:
        return Body(io.BytesIO())
    member = f"{settings.SESSION_COOKIE_NAME}=".encode() in headers.get(b"cookie", b"")
    body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 - closed by who reads it
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            await _collect(receive, body, limits.BODY_BYTES if member else STRANGERS_BYTES)
        body.seek(0)
    except TimeoutError:
        body.close()
        raise Refused(408, "The request did not arrive in time; try again.") from None
    except Refused:
        body.close()
        raise
    except OSError as error:
        # What is still to be written has no place to go either.
        with contextlib.suppress(OSError):
            body.close()
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refused(507, "The studio's disk is full; an admin has to make room.") from None
    return Body(body)


async def _collect(receive: Receive, body: IO[bytes], limit: int) -> None:
    while True:
        message = await asyncio.wait_for(receive(), IDLE_SECONDS)
        if message["type"] == "http.disconnect":
            raise Refused(400, "The request broke off.")
        body.write(message.get("body", b""))
        if body.tell() > limit:
            raise Refused(413, "That is more than the studio takes at once.")
        if not message.get("more_body", False):
            return


def _declared(headers: dict[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def refuse(refused: Refused, send: Send) -> None:
    """Answer in one sentence, and end the connection, whose rest nobody reads."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{refused}\n".encode()})
