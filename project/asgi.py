"""The web process: pages as WSGI threads, the event stream as raw ASGI, on one port.

Django's own ASGI handler would make a thread and a database connection for every request.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
# Its types are narrower than what servers really pass.
pages: Any = WSGIMiddleware(get_wsgi_application(), workers=16)  # type: ignore[arg-type]

from generator.views.live import hub, stream  # noqa: E402 - Django must be set up first

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await stream(scope, receive, send)
    else:
        await pages(scope, whole(receive), send)


async def lifespan(receive: Receive, send: Send) -> None:
    """Start the watcher of the live pages with the server, and end it with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start(asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
        else:
            hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


def whole(receive: Receive) -> Receive:
    """A body that breaks off is an error: half of a form must not be taken for all of it."""

    async def receive_whole() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the browser went away in the middle of its request")
        return message

    return receive_whole
