"""`manage.py web`: the pages and the event stream, on HOST and PORT."""

import os
import socket
import sys
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generator.processes import die_with_supervisor

SWITCH_SECONDS = 0.001


class Server(uvicorn.Server):
    """Ends every event stream before it waits for open connections, or it would wait for ever."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        from generator.views.live import hub  # noqa: PLC0415 - the server is set up by the application

        hub.stop()
        super().handle_exit(sig, frame)


class Command(BaseCommand):
    help = "Serve the pages and the event stream."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        die_with_supervisor()
        # The loop and the threads of the pages hand one request to each other several times; whoever is next would
        # wait for up to five milliseconds each time that another page is being made.
        sys.setswitchinterval(SWITCH_SECONDS)
        listener = listen(settings.HOST, settings.PORT)
        config = uvicorn.Config(
            "project.asgi:application",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=30,
            server_header=False,
            # The visitor's address and https are a proxy's to tell; one on another machine is named in
            # FORWARDED_ALLOW_IPS, which uvicorn reads.
            proxy_headers=True,
            forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1"),
        )
        Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or CommandError with one sentence."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Without the protocol asyncio does not switch Nagle off, and every kept connection waits 40 ms an answer.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        raise CommandError(
            f"{host}:{port} cannot be used ({error.strerror or error}). "
            "Stop what is using it, or choose another with PORT (and HOST)."
        ) from None
    return listener
