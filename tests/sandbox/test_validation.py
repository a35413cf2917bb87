"""What a POST may carry (contract 1.1) and how the stand-in says no (contract 1.4)."""

import pytest

from generator.sandbox.server import Sandbox
from tests.sandbox.client import PATH, Client, bare, picture


@pytest.mark.parametrize("prompt", [None, "", "   ", 7, ["a"]])
def test_a_prompt_is_a_text_that_says_something(client: Client, prompt: object) -> None:
    response = client.post(prompt)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["invalid_params"][0]["name"] == "prompt"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b'"text"'])
def test_a_body_that_is_no_json_object_is_400(client: Client, body: bytes) -> None:
    response = client.http.post(PATH, content=body)
    assert response.status_code == 400
    assert response.json()["message"]


@pytest.mark.parametrize(
    "reference",
    [
        "data:image/png;base64," + bare(picture()),
        bare(b"not a picture"),
        bare(picture()[:40]),
        "not base64!",
        "ftp://example.com/a.png",
        "https://",
        5,
        bare(picture(form="GIF")),
    ],
)
def test_a_reference_is_bare_base64_of_a_picture_or_an_address(client: Client, reference: object) -> None:
    response = client.post(reference_images=[bare(picture()), reference])
    assert response.status_code == 400
    assert response.json() == {
        "message": "Image validation failed",
        "invalid_params": [{"field": "body.reference_images[1]", "reason": "Invalid image format"}],
    }


def test_base64_and_addresses_may_be_mixed(client: Client, sandbox: Sandbox) -> None:
    task_id = client.create(
        reference_images=[
            bare(picture(300, 200)),
            "https://example.com/a.jpg",
            bare(picture(form="WEBP")),
        ]
    )
    post = next(post for post in sandbox.posts if post.task_id == task_id)
    assert (post.references, post.sizes) == (3, ((300, 200), None, (64, 48)))


def test_four_references_are_too_many(client: Client) -> None:
    response = client.post(reference_images=[bare(picture())] * 4)
    assert response.status_code == 400
    assert response.json()["invalid_params"][0]["name"] == "reference_images"


@pytest.mark.parametrize("address", ["", "example.com", "ftp://example.com", "http://", "http://a:99999/", 4])
def test_a_webhook_address_is_http(client: Client, address: object) -> None:
    response = client.post(webhook_url=address)
    assert response.status_code == 400
    assert response.json()["invalid_params"][0]["name"] == "webhook_url"


def test_fields_that_are_not_in_the_contract_are_passed_over(client: Client) -> None:
    assert client.post(aspect_ratio="16:9").status_code == 200


def test_a_refused_post_creates_no_task(client: Client, sandbox: Sandbox) -> None:
    before = len(sandbox.posts)
    client.post("")
    assert len(sandbox.posts) == before
