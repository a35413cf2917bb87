import base64
import json

import httpx
import pytest

from generator.imageapi import DEFAULT, MODELS, Rejected, Status

PNG = b"\x89PNG\r\n\x1a\n\xff"


@pytest.fixture
def created(task) -> httpx.Response:
    headers = {
        "x-request-id": "ak-1",
        "x-ratelimit-limit": "300",
        "x-ratelimit-remaining": "299",
        "x-ratelimit-reset": "60",
    }
    return httpx.Response(200, json={"data": task}, headers=headers)


def sent(api) -> dict[str, object]:
    [request] = api.seen
    return json.loads(request.content)


async def test_the_request_is_the_one_of_the_contract(api, created, key) -> None:
    client = api(created)
    task = await client.create(DEFAULT, "a cat", [PNG, "https://a.example/b.png"], "https://studio.example/hook")
    [request] = api.seen
    assert request.method == "POST"
    assert str(request.url) == "https://api.magnific.com/v1/ai/gemini-2-5-flash-image-preview"
    assert request.headers["x-magnific-api-key"] == key
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.content))
    assert "transfer-encoding" not in request.headers
    assert sent(api) == {
        "prompt": "a cat",
        "reference_images": [base64.b64encode(PNG).decode(), "https://a.example/b.png"],
        "webhook_url": "https://studio.example/hook",
    }
    assert (task.remote_id, task.status, task.urls) == (
        "14fc0c3d-4923-47bc-ae2c-b071542db9a2",
        Status.CREATED,
        (),
    )
    assert (task.request_id, task.headroom.remaining) == ("ak-1", 299)


async def test_what_has_no_value_is_not_sent(api, created) -> None:
    await api(created).create(DEFAULT, "a cat")
    assert sent(api) == {"prompt": "a cat"}


async def test_a_data_uri_is_sent_without_its_prefix(api, created) -> None:
    await api(created).create(DEFAULT, "a cat", ["data:image/png;base64,AAAA"])
    assert sent(api)["reference_images"] == ["AAAA"]


async def test_a_large_request_arrives_whole(serve, reply, task) -> None:
    from generator.imageapi import Client  # noqa: PLC0415

    server = await serve(lambda _: reply(json.dumps(task).encode()))
    async with Client(server.url, "k") as client:
        await client.create(DEFAULT, "a cat", [bytes(1_000_000)])
    body = server.requests[0].partition(b"\r\n\r\n")[2]
    assert len(json.loads(body)["reference_images"][0]) == 1_333_336


@pytest.mark.parametrize(
    ("references", "reason"),
    [
        ([PNG] * 4, "Gemini 2.5 Flash Image takes at most 3 references; this has 4."),
        ([PNG, "http://a.example/"], "Reference 2 is neither"),
        (["data:image/png,raw"], "Reference 1 is neither"),
        (["/etc/passwd"], "Reference 1 is neither"),
    ],
)
async def test_references_against_the_models_rules_are_rejected_unsent(api, created, references, reason) -> None:
    with pytest.raises(Rejected) as caught:
        await api(created).create(DEFAULT, "a cat", references)
    assert caught.value.reason.startswith(reason)
    assert caught.value.status is None
    assert api.seen == []


@pytest.mark.parametrize("status", ["CREATED", "IN_PROGRESS", "COMPLETED", "FAILED"])
async def test_any_state_is_accepted_as_the_answer(api, task, status) -> None:
    answer = httpx.Response(201, json={"data": task | {"status": status}})
    assert (await api(answer).create(DEFAULT, "a cat")).status == status


def test_models_are_found_by_their_key() -> None:
    assert {key: model.key for key, model in MODELS.items()} == {DEFAULT.key: DEFAULT.key}
