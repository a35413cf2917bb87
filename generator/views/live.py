"""The event stream, and the same by asking now and then, where a proxy holds streams back.

The stream is raw ASGI: an ordinary view would hold a thread and a database connection for every open page.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, ParamSpec, TypeVar
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from generator import live
from generator.models import Member
from generator.views.requests import MemberRequest, number_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

COMMENT_SECONDS = 10.0
# A member who signed out or was deactivated hears nothing more after this long.
ACCOUNT_SECONDS = 60.0
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

hub = live.Hub()


@require_safe
def changes(request: MemberRequest) -> HttpResponse:
    """What changed after `since`, once, as the stream would tell it."""
    viewer = live.viewer_of(request.user, request.GET.get("scope", ""))
    number, html = live.since(number_of(request.GET.get("since", "")), viewer)
    return HttpResponse(event(number, html), content_type="text/event-stream; charset=utf-8")


@require_safe
def not_here(_: MemberRequest) -> HttpResponse:
    """Reached only on a server that runs the pages alone, which `manage.py web` does not."""
    return HttpResponse("The event stream needs manage.py web.", status=501, content_type="text/plain")


async def stream(scope: Message, receive: Receive, send: Send) -> None:
    """Server-sent events for one open page, until it goes away, signs out, or the server stops."""
    query = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    # Some send several, which are one.
    cookie = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    member = await off_loop(member_of_session, cookie)
    if scope["method"] != "GET" or member is None:
        await send({"type": "http.response.start", "status": 403, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    viewer = live.viewer_of(member, query.get("scope", ""))
    connection = hub.join(viewer)
    gone = asyncio.ensure_future(disconnected(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        seen = number_of(headers.get("last-event-id") or query.get("since", ""))
        number, html = await off_loop(live.since, seen, viewer)
        await send(chunk("retry: 1000\n\n" + event(number, html)))
        await pass_on(connection, number, gone, send, cookie)
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        hub.leave(connection)


async def pass_on(
    connection: live.Connection, number: int, gone: asyncio.Future[None], send: Send, cookie: str
) -> None:
    """Send what the hub hands out and the page has not had, with a comment now and then to keep proxies awake."""
    loop = asyncio.get_running_loop()
    check_account = loop.time() + ACCOUNT_SECONDS
    while True:
        waiting = asyncio.ensure_future(connection.waiting.get())
        either: set[asyncio.Future[Any]] = {waiting, gone}
        await asyncio.wait(either, timeout=COMMENT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if gone.done():
            waiting.cancel()
            return
        if not waiting.done():
            waiting.cancel()
            await send(chunk(": still here\n\n"))
        elif (message := waiting.result()) is None:
            return
        elif message[0] is None:
            await send(chunk(f"event: line\ndata: {message[1]}\n\n"))
        elif message[0] > number:
            number = message[0]
            await send(chunk(event(number, message[1])))
        if loop.time() > check_account:
            if await off_loop(member_of_session, cookie) is None:
                return
            check_account = loop.time() + ACCOUNT_SECONDS


def event(number: int, html: str | None) -> str:
    """One message in the format of server-sent events; None asks the page to load anew."""
    if html is None:
        return f"id: {number}\nevent: reload\ndata: reload\n\n"
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {number}\n{lines}\n"


def chunk(text: str) -> Message:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}


async def disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def member_of_session(cookie: str) -> Member | None:
    """Who the browser's session belongs to, if they are still signed in and active."""
    request = HttpRequest()
    try:
        key = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if key is None:
        return None
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key.value)
    user = get_user(request)
    return user if isinstance(user, Member) and user.is_active else None


P = ParamSpec("P")
R = TypeVar("R")


async def off_loop(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run something that reads the database in a thread of its own, which keeps no connection."""

    def run() -> R:
        try:
            return function(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.get_running_loop().run_in_executor(None, run)
