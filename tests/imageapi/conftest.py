"""Two ways to be the provider: an httpx transport, and a tiny server for what only sockets can do."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest

from generator.imageapi import Client

KEY = "fpk-0123456789"
TASK = {"task_id": "14fc0c3d-4923-47bc-ae2c-b071542db9a2", "status": "CREATED", "generated": []}


@dataclass
class Server:
    """Answers with `script(request)`: bytes to send before closing, or a coroutine that drives the writer."""

    script: Callable[[bytes], bytes] | Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
    keep: bool = False
    port: int = 0
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.I)
                request = head + (await reader.readexactly(int(length[1])) if length else b"")
                self.requests.append(request)
                if asyncio.iscoroutinefunction(self.script):
                    await self.script(request, writer)
                else:
                    writer.write(self.script(request))
                if not self.keep:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[Server]]]:
    running = []

    async def start(script, *, keep: bool = False) -> Server:
        server = Server(script, keep)
        listener = await asyncio.start_server(server.handle, "127.0.0.1", 0)
        server.port = listener.sockets[0].getsockname()[1]
        running.append((listener, server))
        return server

    yield start
    for listener, server in running:
        listener.close()
        for writer in server.writers:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        await listener.wait_closed()


@pytest.fixture
def closed_port() -> int:
    """A port that nobody listens on."""
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def reply() -> Callable[..., bytes]:
    def make(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    return make


@pytest.fixture
def task() -> dict[str, object]:
    return dict(TASK)


@pytest.fixture
def key() -> str:
    return KEY


@pytest.fixture
async def api() -> AsyncIterator[Callable[..., Client]]:
    """A client whose provider is a function from request to response; `api.seen` keeps the requests."""
    clients = []

    def make(
        answer: Callable[[httpx.Request], httpx.Response] | httpx.Response,
        base_url: str = "https://api.magnific.com",
    ) -> Client:
        def handle(request: httpx.Request) -> httpx.Response:
            make.seen.append(request)
            return answer(request) if callable(answer) else answer

        client = Client(base_url, KEY, transport=httpx.MockTransport(handle))
        clients.append(client)
        return client

    make.seen = []
    yield make
    for client in clients:
        await client.aclose()
