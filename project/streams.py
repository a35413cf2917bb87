"""Answers that are made while they are sent, piece by piece as the reader takes them.

A page is a thread of few. A zip file of gigabytes on its way to a slow reader must not keep one: its page makes the
head of the answer, and then each piece is fetched by itself, so that nothing waits but the piece that is being sent.
A reader who has gone ends it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from typing import Any

from django.http import FileResponse, StreamingHttpResponse

from generator.views.live import disconnected

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Page = Callable[[Message, Receive, Send], Awaitable[None]]

# Under which name the rest of an answer is left with its request; a2wsgi hands the scope to the page.
REST = "atelier.rest"
PIECE = 256 * 1024


def heads(pages: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application that answers with the head alone where the rest is a stream; files go whole."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = pages(environ, start_response)
        if isinstance(answer, StreamingHttpResponse) and not isinstance(answer, FileResponse):
            environ["asgi.scope"][REST] = answer
            return ()
        return answer

    return application


async def answer(page: Page, scope: Message, body: Receive, receive: Receive, send: Send) -> None:
    """Run a page, which reads the request from `body`, and then send the rest of its answer, if there is one."""

    async def send_head(message: Message) -> None:
        # The end that the page sends is only that of the head.
        if REST not in scope or message["type"] == "http.response.start":
            await send(message)

    await page(scope, body, send_head)
    if REST in scope:
        await _send_rest(scope[REST], receive, send)


async def _send_rest(rest: StreamingHttpResponse, receive: Receive, send: Send) -> None:
    gone = asyncio.ensure_future(disconnected(receive))
    pieces: Iterator[bytes] = iter(rest)
    try:
        while not gone.done() and (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            for start in range(0, len(piece), PIECE):
                await send({"type": "http.response.body", "body": piece[start : start + PIECE], "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        await asyncio.to_thread(rest.close)
