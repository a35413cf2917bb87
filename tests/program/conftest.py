"""One running studio that tests share, and one of its own for those that end it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.program.running import PASSWORD, Person, Program, free_port

ADMIN = {"DJANGO_SUPERUSER_USERNAME": "admin", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts a studio with these settings, and ends it with the test."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(Program(tmp_path / "data", settings))


def in_a_hurry(port: int) -> dict[str, str]:
    """Settings with which the stand-in tells by webhook what it does."""
    return {**ADMIN, "PUBLIC_URL": f"http://127.0.0.1:{port}", "FREEPIK_WEBHOOK_SECRET": "only for tests"}


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Quick, and shared: tests look only at what they made themselves."""
    port = free_port()
    settings = {**in_a_hurry(port), "SANDBOX_LATENCY": "0.3"}
    with Program(tmp_path_factory.mktemp("studio"), settings, port=port) as program:
        program.add_member("alice")
        program.add_member("bob")
        yield program


@pytest.fixture(scope="session")
def alice(studio: Program) -> Iterator[Person]:
    with Person(studio, "alice") as person:
        yield person


@pytest.fixture(scope="session")
def bob(studio: Program) -> Iterator[Person]:
    with Person(studio, "bob") as person:
        yield person
