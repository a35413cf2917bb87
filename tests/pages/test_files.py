"""The bytes of pictures: exactly what was stored, under their true type, and nothing that a browser could run."""

import pytest
from django.urls import reverse

from generator.models import Status
from tests import make
from tests.pages import addresses


def bytes_of(answer):
    # Read to its end, which is when the test client lets go of the file.
    return b"".join(answer.streaming_content)


@pytest.fixture
def picture(alice):
    return make.generation(alice, Status.SUCCEEDED).pictures.get()


@pytest.mark.parametrize(
    ("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_a_picture_comes_back_byte_for_byte_as_what_it_is(as_bob, alice, form, media_type):
    content = make.picture(form)
    picture = make.generation(alice, Status.SUCCEEDED, content=content).pictures.get()
    answer = as_bob.get(reverse("picture", args=[picture.uuid]))
    assert bytes_of(answer) == content
    assert answer["Content-Type"] == media_type
    assert int(answer["Content-Length"]) == len(content)


def test_a_thumbnail_is_a_small_webp(as_alice, alice):
    content = make.picture(size=(1600, 800))
    picture = make.generation(alice, Status.SUCCEEDED, content=content).pictures.get()
    answer = as_alice.get(reverse("picture-thumbnail", args=[picture.uuid]))
    small = make.opened(bytes_of(answer))
    assert (small.format, small.size, answer["Content-Type"]) == ("WEBP", (640, 320), "image/webp")


@pytest.mark.parametrize("name", sorted(addresses.BYTES))
def test_the_headers_that_keep_it_a_picture(as_alice, alice, name):
    answer = as_alice.get(addresses.existing(name, alice))
    bytes_of(answer)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Content-Encoding" not in answer
    assert answer.get("Content-Disposition", "inline").startswith("inline")


@pytest.mark.parametrize("name", sorted(addresses.BYTES))
def test_a_browser_that_has_it_is_told_so(as_alice, alice, name):
    address = addresses.existing(name, alice)
    first = as_alice.get(address)
    bytes_of(first)
    again = as_alice.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    changed = as_alice.get(address, headers={"If-None-Match": '"something else"'})
    assert changed.status_code == 200
    bytes_of(changed)


def test_a_picture_and_its_thumbnail_have_different_tags(as_alice, picture):
    tags = set()
    for name in ("picture", "picture-thumbnail"):
        answer = as_alice.get(reverse(name, args=[picture.uuid]))
        tags.add(answer["ETag"])
        bytes_of(answer)
    assert len(tags) == 2


def test_a_reference_is_the_stored_one(as_bob, alice):
    reference = make.reference(alice)
    answer = as_bob.get(reverse("reference", args=[reference.uuid]))
    assert make.opened(bytes_of(answer)).size == (64, 48)


@pytest.mark.parametrize("name", ["picture", "picture-thumbnail"])
def test_a_picture_whose_file_is_gone_is_a_404(as_alice, picture, media, name):
    (media / picture.file.name).unlink()
    (media / picture.thumbnail.name).unlink()
    assert as_alice.get(reverse(name, args=[picture.uuid])).status_code == 404
