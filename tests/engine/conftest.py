"""An engine and a stand-in for every test that wants them, both in a hurry."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from generator.engine import collect, schedule
from generator.imageapi import DEFAULT, MODELS
from generator.models import strays
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine


@pytest.fixture(scope="session")
def aside() -> Iterator[ThreadPoolExecutor]:
    """Does what no test needs to wait for."""
    with ThreadPoolExecutor() as pool:
        yield pool


@pytest.fixture
def sandbox(aside: ThreadPoolExecutor) -> Iterator[Sandbox]:
    """Instant and practically unlimited."""
    running = Sandbox().__enter__()
    yield running
    # Its end takes a fifth of a second.
    aside.submit(running.__exit__, None, None, None)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are a fortieth of what they are, results are soon gone, and the model may be done at once."""
    monkeypatch.setattr(collect, "RESULTS_KEPT_SECONDS", 1.0)
    monkeypatch.setattr(schedule, "FIRST_BACKOFF_SECONDS", 0.05)
    monkeypatch.setitem(MODELS, DEFAULT.key, replace(DEFAULT, fastest_seconds=0.1))


@pytest.fixture
def search_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is without an answer is searched several times a second, and as often as it takes."""
    monkeypatch.setattr(schedule, "SEARCHES", (0.2, 0.2))
    monkeypatch.setattr(schedule, "SLOWEST_SEARCH", 0.4)
    monkeypatch.setattr(strays, "SEARCHES_OF_A_SUSPECT", 1000)


@pytest.fixture
def engine(transactional_db: None, hurry: None, sandbox: Sandbox) -> Callable[..., Engine]:
    """Makes engines that talk to the stand-in, unless told otherwise."""

    def make(**options: Any) -> Engine:
        return Engine(**{"url": sandbox.url, **options})

    return make
