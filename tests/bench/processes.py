"""CPU and memory of the program's processes, from /proc."""

import os
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.program.running import Program, has_loop, proportional_memory

TICKS = os.sysconf("SC_CLK_TCK")
EVERY_SECONDS = 0.5
PARTS = ("web", "worker", "sandbox")


@dataclass(frozen=True)
class Process:
    """`seconds` of CPU, its own; `reaped`, those of its children that have ended."""

    parent: int
    seconds: float
    reaped: float


def processes() -> dict[int, Process]:
    """All of this machine."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            # The name, in brackets, may hold anything.
            fields = stat.rpartition(")")[2].split()
            user, system, reaped_user, reaped_system = (int(ticks) / TICKS for ticks in fields[11:15])
            found[int(entry.name)] = Process(int(fields[1]), user + system, reaped_user + reaped_system)
    return found


def below(root: int, known: dict[int, Process]) -> list[int]:
    """A process and all of its descendants."""
    found = [root] if root in known else []
    for pid in found:
        found += [child for child, process in known.items() if process.parent == pid]
    return found


def part(program: Program, name: str) -> int:
    """The first process of "web", "worker" or "sandbox"; the others are below it."""
    children = set(program.children(program.process.pid))
    return next(pid for pid in program.pids(name) if pid in children)


def engines(program: Program) -> list[int]:
    """The worker that leads, and perhaps the one that waits to do so."""
    return [pid for pid in program.pids("worker") if has_loop(pid)]


def cpu(roots: list[int]) -> float:
    """Seconds spent by processes and all below them, also by those that have ended."""
    known = processes()
    return sum(known[pid].seconds + known[pid].reaped for root in roots for pid in below(root, known))


def memory(roots: list[int]) -> float:
    """MB, with what is shared divided among those who share it."""
    known = processes()
    return sum(proportional_memory(pid) for root in roots for pid in below(root, known)) / 1024


class Sampler(threading.Thread):
    """Notes twice a second what each part has spent; "engine" is the worker that holds an event loop.

    Workers take turns at leading, and prepare pictures when they do not: an interval counts for the engine when the
    process had its loop at the interval's beginning.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(daemon=True)
        self._roots = {name: part(program, name) for name in PARTS}
        self._over = threading.Event()
        self.samples: list[tuple[float, dict[str, float]]] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        before: dict[int, float] = {}
        leading: set[int] = set()
        while True:
            known = processes()
            spent: dict[str, float] = defaultdict(float)
            now: dict[int, float] = {}
            for name, root in self._roots.items():
                for pid in below(root, known):
                    now[pid] = known[pid].seconds
                    part_of = "engine" if pid in leading else name
                    # What is new has spent all of it since; but for the first look, at which all is.
                    spent[part_of] += now[pid] - before.get(pid, 0.0 if before else now[pid])
            self.samples.append((time.time(), spent))
            before = now
            leading = {pid for pid in below(self._roots["worker"], known) if has_loop(pid)}
            if self._over.wait(EVERY_SECONDS):
                return

    def cores(self, since: float, until: float) -> dict[str, float]:
        """Cores that each part has used between two times."""
        total: dict[str, float] = defaultdict(float)
        within = [(at, spent) for at, spent in self.samples if since <= at <= until]
        for _, spent in within[1:]:
            for name, seconds in spent.items():
                total[name] += seconds
        took = within[-1][0] - within[0][0]
        return {name: seconds / took for name, seconds in total.items()}
