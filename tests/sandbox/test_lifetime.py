"""A task's states by the clock."""

import time

import pytest

from generator.sandbox.options import Latency
from generator.sandbox.server import Sandbox
from tests.sandbox.client import Client


def test_a_task_is_created_then_in_progress_then_completed_on_time() -> None:
    with Sandbox(latency=0.5) as sandbox:
        client = Client(sandbox)
        with client.http:
            began = time.monotonic()
            made = client.post().json()["data"]
            task_id, seen = made["task_id"], [made["status"]]
            while seen[-1] != "COMPLETED":
                time.sleep(0.01)
                seen.append(client.data(task_id)["status"])
            took = time.monotonic() - began
        assert list(dict.fromkeys(seen)) == ["CREATED", "IN_PROGRESS", "COMPLETED"]
        assert 0.5 <= took < 1.0
        assert sandbox.requests["peak_tasks"] == 1


def test_a_latency_is_one_number_or_two() -> None:
    assert str(Latency.parse("8")) == "8"
    assert str(Latency.parse("5-35")) == "5-35"
    assert Latency.parse("0.25-0.5") == Latency(0.25, 0.5)


@pytest.mark.parametrize("text", ["", "soon", "9-3", "-1", "1-2-3"])
def test_anything_else_is_no_latency(text: str) -> None:
    with pytest.raises(ValueError, match="latency"):
        Latency.parse(text)


def test_latencies_are_spread_by_the_tasks_id_and_repeatable() -> None:
    latency = Latency(5, 35)
    assert latency.of("00000000-0000-4000-8000-000000000000") == 5
    assert latency.of("ffffffff-0000-4000-8000-000000000000") == 35
    assert latency.of("80000000-0") == pytest.approx(20, abs=0.01)
