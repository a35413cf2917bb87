"""The web process: pages as WSGI threads, the event stream as raw ASGI, on one port.

Django's own ASGI handler would make a thread and a database connection for every request.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django = get_wsgi_application()

from generator.views.live import hub, stream  # noqa: E402 - Django must be set up first
from project import bodies, streams  # noqa: E402

# A thread is not to wait for a slow reader: the queue of pieces to send has room for a whole picture.
pages: Any = WSGIMiddleware(streams.heads(django), workers=16, send_queue_size=256)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await stream(scope, receive, send)
    elif scope["type"] == "http":
        try:
            body = await bodies.received(scope, receive)
        except bodies.Refused as refused:
            await bodies.refuse(refused, send)
            return
        try:
            await streams.answer(pages, scope, body.receive, receive, send)
        finally:
            body.close()


async def lifespan(receive: Receive, send: Send) -> None:
    """Start the watcher of the live pages with the server, and end it with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await hub.start()
            await send({"type": "lifespan.startup.complete"})
        else:
            hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
