"""Answers to what succeeds and about keys, bodies and headers as recorded (contract 1.2, 1.4, 2, 3)."""

import re

import httpx
import pytest

from generator.sandbox.server import Sandbox
from tests.sandbox.client import CONTEXT, PATH, Client, fetch

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"


def test_a_post_is_answered_200_with_the_recorded_body(client: Client) -> None:
    response = client.post()
    assert response.status_code == 200
    assert re.fullmatch(rf'{{"data":{{"task_id":"{UUID}","status":"CREATED","generated":\[\]}}}}', response.text)


def test_the_recorded_headers_are_there(client: Client) -> None:
    headers = client.post().headers
    assert headers["content-type"] == "application/json"
    assert headers["cache-control"] == "max-age=0, no-cache, no-store"
    assert (headers["pragma"], headers["vary"]) == ("no-cache", "Accept-Encoding")
    assert re.fullmatch(r"ak-[0-9a-f]{32}", headers["x-request-id"])
    assert "server" not in headers


def test_a_completed_task_has_one_signed_address(client: Client, sandbox: Sandbox) -> None:
    task_id = client.create()
    response = client.get(task_id)
    assert list(response.json()["data"]) == ["task_id", "status", "generated"]
    (address,) = client.finished(task_id)["generated"]
    name = re.escape(f"{sandbox.url}/results/result_NANO_BANANA_{task_id}_0.png")
    assert re.fullmatch(rf"{name}\?token=exp=\d+~hmac=[0-9a-f]{{64}}&size=stable", address)


def test_the_address_is_signed_once(client: Client) -> None:
    task_id = client.create()
    first = client.finished(task_id)
    assert client.data(task_id) == first


def test_the_list_has_the_newest_first_and_no_results(client: Client) -> None:
    older, newer = client.create(), client.create()
    items = client.listing().json()["data"]
    assert [item["task_id"] for item in items[:2]] == [newer, older]
    assert all(list(item) == ["task_id", "status"] for item in items)


def test_an_unknown_task_is_404(client: Client) -> None:
    response = client.get("00000000-0000-4000-8000-000000000000")
    assert (response.status_code, response.json()) == (404, {"message": "Resource not found"})


def test_an_unknown_path_is_404_in_json(client: Client) -> None:
    response = client.http.get("/v1/ai/another-model")
    assert (response.status_code, response.json()) == (404, {"message": "Not found"})


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_bad_key_gets_the_recorded_401(sandbox: Sandbox, method: str) -> None:
    response = httpx.request(
        method, sandbox.url + PATH, headers={"x-freepik-api-key": "bad-one"}, json={"prompt": "x"}, verify=CONTEXT
    )
    assert response.status_code == 401
    assert response.headers["content-length"] == "220"
    assert response.text.endswith("}\n")
    assert not [name for name in response.headers if name.startswith("x-ratelimit")]
    assert (response.headers.get("connection") == "close") == (method == "POST")


def test_a_missing_key_gets_the_documented_401(sandbox: Sandbox) -> None:
    response = fetch(sandbox.url + PATH)
    assert (response.status_code, response.json()) == (401, {"message": "Missing API key"})


def test_the_new_header_is_as_good_as_the_old(sandbox: Sandbox) -> None:
    response = fetch(sandbox.url + PATH, **{"x-magnific-api-key": "k"})
    assert response.status_code == 200


def test_one_key_can_be_the_only_one() -> None:
    with Sandbox(key="right", empty_list_404=True) as sandbox:
        wrong, right = Client(sandbox, "wrong"), Client(sandbox, "right")
        with wrong.http, right.http:
            assert wrong.listing().status_code == 401
            empty = right.listing()
            assert (empty.status_code, empty.json()) == (404, {"message": "Tasks not found"})
            right.create()
            assert right.listing().status_code == 200
