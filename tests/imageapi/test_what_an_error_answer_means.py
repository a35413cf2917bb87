import time
from email.utils import formatdate

import httpx
import pytest

from generator.imageapi import (
    DEFAULT,
    ApiError,
    Exhausted,
    InvalidAnswer,
    Refused,
    Rejected,
    Throttled,
    Unanswered,
    Unavailable,
)

UUID = "046b6c7f-0b8a-43b9-b35d-6489e6daee91"
TRIAL = {"message": "Your free trial has ended. Please upgrade to a paid plan."}


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"message": "Parameter 'prompt' is not valid"}, Rejected),
        (401, {"message": "Invalid API key"}, Refused),
        (402, {"message": "Payment required"}, Exhausted),
        (403, {"message": "User is not authorized to access this resource"}, Refused),
        (404, {"message": "Not found"}, Rejected),
        (408, {}, Unanswered),
        (409, {}, Rejected),
        (413, {}, Rejected),
        (415, {}, Rejected),
        (422, {}, Rejected),
        (429, {"message": "Too many requests"}, Throttled),
        (429, {}, Throttled),
        (429, TRIAL, Exhausted),
        (429, {"message": "Daily limit reached"}, Exhausted),
        (429, {"problem": {"message": "Not enough credits"}}, Exhausted),
        (500, {"message": "Internal Server Error"}, Unanswered),
        (502, {}, Unanswered),
        (503, {"message": "Service Unavailable. Please try again later."}, Unavailable),
        (504, {}, Unanswered),
        (301, {}, InvalidAnswer),
    ],
)
async def test_each_status_has_one_meaning(api, status, body, kind) -> None:
    client = api(httpx.Response(status, json=body, headers={"x-request-id": "ak-2"}))
    for call in (client.create(DEFAULT, "a cat"), client.task(DEFAULT, UUID), client.tasks(DEFAULT)):
        with pytest.raises(ApiError) as caught:
            await call
        assert type(caught.value) is kind
        assert (caught.value.status, caught.value.request_id) == (status, "ak-2")


async def test_an_html_page_is_no_quota_message(api) -> None:
    page = "<!DOCTYPE html><p>Too many requests. See our plans.</p>"
    with pytest.raises(Throttled):
        await api(httpx.Response(429, html=page)).create(DEFAULT, "a cat")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "7", "x-ratelimit-reset": "60"}, 7),
        ({"x-ratelimit-reset": "60"}, 60),
        ({"retry-after": "soon", "x-ratelimit-reset": "60"}, 60),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "99999999999"}, 86400),
        ({"x-ratelimit-reset": "1760749154"}, None),
        ({}, None),
    ],
)
async def test_the_wait_after_too_many_requests(api, headers, seconds) -> None:
    with pytest.raises(Throttled) as caught:
        await api(httpx.Response(429, headers=headers)).task(DEFAULT, UUID)
    assert caught.value.retry_after == seconds


async def test_the_wait_may_be_told_as_a_date(api) -> None:
    later = formatdate(time.time() + 90, usegmt=True)
    with pytest.raises(Throttled) as caught:
        await api(httpx.Response(429, headers={"retry-after": later})).task(DEFAULT, UUID)
    assert 80 < caught.value.retry_after <= 90


async def test_the_path_of_an_unknown_model_is_named(api) -> None:
    with pytest.raises(Rejected, match=r"does not know https://\S+/v1/ai/gemini-2-5-flash-image-preview"):
        await api(httpx.Response(404)).create(DEFAULT, "a cat")


async def test_headroom_is_read_from_errors_too(api) -> None:
    headers = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "12"}
    with pytest.raises(Throttled) as caught:
        await api(httpx.Response(429, headers=headers)).task(DEFAULT, UUID)
    assert caught.value.headroom.remaining == 0


async def test_the_text_is_a_short_printable_cut_without_the_key(api, key) -> None:
    echo = f"Unknown key {key}\x00\n\ud800".encode("utf-8", "surrogatepass") + b"x" * 5000
    answer = httpx.Response(401, content=echo, headers={"x-request-id": f"for-{key}"})
    with pytest.raises(Refused) as caught:
        await api(answer).task(DEFAULT, UUID)
    error = caught.value
    assert len(error.text) == 500
    assert error.text.startswith("Unknown key [key]")
    assert error.text.isprintable()
    assert key not in f"{error} {error.text} {error.request_id}"


async def test_a_reason_that_echoes_the_key_loses_it(api, key) -> None:
    with pytest.raises(Rejected) as caught:
        await api(httpx.Response(400, json={"message": f"bad {key}"})).create(DEFAULT, "a cat")
    assert caught.value.reason == "bad [key]"
