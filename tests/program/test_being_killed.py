"""Any one process may be killed: what is under way is finished, nothing is sent twice, and work goes on."""

import os
import signal
import sys
from collections.abc import Callable

import httpx
import pytest

from tests.program.running import Person, Program, wait_until

KILLED: dict[str, Callable[[Program], list[int]]] = {
    "every idle worker": lambda program: program.queue().idle,
    "the queue's parent": lambda program: [program.queue().parent],
    "the engine's worker": lambda program: program.queue().engines,
    "web": lambda program: program.pids("web"),
}


@pytest.mark.parametrize("which", KILLED)
def test_it_recovers(studio: Program, alice: Person, which: str) -> None:
    wait_until(lambda: httpx.get(f"{studio.url}/healthz/").status_code == 200)
    wait_until(lambda: not under_way(alice))
    before, posts = set(alice.history()), studio.requests()["post"]
    alice.send("[slow] A quiet lake", count=2)
    mine = set(alice.history()) - before
    wait_until(lambda: {alice.history()[uuid] for uuid in mine} == {"generating"})
    for pid in KILLED[which](studio):
        os.kill(pid, signal.SIGKILL)
    took = wait_until(lambda: finished(alice, mine), 30)
    before = set(alice.history())
    alice.send("[fast] A loud sea")
    (later,) = set(alice.history()) - before
    took += wait_until(lambda: finished(alice, {later}), 30)
    assert studio.requests()["post"] == posts + 3
    sys.stderr.write(f"\n{which} killed: all is done after {took:.1f} s\n")


def under_way(person: Person) -> set[str]:
    return set(person.history().values()) & {"queued", "submitting", "generating", "collecting"}


def finished(person: Person, uuids: set[str]) -> bool:
    try:
        return {person.history().get(uuid) for uuid in uuids} == {"succeeded"}
    except httpx.HTTPError:
        return False
