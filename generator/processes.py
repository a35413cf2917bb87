"""Processes that belong together: none outlives the one that started it, and one that dies is started again.

A child learns of its parent's death from the kernel where there is such a thing (Linux), and by looking now and then
elsewhere; so even a SIGKILL of the supervisor leaves nothing behind.
"""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

# Names the process to die with, in the environment of whoever should.
PARENT = "ATELIER_PARENT"
PR_SET_PDEATHSIG = 1
QUICK_DEATH_SECONDS = 10.0
LONGEST_WAIT_SECONDS = 20.0
# Ctrl-C must be over in three seconds; who has not ended by then is ended.
GRACE_SECONDS, LAST_GRACE_SECONDS = 2.0, 0.6


def die_with_supervisor() -> None:
    """Have this process killed when the supervisor that started it dies; nothing when a person started it."""
    parent = int(os.environ.get(PARENT, "0"))
    if not parent:
        return
    die_with_parent()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    if not sys.platform.startswith("linux"):
        threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def forks_die_with_parent() -> None:
    """Have the kernel kill whatever is forked from here on when its parent dies, forks of forks too."""
    parent = 0

    def remember() -> None:
        nonlocal parent
        parent = os.getpid()

    def follow() -> None:
        die_with_parent()
        # It may have died before the kernel was told; whoever is its parent now says nothing.
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    os.register_at_fork(before=remember, after_in_child=follow)


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.killpg(os.getpgrp(), signal.SIGKILL)


@dataclass(slots=True)
class Child:
    """One of the supervisor's processes, in a group of its own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    quick_deaths: int = 0
    not_before: float = field(default=0.0)
    # Others may wait for its answers while they end.
    ends_last: bool = False

    def start(self) -> None:
        self.started = time.monotonic()
        parent = {PARENT: str(os.getpid())}
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command, env={**self.environment, **parent}, start_new_session=True, stdin=subprocess.DEVNULL
        )

    def look_after(self) -> None:
        """Start it, or start it again: at once when it ran well, ever later when it dies young."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            self.kill()
            young = now - self.started < QUICK_DEATH_SECONDS
            self.quick_deaths = self.quick_deaths + 1 if young else 0
            wait = min(2.0**self.quick_deaths - 1, LONGEST_WAIT_SECONDS)
            self.not_before, self.process = now + wait, None
            logger.warning("%s ended with %s; starting it again in %d s", self.name, code, wait)
        if self.process is None and now >= self.not_before:
            self.start()

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """Whatever is left of its group."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Keeps children running until a signal comes, then ends them all."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._stop = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Whoever has us ignore a signal (nohup) means it.
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda *_: self._stop.set())
        try:
            while not self._stop.is_set():
                for child in self._children:
                    child.look_after()
                self._stop.wait(0.25)
        finally:
            self._end()

    def _end(self) -> None:
        end_all([child for child in self._children if not child.ends_last], GRACE_SECONDS)
        end_all([child for child in self._children if child.ends_last], LAST_GRACE_SECONDS)


def end_all(children: Sequence[Child], seconds: float) -> None:
    """Ask them to end, and after so many seconds make them."""
    for child in children:
        child.end()
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up and any(child.process and child.process.poll() is None for child in children):
        time.sleep(0.02)
    for child in children:
        child.kill()
