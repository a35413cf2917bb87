"""The whole program as processes, and a person's browser without a screen."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import httpx

from generator.processes import PARENT

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"
CARD = re.compile(r'id="generation-([0-9a-f-]{36})"\s+data-status="(\w+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What a fresh shell has: the settings of whoever runs the tests are not in it (tests.settings)."""
    bare = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", PARENT)}
    return {**bare, "DATA_DIR": str(folder), **settings}


def manage(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(
        command, env=environment(folder, **settings), capture_output=True, text=True, timeout=30, check=False
    )


@dataclass
class Program:
    """`manage.py start` in a folder of its own, on ports of its own."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)
    answered_after: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text()

    def start(self) -> None:
        """Without waiting for it; what it says is added to what it has said before."""
        self.folder.mkdir(exist_ok=True)
        ports = {"PORT": str(self.port), "SANDBOX_PORT": str(self.sandbox_port)}
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "start"],
                env=environment(self.folder, **{**ports, **self.settings}),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        began = time.monotonic()
        self.start()
        wait_until(self.answers, 60)
        self.answered_after = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pid in self.pids():
            # It may just have died with its parent.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def answers(self) -> bool:
        assert self.process.poll() is None, self.output
        try:
            return httpx.get(f"{self.url}/accounts/login/", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def pids(self, command: str = "") -> list[int]:
        """Every living process of this program, oldest first, or those of one of its commands."""
        mark = f"DATA_DIR={self.folder}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                marked = mark in (entry / "environ").read_bytes().split(b"\0")
                words = (entry / "cmdline").read_bytes().decode().split("\0")
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if marked and any(word.endswith("manage.py") for word in words) and command in ("", *words):
                found.append(int(entry.name))
        return sorted(found)

    def children(self, parent: int) -> list[int]:
        """Oldest first."""
        return [pid for pid in self.pids() if status(pid, "PPid") == str(parent)]

    def queue(self) -> "Queue":
        """The processes of the queue, once all of them are there."""
        wait_until(lambda: len(self.pids("worker")) == 7)
        parent = next(pid for pid in self.pids("worker") if status(pid, "PPid") == str(self.process.pid))
        (sentinel,) = self.children(parent)
        return Queue(parent, sentinel, self.children(sentinel)[:3])

    def requests(self) -> Counter[str]:
        """What the stand-in has been asked."""
        answer = httpx.get(f"http://127.0.0.1:{self.sandbox_port}/sandbox/stats")
        return Counter(answer.json()["requests"])

    def tasks(self) -> int:
        """How many tasks the stand-in has accepted; it remembers them over a restart."""
        return len(httpx.get(f"http://127.0.0.1:{self.sandbox_port}/sandbox/stats").json()["tasks"])

    def times(self, uuid: str) -> tuple[float, float]:
        """When a generation was accepted and when it was finished, as unix seconds; SQLite only."""
        with closing(sqlite3.connect(self.folder / "atelier.sqlite3")) as rows:
            query = "SELECT accepted_at, finished_at FROM generator_generation WHERE uuid = ?"
            found = rows.execute(query, [uuid.replace("-", "")]).fetchone()
        accepted, finished = (datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() for at in found)
        return accepted, finished

    def add_member(self, name: str) -> None:
        made = manage(
            self.folder,
            *("createsuperuser", "--noinput", "--username", name, "--email", f"{name}@example.com"),
            **{**self.settings, "DJANGO_SUPERUSER_PASSWORD": PASSWORD},
        )
        assert made.returncode == 0, made.stderr


@dataclass(frozen=True)
class Queue:
    parent: int
    sentinel: int
    workers: list[int]

    @property
    def engines(self) -> list[int]:
        """The worker that runs the engine, and perhaps one that waits to do so."""
        return [pid for pid in self.workers if has_loop(pid)]

    @property
    def idle(self) -> list[int]:
        return [pid for pid in self.workers if not has_loop(pid)]


def has_loop(pid: int) -> bool:
    """Whether a process waits for events, as an asyncio loop does."""
    try:
        return any("eventpoll" in os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:
        return False


def status(pid: int, name: str) -> str:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return next((line.split()[1] for line in lines if line.startswith(f"{name}:")), "")


def proportional_memory(pid: int) -> int:
    """In kB; what is shared is divided among those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Person:
    """A member, with cookies."""

    def __init__(self, program: Program, name: str = "admin", password: str = PASSWORD) -> None:
        self.http = httpx.Client(base_url=program.url, timeout=10)
        answer = self.post("/accounts/login/", at="/accounts/login/", username=name, password=password)
        if answer.status_code != 302:
            self.http.close()
            raise AssertionError(answer.text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def post(self, path: str, at: str = "/", files: Any = None, **fields: Any) -> httpx.Response:
        """Fill in the form that stands on a page."""
        token = TOKEN.search(self.http.get(at).text)
        assert token
        data = {"csrfmiddlewaretoken": token[1], **fields}
        return self.http.post(path, data=data, files=files)

    def send(self, prompt: str, count: int = 1, files: Any = None) -> None:
        answer = self.post("/generations/", prompt=prompt, count=str(count), files=files)
        assert answer.status_code in (302, 303), answer.text

    def history(self, scope: str = "team") -> dict[str, str]:
        """The newest generations, by uuid: their status."""
        return dict(CARD.findall(self.http.get("/generations/", params={"scope": scope}).text))

    @contextmanager
    def stream(self, **query: str) -> Iterator[Iterator[str]]:
        """The lines of the event stream."""
        with self.http.stream("GET", "/live/", params=query, timeout=10) as answer:
            assert answer.status_code == 200
            yield answer.iter_lines()


def wait_until(condition: Callable[[], object], seconds: float = 20, every: float = 0.1) -> float:
    """Seconds until it held; fails when it does not in time."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"still not so after {seconds:g} s"
        time.sleep(every)
    return time.monotonic() - began
