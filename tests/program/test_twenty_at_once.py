"""Twenty sent at once, at a provider that takes eight seconds, are all there within twelve."""

import sys
import time
from collections.abc import Callable

from tests.program.conftest import ADMIN
from tests.program.running import Person, Program, proportional_memory, wait_until


def test_they_are_done_within_twelve_seconds(start: Callable[..., Program]) -> None:
    program = start(**ADMIN, SANDBOX_LATENCY="8")
    with Person(program) as admin:
        # Once more if need be: the machine may have had something else to do.
        took = seconds_for_twenty(admin)
        if took > 12:
            took = min(took, seconds_for_twenty(admin))
    tell(program, f"twenty at once: {took:.1f} s, with a stand-in of 8 s")
    assert took <= 12


def seconds_for_twenty(member: Person) -> float:
    before = set(member.history())
    began = time.monotonic()
    for _ in range(5):
        member.send("A quiet lake", count=4)
    assert len(set(member.history()) - before) == 20
    wait_until(lambda: set(member.history().values()) == {"succeeded"}, every=0.25)
    return time.monotonic() - began


def tell(program: Program, figures: str) -> None:
    """Figures for whoever reads the run with -s."""
    memory = {f"{command} ({len(program.pids(command))})": 0 for command in ("start", "web", "worker", "sandbox")}
    for name in memory:
        memory[name] = sum(proportional_memory(pid) for pid in program.pids(name.split()[0])) // 1024
    sys.stderr.write(f"\n{figures}\nfirst page after {program.answered_after:.1f} s\nMB (PSS): {memory}\n")
