"""A full disk or a locked database holds things up; it loses nothing, and nothing is sent that could not be kept."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from django.db import connection, connections

from generator.engine import loop, weather
from generator.models import Member, Provider
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, ask, status_of, stays, wait_for, wait_until


def test_without_room_nothing_is_sent_and_what_was_paid_for_is_collected(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "MEASURE_SECONDS", 0.1)
    room = [True]
    paid = ask(alice, "A quiet lake")
    with Sandbox(latency=1) as slow, engine(url=slow.url, has_room=lambda: room[0]):
        wait_for(paid, "generating")
        room[0] = False
        wait_until(lambda: Provider.current().notice == weather.NO_ROOM)
        waiting = ask(bob, "A loud sea")
        wait_for(paid, "succeeded")
        assert stays(lambda: status_of(waiting) == "queued")
        assert slow.requests["post"] == 1
        room[0] = True
        wait_for(waiting, "succeeded")
        assert Provider.current().notice == ""


@contextmanager
def locked() -> Iterator[None]:
    """Another process writes, and takes its time."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for everybody")
@pytest.mark.parametrize("status", ["queued", "generating", "collecting"])
def test_a_locked_database_is_waited_out(
    engine: Callable[..., Engine], alice: Member, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    # It says so soon; the engine tries again for a minute.
    options = {**connections.settings["default"].get("OPTIONS", {}), "timeout": 0.1}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", options)
    made = ask(alice, "[slow] A quiet lake")
    with Sandbox(latency=0.5) as sandbox:
        if status == "queued":
            with locked():
                running = engine(url=sandbox.url).__enter__()
                assert stays(lambda: status_of(made) == "queued")
                assert sandbox.requests["post"] == 0
        else:
            running = engine(url=sandbox.url).__enter__()
            wait_for(made, "generating")
            with locked():
                # Finished meanwhile, and nobody could write that down.
                wait_until(lambda: sandbox.requests["get"] >= 1 and not sandbox._sandbox.tasks.unfinished())
                assert stays(lambda: status_of(made) == "generating")
        try:
            wait_for(made, "succeeded")
        finally:
            running.__exit__(None, None, None)
        assert sandbox.requests["post"] == 1
    assert made.attempts.count() == 1
