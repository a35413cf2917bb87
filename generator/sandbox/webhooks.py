"""Tells the receivers of webhooks about every change of a task's state (contract 4).

One scheduler holds all that is due; deliveries run beside it and never hold up an answer. A delivery that
is not answered 2xx within 10 seconds is repeated up to three times, under the same webhook-id. Only this
machine is delivered to unless the options say otherwise. Changes that came while the stand-in was down are
not told: a webhook can be lost.
"""

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import itertools
import json
import logging
import secrets
import time
from dataclasses import dataclass, field
from heapq import heappop, heappush
from urllib.parse import urlsplit

from generator.sandbox.counters import Counters
from generator.sandbox.options import Options
from generator.sandbox.tasks import Task, Tasks

logger = logging.getLogger(__name__)

PAUSES = (0.3, 1.0, 3.0)
TIMEOUT = 10.0
AT_ONCE = 64


@dataclass(order=True)
class Due:
    """Something to deliver at a time; `body` is fixed at the first try."""

    at: float
    turn: int
    task: Task = field(compare=False)
    status: str = field(compare=False)
    message_id: str = field(compare=False)
    body: bytes = field(compare=False, default=b"")
    tries: int = field(compare=False, default=0)


class Webhooks:
    """The scheduler: `run` for as long as the server lives, `watch` for every task that asked to be told."""

    def __init__(self, options: Options, tasks: Tasks, counters: Counters) -> None:
        self.options = options
        self.tasks = tasks
        self.counters = counters
        self._due: list[Due] = []
        self._turns = itertools.count()
        self._wake = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._running: set[asyncio.Task[None]] = set()

    def watch(self, task: Task) -> None:
        """Plans a delivery for every change of the task that is still to come."""
        if not task.order.webhook_url or not task.behaviour.webhook_copies:
            return
        if not (self.options.allow_remote_webhooks or is_loopback(task.order.webhook_url)):
            self.counters.requests["webhooks_withheld"] += 1
            return
        now = time.time()
        for at, status in task.changes():
            if at >= now:
                self._plan(Due(at, next(self._turns), task, status, f"msg_{secrets.token_hex(12)}"))

    def _plan(self, due: Due) -> None:
        heappush(self._due, due)
        self._wake.set()

    async def run(self) -> None:
        """Delivers what is due until cancelled."""
        for task in self.tasks:
            self.watch(task)
        try:
            while True:
                self._wake.clear()
                now = time.time()
                while self._due and self._due[0].at <= now:
                    delivery = asyncio.create_task(self._deliver(heappop(self._due)))
                    self._running.add(delivery)
                    delivery.add_done_callback(self._running.discard)
                wait = self._due[0].at - now if self._due else None
                try:
                    await asyncio.wait_for(self._wake.wait(), wait)
                except TimeoutError:
                    continue
        finally:
            for delivery in self._running:
                delivery.cancel()

    async def _deliver(self, due: Due) -> None:
        if not due.body:
            told = self.tasks.tell(due.task) if due.status == "COMPLETED" else None
            bare = {"task_id": due.task.task_id, "status": due.status, "generated": []}
            due.body = json.dumps(told or bare, separators=(",", ":")).encode()
        async with self._room:
            for _ in range(due.task.behaviour.webhook_copies):
                status = await self._send(due)
        if 200 <= status < 300:
            self.counters.requests["webhooks"] += 1
        elif due.tries < len(PAUSES):
            due.at = time.time() + PAUSES[due.tries]
            due.tries += 1
            self._plan(due)
        else:
            self.counters.requests["webhooks_failed"] += 1
            logger.warning(
                "A webhook for task %s was given up (last answer: %s).", due.task.task_id, status or "none"
            )

    async def _send(self, due: Due) -> int:
        headers = {
            "content-type": "application/json",
            "webhook-id": due.message_id,
            "webhook-timestamp": str(int(time.time())),
        }
        if self.options.webhook_secret:
            secret = self.options.webhook_secret + ("-forged" if due.task.behaviour.webhook_forged else "")
            headers["webhook-signature"] = sign(secret, due.message_id, headers["webhook-timestamp"], due.body)
        try:
            async with asyncio.timeout(TIMEOUT):
                return await post(due.task.order.webhook_url, headers, due.body)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
            return 0


def sign(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """The webhook-signature header; the secret's UTF-8 bytes are the key (contract 4.1)."""
    content = f"{message_id}.{timestamp}.".encode() + body
    mark = hmac.new(secret.encode(), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mark).decode()


def is_loopback(address: str) -> bool:
    """Whether an address is on this machine, judged by its text: no name but localhost is looked up."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def post(address: str, headers: dict[str, str], body: bytes) -> int:
    """The HTTP status of one POST on its own connection. Raises OSError, ValueError, IncompleteReadError."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port or (443 if secure else 80), ssl=secure or None
    )
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rpartition("@")[2]
        head = {"host": host, "content-length": str(len(body)), "connection": "close", **headers}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        writer.write("\r\n".join(lines).encode("latin-1") + body)
        await writer.drain()
        line = await reader.readuntil(b"\r\n")
        return int(line.split(b" ", 2)[1])
    except IndexError:
        raise ValueError("not an HTTP answer") from None
    finally:
        writer.close()
