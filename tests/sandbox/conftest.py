"""A stand-in that the tests of this folder share, and a client of it."""

from collections.abc import Iterator

import pytest

from generator.sandbox.server import Sandbox
from tests.sandbox.client import Client


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Instant and generous; shared, so tests look only at what they made themselves."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    client = Client(sandbox)
    with client.http:
        yield client
