"""The end is quick and leaves no process behind, however it comes."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.program.conftest import ADMIN, in_a_hurry
from tests.program.running import Person, Program, free_port, wait_until


def test_ctrl_c_in_the_middle_of_everything_loses_nothing(tmp_path: Path) -> None:
    port = free_port()
    program = Program(tmp_path / "data", {**in_a_hurry(port), "SANDBOX_LATENCY": "4"}, port=port)
    with program, Person(program) as admin:
        admin.send("A quiet lake", count=4)
        wait_until(lambda: set(admin.history().values()) == {"generating"})
        with admin.http.stream("GET", "/live/") as first, admin.http.stream("GET", "/live/") as second:
            assert (first.status_code, second.status_code) == (200, 200)
            for _ in range(4):
                admin.send("A loud sea", count=4)
            os.kill(program.process.pid, signal.SIGINT)
            took = wait_until(lambda: not program.pids(), 10)
        assert program.process.wait(1) == 0
    assert took <= 3, f"{took:.1f} s"
    assert "Traceback" not in program.output
    sys.stderr.write(f"\nSIGINT: nothing left after {took:.1f} s\n")
    with program, Person(program) as admin:
        wait_until(lambda: list(admin.history().values()) == ["succeeded"] * 20)
        assert program.tasks() == 20


def test_a_polite_signal_ends_everything_too(start: Callable[..., Program]) -> None:
    program = start(**ADMIN)
    os.kill(program.process.pid, signal.SIGTERM)
    assert wait_until(lambda: not program.pids(), 10) <= 3
    assert program.process.wait(1) == 0


def test_killing_the_supervisor_alone_takes_everything_along(start: Callable[..., Program]) -> None:
    program = start(**ADMIN)
    program.queue()
    os.kill(program.process.pid, signal.SIGKILL)
    program.process.wait()
    assert wait_until(lambda: not program.pids(), 10) <= 3
