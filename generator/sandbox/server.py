"""The stand-in as a server: in a thread for tests, in the foreground for people.

with Sandbox(latency="0.1") as sandbox:
    httpx.get(sandbox.url + "/sandbox/stats")
"""

import asyncio
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from generator.sandbox import app
from generator.sandbox.connections import Protocol
from generator.sandbox.options import Latency, Options

PATIENCE = 0.4
"""Seconds that requests get to end once the server is told to stop; then their connections are cut."""


@dataclass(frozen=True)
class Post:
    """An accepted POST. `sizes` are the references' sizes in pixels, None for one given by address."""

    task_id: str
    prompt: str
    references: int
    sizes: tuple[tuple[int, int] | None, ...]
    webhook_url: str


class Server(uvicorn.Server):
    """uvicorn, telling when it is up, and not waiting for those who hang."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to listen."""
        await super().startup(sockets)
        self.up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops, within half a second of grace."""
        asyncio.get_running_loop().call_later(PATIENCE, self._cut)
        await super().shutdown(sockets)

    def _cut(self) -> None:
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises OSError when that address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off (40 ms an answer) only for sockets that say they are TCP.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    bound.set_inheritable(False)
    return bound


def address_of(bound: socket.socket) -> str:
    """The URL at which this machine reaches a bound socket, without a slash at its end."""
    host, port = bound.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_for(sandbox: app.Sandbox) -> Server:
    """A server of a stand-in, not yet running; it leaves the process's logging alone."""
    return Server(
        uvicorn.Config(
            sandbox.app(),
            http=Protocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
        )
    )


class Sandbox:
    """A stand-in on a port of this machine, served from a thread for as long as the `with` block lasts.

    Takes what `Options` has; latencies may be a number of seconds or a text such as "0.1-0.3". Instant and
    practically unlimited unless told otherwise. Raises OSError when the port is taken.
    """

    def __init__(
        self,
        *,
        latency: float | str = 0.0,
        post_latency: float | str = 0.0,
        rate_limit: int = 1_000_000,
        retry_after: bool = False,
        key: str = "",
        webhook_secret: str = "",
        allow_remote_webhooks: bool = False,
        empty_list_404: bool = False,
        result_lifetime: float = 3600,
        state: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.options = Options(
            latency=Latency.parse(str(latency)),
            post_latency=Latency.parse(str(post_latency)),
            rate_limit=rate_limit,
            retry_after=retry_after,
            key=key,
            webhook_secret=webhook_secret,
            allow_remote_webhooks=allow_remote_webhooks,
            empty_list_404=empty_list_404,
            result_lifetime=result_lifetime,
            state=state,
        )
        self._place = (host, port)
        self.url = ""

    def __enter__(self) -> Self:
        bound = listen(*self._place)
        self.url = address_of(bound)
        try:
            self._sandbox = app.Sandbox(self.options, self.url)
        except BaseException:
            bound.close()
            raise
        self._server = server_for(self._sandbox)
        self._thread = threading.Thread(target=self._server.run, args=([bound],), name="sandbox", daemon=True)
        self._thread.start()
        if not self._server.up.wait(10):
            raise RuntimeError("The sandbox did not start within 10 seconds.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._sandbox.close()

    @property
    def posts(self) -> list[Post]:
        """The accepted POSTs of this run, oldest first."""
        return [
            Post(
                task.task_id,
                task.order.prompt,
                len(task.order.references),
                tuple(reference.size for reference in task.order.references),
                task.order.webhook_url,
            )
            for task in list(self._sandbox.tasks.accepted)
        ]

    @property
    def requests(self) -> Mapping[str, int]:
        """The figures of `counters.Counters`; one that was never counted is 0."""
        return self._sandbox.counters.requests.copy()
