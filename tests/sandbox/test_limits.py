"""The window of a minute per key, and the figures about what was asked."""

import threading
from contextlib import suppress

import httpx

from generator.sandbox.server import Sandbox
from tests.sandbox.client import PATH, Client


def test_every_request_counts_and_the_next_one_is_too_many() -> None:
    with Sandbox(rate_limit=3, retry_after=True) as sandbox:
        client, other = Client(sandbox), Client(sandbox, "another")
        with client.http, other.http:
            told = [client.post(), client.listing(), client.get("unknown")]
            assert [response.headers["x-ratelimit-remaining"] for response in told] == ["2", "1", "0"]
            refused = client.post()
            assert (refused.status_code, refused.json()) == (429, {"message": "Too many requests"})
            assert refused.headers["x-ratelimit-limit"] == "3"
            assert refused.headers["x-ratelimit-remaining"] == "0"
            assert 55 <= int(refused.headers["x-ratelimit-reset"]) <= 60
            assert refused.headers["retry-after"] == refused.headers["x-ratelimit-reset"]
            assert other.listing().status_code == 200
        assert len(sandbox.posts) == 1
        assert sandbox.requests["answered_429"] == 1


def test_retry_after_is_not_sent_unless_asked_for() -> None:
    with Sandbox(rate_limit=1) as sandbox:
        client = Client(sandbox)
        with client.http:
            client.listing()
            assert "retry-after" not in client.listing().headers


def test_requests_are_counted_by_kind() -> None:
    with Sandbox() as sandbox:
        client = Client(sandbox)
        with client.http:
            task_id = client.create("stats please")
            client.get(task_id)
            client.listing()
            client.listing()
            stats = client.http.get("/sandbox/stats").json()
        kinds = ("post", "get", "list", "result", "peak_concurrency")
        assert [sandbox.requests[kind] for kind in kinds] == [1, 1, 2, 0, 1]
    (task,) = stats["tasks"]
    assert (task["id"], task["prompt"], task["status"]) == (task_id, "stats please", "COMPLETED")
    assert task["completed"] >= task["created"]


def test_the_peak_is_how_many_were_served_at_once() -> None:
    with Sandbox() as sandbox:
        client = Client(sandbox)
        body = {"prompt": "[hang]"}

        def hang() -> None:
            with suppress(httpx.ReadTimeout):
                client.http.post(PATH, json=body, timeout=0.4)

        with client.http:
            threads = [threading.Thread(target=hang) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert sandbox.requests["peak_concurrency"] == 3
