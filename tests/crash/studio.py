"""The studio as something to be killed: which process is what, and what has to happen after each death."""

import os
import signal
import subprocess
from contextlib import suppress
from enum import StrEnum

from generator.processes import PARENT
from tests.program.running import Program, has_loop, status, wait_until

# A supervisor's death is the kernel's to pass on; this is for a machine that is busy.
OUTLIVE_SECONDS = 10.0
QUEUE_PROCESSES, QUEUE_WORKERS = 5, 3


class Kind(StrEnum):
    WEB = "web"
    ENGINE = "the engine's worker"
    IDLE = "an idle worker"
    QUEUE = "the queue's parent"
    SUPERVISOR = "the supervisor"
    EVERYTHING = "everything"


class Studio(Program):
    """`manage.py start`, started again when a kill has ended all of it; else it has to heal itself."""

    def start(self) -> None:
        # With whoever kills it, should that be killed itself.
        self.settings = {**self.settings, PARENT: str(os.getpid())}
        super().start()

    def targets(self, kind: Kind) -> list[int]:
        """The processes to kill; none while the program is without them."""
        match kind:
            case Kind.WEB:
                return self.pids("web")
            case Kind.ENGINE:
                return [pid for pid in self._workers() if has_loop(pid)]
            case Kind.IDLE:
                return [pid for pid in self._workers() if not has_loop(pid)][:1]
            case Kind.QUEUE:
                return self._queue()
            case Kind.SUPERVISOR:
                return [self.process.pid] if self.process.poll() is None else []
            case Kind.EVERYTHING:
                return self.pids() if self.process.poll() is None else []

    def kill(self, kind: Kind) -> str:
        """SIGKILL; where that ends the whole program, start it again. What was wrong with its end, or ""."""
        for pid in self.targets(kind):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if kind not in (Kind.SUPERVISOR, Kind.EVERYTHING):
            return ""
        self.process.wait()
        try:
            wait_until(lambda: not self.pids(), OUTLIVE_SECONDS, every=0.05)
        except AssertionError:
            wrong = f"{len(self.pids())} processes outlived {kind}"
            for pid in self.pids():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        else:
            wrong = ""
        self.start()
        return wrong

    def ended(self) -> str:
        """Start it again when it ended unasked; how it ended, or ""."""
        if self.process.poll() is None:
            return ""
        how = f"the program ended by itself with {self.process.returncode}: {self.output[-500:]}"
        self.start()
        return how

    def healthy(self) -> bool:
        try:
            return self.process.poll() is None and self.answers()
        except AssertionError:
            return False

    def stop(self) -> int:
        """Politely; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            return -1

    def _queue(self) -> list[int]:
        supervisor = str(self.process.pid)
        return [pid for pid in self.pids("worker") if status(pid, "PPid") == supervisor]

    def _workers(self) -> list[int]:
        """Those that run tasks, once the queue has all its processes; the oldest are forked first."""
        for parent in self._queue():
            for sentinel in self.children(parent):
                if len(found := self.children(sentinel)) == QUEUE_PROCESSES:
                    return found[:QUEUE_WORKERS]
        return []
