"""An answer to a POST that takes its time, as the real one does: whoever leaves before it has a task all the same."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from generator.sandbox.server import Sandbox
from tests.sandbox.client import CONTEXT, PATH, Client


@pytest.fixture
def slow() -> Iterator[Client]:
    with Sandbox(post_latency="0.4") as sandbox:
        client = Client(sandbox)
        with client.http:
            yield client


def tasks(client: Client) -> list[dict[str, Any]]:
    return list(client.http.get("/sandbox/stats").json()["tasks"])


def test_it_takes_as_long_as_it_was_told(slow: Client) -> None:
    began = time.monotonic()
    slow.create()
    assert 0.4 <= time.monotonic() - began < 1
    (task,) = tasks(slow)
    assert task["answered"]


@pytest.mark.parametrize("seconds", [0.1, 0.3])
def test_who_leaves_early_has_a_task_and_does_not_know(slow: Client, seconds: float) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{slow.http.base_url}{PATH}",
            json={"prompt": "a quiet lake"},
            headers={"x-freepik-api-key": "k"},
            timeout=httpx.Timeout(5, read=seconds),
            verify=CONTEXT,
        )
    time.sleep(0.5)
    (task,) = tasks(slow)
    assert not task["answered"]


def test_a_spoiled_answer_is_none(client: Client) -> None:
    client.post("[500+] spoiled")
    client.create("not spoiled")
    found = {task["prompt"]: task["answered"] for task in tasks(client)}
    assert (found["[500+] spoiled"], found["not spoiled"]) == (False, True)
