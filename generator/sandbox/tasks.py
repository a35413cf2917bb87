"""The tasks: what was asked for, how far each one is by the clock, and where its result lies.

A task's state is computed from the time that passed since it was created, so a thousand tasks in flight
cost nothing. With a state file (SQLite) tasks outlive a restart for 24 hours, and so do the addresses of
their results; without one they live in memory. Counts of how often a task was asked, and whether
its POST was answered, are not kept across a restart.
"""

import hashlib
import hmac
import json
import math
import secrets
import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from pathlib import Path

from generator.sandbox.options import Options
from generator.sandbox.steering import Behaviour, steer

RETENTION = 24 * 3600
START_SHARE = 0.1
BETWEEN_SHARE = 0.5


@dataclass(frozen=True)
class Picture:
    """A reference as kept: a small JPEG, and the size in pixels it came in (None if given by address)."""

    small: bytes
    size: tuple[int, int] | None


@dataclass(frozen=True)
class Order:
    """What a valid POST asked for."""

    prompt: str
    references: tuple[Picture, ...] = ()
    webhook_url: str = ""


@dataclass
class Task:
    """One accepted order. Times are unix seconds; `latency` is inf for a task that never ends."""

    task_id: str
    order: Order
    created: float
    latency: float
    behaviour: Behaviour
    polls: int = 0
    tellings: int = 0
    downloads: dict[str, int] = field(default_factory=dict)
    resigned: float = 0.0
    answered: bool = False
    """Whether somebody was still there to be told of it when the POST was answered."""

    @property
    def completed(self) -> float:
        """When the task ends."""
        return math.inf if self.behaviour.ends == "IN_PROGRESS" else self.created + self.latency

    def changes(self) -> list[tuple[float, str]]:
        """Every later state with the time it begins, in order."""
        answer = [(self.created + self.latency * START_SHARE, "IN_PROGRESS")]
        if self.behaviour.between:
            answer.append((self.created + self.latency * BETWEEN_SHARE, self.behaviour.between))
        if self.completed < math.inf:
            answer.append((self.completed, self.behaviour.ends))
        return answer

    def status(self, now: float) -> str:
        """CREATED, IN_PROGRESS, COMPLETED, FAILED, or the odd state in between (contract 1.3)."""
        answer = "CREATED"
        for begins, status in self.changes():
            if now < begins:
                break
            answer = status
        return answer


