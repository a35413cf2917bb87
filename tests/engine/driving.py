"""The engine as a library: in a thread of its own, against a stand-in, with the database of the test."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx
from django.db import connection, transaction
from django.db.models.fields.files import FieldFile

from generator import tasks
from generator.engine.budget import Budget
from generator.engine.database import close
from generator.engine.leader import Term
from generator.engine.loop import Loop
from generator.engine.surroundings import Surroundings
from generator.engine.weather import Weather
from generator.imageapi import DEFAULT, Client, Timeouts
from generator.models import Feed, Generation, Member, Reference, ReferenceUse

PATIENCE_SECONDS = 15.0
running: "list[Engine]" = []


@dataclass
class Engine:
    """Drives every unfinished generation for as long as the `with` block lasts."""

    url: str
    rate_limit: int = 10_000
    read_seconds: float = 10.0
    prepare: Callable[[int], object] = tasks.prepare
    prepare_stray: Callable[[int], object] = tasks.prepare_stray
    has_room: Callable[[], bool] = lambda: True
    tidy: Callable[[], object] = lambda: None
    webhook_url: Callable[[str], str | None] = lambda _: None
    transport: httpx.AsyncBaseTransport | None = None
    errors: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._stop = threading.Event()
        running.append(self)
        self._thread = threading.Thread(target=self._run, name="engine")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        running.remove(self)
        if self.errors and error is None:
            raise self.errors[0]

    def around(self) -> Surroundings:
        timeouts = Timeouts(read=self.read_seconds)
        client = Client(self.url, "sandbox", timeouts=timeouts, transport=self.transport)
        return Surroundings(client, self.prepare, self.prepare_stray, self.webhook_url, self.has_room, self.tidy)

    def lead(self, seconds: float, called: list[int] | None = None) -> bool:
        """Wait for the lease and lead for a term, in this thread; `called` grows when the next one is called."""
        call = called.append if called is not None else lambda _: None
        return asyncio.run(Term(self.around(), self.rate_limit, call_next=lambda: call(1)).lead(seconds))

    @contextmanager
    def leading(self, seconds: float) -> Iterator[None]:
        """Lead for a term in another thread; waits at the end until the term is over."""
        thread = threading.Thread(target=self._guarded, args=(lambda: self.lead(seconds),), name="leader")
        thread.start()
        try:
            yield
        finally:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def _run(self) -> None:
        self._guarded(lambda: asyncio.run(self._drive()))

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again where the test can see it
            self.errors.append(error)

    async def _drive(self) -> None:
        around = self.around()
        try:
            async with around.client:
                loop = Loop(around, Budget(self.rate_limit), Weather())
                await loop.run(until=lambda _: self._stop.is_set())
                await loop.finish()
        finally:
            await close()


class Wire(httpx.AsyncBaseTransport):
    """Real connections, with a look at every POST before it leaves."""

    def __init__(self, before_post: Callable[[dict[str, object]], object]) -> None:
        self._before_post = before_post
        self._real = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            body = json.loads(await request.aread())
            await asyncio.to_thread(self._look, body)
        return await self._real.handle_async_request(request)

    async def aclose(self) -> None:
        await self._real.aclose()

    def _look(self, body: dict[str, object]) -> None:
        try:
            self._before_post(body)
        finally:
            connection.close()


def ask(author: Member, prompt: str, references: Iterable[Reference] = ()) -> Generation:
    """Queue one generation."""
    with transaction.atomic():
        change = Feed.advance()
        made = Generation.objects.create(author=author, prompt=prompt, model=DEFAULT.key, born=change, change=change)
        for position, reference in enumerate(references, 1):
            ReferenceUse.objects.create(generation=made, reference=reference, position=position)
    return made


def content_of(file: FieldFile) -> bytes:
    with file.open() as opened:
        return opened.read()


def status_of(made: Generation) -> str:
    return Generation.objects.values_list("status", flat=True).get(pk=made.pk)


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Return as soon as it holds; fail when it does not within the seconds."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, f"still not so after {seconds:g} s"
        rest()


def wait_for(made: Generation, status: str, seconds: float = PATIENCE_SECONDS) -> Generation:
    """The generation, once it has that status."""
    give_up = time.monotonic() + seconds
    while (now := status_of(made)) != status:
        assert time.monotonic() < give_up, f"{made.prompt!r} is {now}, not {status}, after {seconds:g} s"
        rest()
    made.refresh_from_db()
    return made


def stays(condition: Callable[[], object], seconds: float = 0.5) -> bool:
    """Whether it holds all the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not condition():
            return False
        rest()
    return True


def rest() -> None:
    """Pause shortly; nobody waits for an engine that has broken down."""
    for engine in running:
        if engine.errors:
            raise engine.errors[0]
    time.sleep(0.02)
