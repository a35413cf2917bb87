"""The files behind the signed addresses."""

import io
import re

import pytest
from PIL import Image

from generator.sandbox.server import Sandbox
from tests.sandbox.client import Client, bare, blank, fetch, picture


def test_a_result_is_a_png_of_a_megapixel_and_needs_no_key(client: Client) -> None:
    response = fetch(client.generated()[0])
    assert response.headers["content-type"] == "image/png"
    with Image.open(io.BytesIO(response.content)) as opened:
        opened.load()
        assert (opened.format, opened.size) == ("PNG", (1024, 1024))


def test_the_same_result_has_the_same_bytes_and_a_variation_has_not(client: Client) -> None:
    first, second = client.generated(), client.generated()
    once = fetch(first[0]).content
    assert fetch(first[0]).content == once
    assert fetch(second[0]).content != once


def test_a_result_takes_the_shape_of_the_first_reference(client: Client) -> None:
    (address,) = client.generated(reference_images=[bare(picture(300, 200)), bare(picture(20, 90))])
    with Image.open(io.BytesIO(fetch(address).content)) as opened:
        assert opened.size[0] / opened.size[1] == pytest.approx(1.5, abs=0.02)


@pytest.mark.parametrize("photographs", [0, 1, 2])
def test_a_result_takes_the_shape_of_a_blank_canvas_that_comes_last(client: Client, photographs: int) -> None:
    references = [bare(picture(300, 200)) for _ in range(photographs)]
    prompt = "A quiet lake\n\nThe same ratio as reference image."
    (address,) = client.generated(prompt, reference_images=[*references, bare(blank(90, 160))])
    with Image.open(io.BytesIO(fetch(address).content)) as opened:
        assert opened.size == (768, 1344)


def test_a_wrong_or_stretched_signature_is_refused(client: Client) -> None:
    (address,) = client.generated()
    for spoiled in (
        address.replace("hmac=", "hmac=0"),
        re.sub(r"exp=\d+", "exp=99999999999", address),
        re.sub(r"exp=\d+", "exp=never", address),
        address.replace("_0.png", "_1.png"),
        address.partition("?")[0],
    ):
        assert fetch(spoiled).status_code == 403, spoiled


def test_an_address_ends_after_its_lifetime() -> None:
    with Sandbox(result_lifetime=-1) as sandbox:
        client = Client(sandbox)
        with client.http:
            assert fetch(client.generated()[0]).status_code == 403


def test_a_key_sent_to_the_results_is_noticed() -> None:
    with Sandbox() as sandbox:
        client = Client(sandbox)
        with client.http:
            (address,) = client.generated("[svg]")
            fetch(address)
            assert sandbox.requests["leaked_keys"] == 0
            client.http.get(address)
            assert sandbox.requests["leaked_keys"] == 1
            assert sandbox.requests["result"] == 2
