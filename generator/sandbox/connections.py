"""Answers that a well-behaved framework cannot give: none at all, half of one, one that does not come.

uvicorn's protocol class is extended by one thing: an application may hang up, through
`scope["sandbox.hang_up"]`.
"""

import asyncio
from typing import cast

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HANG_SECONDS = 120.0


class Protocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with the means to hang up."""

    def handle_events(self) -> None:
        """Hands the connection's end to every request that begins."""
        super().handle_events()
        if self.scope is not None:
            cast(dict[str, object], self.scope)["sandbox.hang_up"] = self.transport.close


async def _hang_up(scope: Scope, receive: Receive) -> None:
    scope["sandbox.hang_up"]()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()


class NoAnswer(Response):
    """Cuts the connection, after a wait in seconds or when the client leaves, without having sent a byte."""

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__()
        self.wait = wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - an ASGI signature
        """Waits and hangs up."""
        if self.wait:
            try:
                await asyncio.wait_for(_gone(receive), self.wait)
            except TimeoutError:
                pass
            else:
                return
        await _hang_up(scope, receive)


class HalfAnswer(Response):
    """Announces the whole content, sends the first half and cuts the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the half."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await _hang_up(scope, receive)
