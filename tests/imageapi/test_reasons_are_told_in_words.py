import httpx
import pytest

from generator.imageapi import DEFAULT, Rejected

FLAT = {
    "message": "Your request parameters didn't validate.",
    "invalid_params": [
        {"name": "page", "reason": "Parameter 'page' must be greater than 0"},
        {"name": "per_page", "reason": "Parameter 'per_page' must be greater than 0"},
    ],
}
SEEN = {
    "message": "Image validation failed",
    "invalid_params": [{"field": "body.reference_images[0]", "reason": "Invalid image format"}],
}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"message": "Parameter 'filter' is not valid"}, "Parameter 'filter' is not valid"),
        (
            FLAT,
            "Your request parameters didn't validate: page: Parameter 'page' must be greater than 0; "
            "per_page: Parameter 'per_page' must be greater than 0",
        ),
        ({"problem": SEEN}, "Image validation failed: reference 1: Invalid image format"),
        (SEEN, "Image validation failed: reference 1: Invalid image format"),
        ({"invalid_params": [{"field": "body.prompt", "reason": "too long"}]}, "prompt: too long"),
        ({"invalid_params": [{"field": "body.reference_images.2"}]}, "reference 3 is not valid"),
        ({"invalid_params": [{"name": "reference_images", "reason": "too many"}]}, "references: too many"),
        ({"invalid_params": [{"reason": "no"}, {"reason": "no"}, 7, {"field": 1}]}, "no"),
    ],
)
async def test_every_shape_of_the_contract_becomes_a_sentence(api, body, reason) -> None:
    with pytest.raises(Rejected) as caught:
        await api(httpx.Response(400, json=body)).create(DEFAULT, "a cat")
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 100_000,
        b"\xff",
        b'{"message": 5, "invalid_params": "x"}',
    ],
)
async def test_a_body_without_a_reason_is_said_to_have_none(api, body) -> None:
    with pytest.raises(Rejected, match=r"rejected the request and gave no reason \(400\)\."):
        await api(httpx.Response(400, content=body)).create(DEFAULT, "a cat")


async def test_a_long_reason_is_cut(api) -> None:
    with pytest.raises(Rejected) as caught:
        await api(httpx.Response(400, json={"message": "no " * 5000})).create(DEFAULT, "a cat")
    assert len(caught.value.reason) == 500
