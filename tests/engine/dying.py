"""Engines that are killed, as processes of their own: `python -m tests.engine.dying`, with DATA_DIR set.

Reads a list of [name, where it dies, the stand-in's address] as JSON. Each of them has a database and a folder of its
own, and one generation that waits. A first engine is killed by SIGKILL where it says; a second one, after the first
one's lease has run out, does what can be done. Writes what became of them as JSON, by name.
"""

import json
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

import httpx
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import timezone

from generator import tasks
from generator.engine import schedule
from generator.fetch import tls
from generator.imageapi import DEFAULT, MODELS
from generator.models import Attempt, Generation, Lease, Member, Stray
from tests.engine.driving import Engine, ask

PATIENCE_SECONDS = 60.0
# More would take the time of one another in which each is to get on.
AT_ONCE = 8
FINISHED = ("succeeded", "failed", "canceled")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Lethal(httpx.AsyncBaseTransport):
    """Kills its process at a point of a request: "POST leaves", "POST answered", "POST read", or of another kind."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._real = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        what = "result" if request.url.path.startswith("/results/") else request.method
        if request.method == "GET" and request.url.path == DEFAULT.path:
            what = "list"
        self._at(f"{what} leaves")
        answer = await self._real.handle_async_request(request)
        self._at(f"{what} answered")
        body = await answer.aread()
        await answer.aclose()
        if what != "GET" or b"COMPLETED" in body:
            self._at(f"{what} read")
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)

    async def aclose(self) -> None:
        await self._real.aclose()

    def _at(self, where: str) -> None:
        if where == self._where:
            die()


class Statements:
    """Kills its process before the statement of that number that it sends to the database."""

    def __init__(self, number: int) -> None:
        self._left = number

    def attach(self, connection, **_) -> None:
        connection.execute_wrappers.append(self)

    def __call__(self, execute, sql, params, many, context):
        if self._left == 0:
            die()
        self._left -= 1
        return execute(sql, params, many, context)


def doomed(where: str, url: str) -> None:
    """Lead until killed."""

    def webhook_url(token: str) -> None:
        if where == ("before its row" if token == "any" else "after its row"):
            die()

    def prepare(attempt_id: int) -> None:
        if where == "before preparing":
            die()
        tasks.prepare(attempt_id)
        if where == "after preparing":
            die()

    statements = Statements(int(where.partition("statement ")[2] or -1))
    connection_created.connect(statements.attach)
    Engine(url, prepare=prepare, webhook_url=webhook_url, transport=Lethal(where)).lead(60.0)


def case(folder: Path, where: str, url: str) -> dict[str, object]:
    connection.settings_dict["NAME"] = str(folder / "atelier.sqlite3")
    settings.MEDIA_ROOT = folder / "media"
    made = ask(Member.objects.create_user("alice"), "A quiet lake")
    connection.close()
    if not (child := os.fork()):
        try:
            doomed(where, url)
        finally:
            os._exit(0)
    _, ended = os.waitpid(child, 0)
    # Time passes.
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not over(made) and time.monotonic() < give_up:
        Engine(url).lead(1.5)
    made.refresh_from_db()
    pictures = list(made.pictures.all())
    return {
        "killed": os.WIFSIGNALED(ended),
        "status": made.status,
        "pictures": len([picture for picture in pictures if picture.file.storage.exists(picture.file.name)]),
        "attempts": made.attempts.count(),
        "candidates": Stray.of_generation(made).count(),
        "left over": len([path for path in (folder / "media/incoming").rglob("*") if path.is_file()]),
    }


def over(made: Generation) -> bool:
    made.refresh_from_db()
    searched = Attempt.objects.filter(generation=made, searches__gte=4).exists()
    return made.status in FINISHED or (made.status == "unconfirmed" and searched)


def main() -> None:
    MODELS[DEFAULT.key] = replace(DEFAULT, fastest_seconds=0.1)
    schedule.SEARCHES, schedule.SLOWEST_SEARCH = (0.1, 0.1), 0.3
    call_command("migrate", verbosity=0)
    connection.close()
    tls()
    ends = {}
    for number, (name, where, url) in enumerate(json.load(sys.stdin)):
        folder = settings.DATA_DIR / str(number)
        folder.mkdir()
        shutil.copy(settings.DATA_DIR / "atelier.sqlite3", folder)
        ends[name] = folder / "ended"
        if not os.fork():
            try:
                ends[name].write_text(json.dumps(case(folder, where, url)))
            finally:
                os._exit(0)
        if len(ends) >= AT_ONCE:
            os.wait()
    with suppress(ChildProcessError):
        while True:
            os.wait()
    json.dump({name: json.loads(path.read_text()) for name, path in ends.items() if path.exists()}, sys.stdout)


if __name__ == "__main__":
    main()