class Tasks:
    """All tasks, newest last. Everything here is called from the server's own thread."""

    def __init__(self, options: Options, address: str) -> None:
        self.options = options
        self.address = address
        self.accepted: list[Task] = []
        self._tasks: dict[str, Task] = {}
        self._ends: list[float] = []
        self._database = _open(options.state) if options.state else None
        self._secret = secrets.token_bytes(32)
        if self._database:
            self._load(self._database)

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[Task]:
        return iter(list(self._tasks.values()))

    def get(self, task_id: str) -> Task | None:
        """The task with that id."""
        return self._tasks.get(task_id)

    def create(self, order: Order) -> Task:
        """Accepts an order; it is on disk, if there is a state file, when this returns."""
        task_id = str(uuid.uuid4())
        behaviour = steer(order.prompt)
        latency = behaviour.latency_seconds
        if latency is None:
            latency = self.options.latency.of(task_id)
        task = Task(task_id, order, time.time(), latency * behaviour.latency_factor, behaviour)
        self._keep(task)
        self.accepted.append(task)
        if self._database:
            with self._database:
                self._database.execute(
                    "INSERT INTO task VALUES (?, ?, ?, ?, ?, ?)",
                    (task_id, order.prompt, task.created, task.latency, order.webhook_url, _sizes(order)),
                )
                self._database.executemany(
                    "INSERT INTO reference VALUES (?, ?, ?)",
                    [(task_id, place, each.small) for place, each in enumerate(order.references)],
                )
        return task

    def unfinished(self) -> int:
        """How many tasks have not ended."""
        now = time.time()
        while self._ends and self._ends[0] <= now:
            heappop(self._ends)
        return len(self._ends)

    def listing(self) -> list[dict[str, str]]:
        """Every task with its state, newest first, without results (contract 3)."""
        now = time.time()
        return [{"task_id": task.task_id, "status": task.status(now)} for task in reversed(self._tasks.values())]

    def figures(self) -> list[dict[str, object]]:
        """Every task for the stats, oldest first; `completed` is null until it has ended."""
        now = time.time()
        return [
            {
                "id": task.task_id,
                "prompt": task.order.prompt,
                "references": len(task.order.references),
                "webhook_url": task.order.webhook_url,
                "answered": task.answered,
                "status": task.status(now),
                "created": task.created,
                "completed": task.completed if task.completed <= now else None,
            }
            for task in self._tasks.values()
        ]

    def close(self) -> None:
        """Closes the state file."""
        if self._database:
            self._database.close()

    def tell(self, task: Task) -> dict[str, object]:
        """What a GET or a webhook tells: no `data` wrapper, keys in the recorded order (contract 2)."""
        now = time.time()
        status = task.status(now)
        generated: list[str] = []
        if status == "COMPLETED":
            generated = self._generated(task, now)
            task.tellings += 1
        return {"task_id": task.task_id, "status": status, "generated": generated}

    def _generated(self, task: Task, now: float) -> list[str]:
        wants = task.behaviour
        if wants.empty == "always" or (wants.empty == "once" and not task.tellings):
            return []
        expires = math.ceil(task.completed + self.options.result_lifetime)
        if wants.expired_once:
            if task.tellings and not task.resigned:
                task.resigned = math.ceil(now + self.options.result_lifetime)
            expires = math.floor(task.resigned or task.completed - 1)
        first = self.sign(task.task_id, 0, expires)
        if not wants.many:
            return [first]
        elsewhere = f"gs://nano-banana-results/result_NANO_BANANA_{task.task_id}_0.png"
        return [elsewhere, first, self.sign(task.task_id, 1, expires)]

    def sign(self, task_id: str, index: int, expires: int) -> str:
        """The address of a result, valid until `expires` in unix seconds."""
        name = f"result_NANO_BANANA_{task_id}_{index}.png"
        return f"{self.address}/results/{name}?token=exp={expires}~hmac={self._mark(name, expires)}&size=stable"

    def signed(self, name: str, token: str) -> bool:
        """Whether a token opens the result of that name now."""
        expires, _, mark = token.removeprefix("exp=").partition("~hmac=")
        if not (expires.isascii() and expires.isdigit() and len(expires) < 12 and mark.isascii()):
            return False
        return hmac.compare_digest(mark, self._mark(name, int(expires))) and time.time() < int(expires)

    def _mark(self, name: str, expires: int) -> str:
        return hmac.new(self._secret, f"{name}?exp={expires}".encode(), hashlib.sha256).hexdigest()

    def _keep(self, task: Task) -> None:
        self._tasks[task.task_id] = task
        if task.completed > time.time():
            heappush(self._ends, task.completed)

    def _load(self, database: sqlite3.Connection) -> None:
        with database:
            database.execute("INSERT OR IGNORE INTO secret VALUES (1, ?)", (self._secret,))
            database.execute("DELETE FROM task WHERE created < ?", (time.time() - RETENTION,))
        self._secret = database.execute("SELECT secret FROM secret").fetchone()[0]
        small: dict[str, list[bytes]] = {}
        for task_id, image in database.execute("SELECT task_id, image FROM reference ORDER BY task_id, place"):
            small.setdefault(task_id, []).append(image)
        for task_id, prompt, created, latency, webhook_url, sizes in database.execute(
            "SELECT id, prompt, created, latency, webhook_url, sizes FROM task ORDER BY created"
        ):
            known = [tuple(size) if size else None for size in json.loads(sizes)]
            references = tuple(Picture(*each) for each in zip(small.get(task_id, []), known, strict=True))
            self._keep(Task(task_id, Order(prompt, references, webhook_url), created, latency, steer(prompt)))


def _sizes(order: Order) -> str:
    return json.dumps([reference.size for reference in order.references])


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, check_same_thread=False, timeout=5)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute("PRAGMA foreign_keys=ON")
        database.executescript(
            """
            CREATE TABLE IF NOT EXISTS secret (id INTEGER PRIMARY KEY, secret BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS task (
                id TEXT PRIMARY KEY, prompt TEXT NOT NULL, created REAL NOT NULL, latency REAL NOT NULL,
                webhook_url TEXT NOT NULL, sizes TEXT NOT NULL
            );
            CREATE TABLE IF NOT EXISTS reference (
                task_id TEXT NOT NULL REFERENCES task ON DELETE CASCADE,
                place INTEGER NOT NULL, image BLOB NOT NULL,
                PRIMARY KEY (task_id, place)
            );
            """
        )
    except sqlite3.Error:
        database.close()
        raise
    return database
