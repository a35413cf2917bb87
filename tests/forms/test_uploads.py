"""Uploaded references: told by content, bounded before they are decoded, and named in every refusal."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from generator import limits
from generator.forms import References
from generator.models import Reference
from tests import make


def upload(member, content, name="cat.png", content_type="image/png"):
    files = MultiValueDict({"references": [SimpleUploadedFile(name, content, content_type)]})
    return References(QueryDict(), files, member)


def sentence(member, content, name="cat.png"):
    given = upload(member, content, name)
    assert given.found == []
    assert Reference.objects.count() == 0
    [only] = given.errors["references"]
    return only


def header_of_a_bomb(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("name", ["cat.png", "cat.gif", "cat", "cat.html"])
def test_three_formats_are_taken_whatever_the_name_says(alice, form, name):
    given = upload(alice, make.picture(form), name, "text/html")
    assert given.errors == {}
    assert (given.found[0].width, given.found[0].height) == (64, 48)
    assert given.found[0].label == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        make.picture("GIF"),
        make.picture("BMP"),
        make.picture("TIFF"),
        make.picture("ICO"),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_anything_else_is_refused_by_name(alice, content):
    assert sentence(alice, content) == "cat.png is not a PNG, JPEG or WebP picture."


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_file_is_refused(alice, form):
    noise = io.BytesIO()
    from PIL import Image  # noqa: PLC0415

    Image.effect_noise((200, 200), 80).save(noise, form)
    assert sentence(alice, noise.getvalue()[:-2000]).startswith("cat.png is ")


def test_a_file_over_20_mb_is_refused_with_limit_and_size(alice):
    content = make.picture() + b"\0" * (limits.UPLOAD_BYTES + 1)
    assert sentence(alice, content) == "cat.png is 20.1 MB; the limit is 20 MB."


def test_a_file_of_20_mb_is_taken(alice):
    content = make.picture()
    assert upload(alice, content + b"\0" * (limits.UPLOAD_BYTES - len(content))).errors == {}


@pytest.mark.parametrize(
    ("size", "megapixels"), [((8000, 5001), "40.1"), ((9000, 6000), "54"), ((50_000, 50_000), "2500")]
)
def test_more_than_40_megapixels_are_refused_with_limit_and_size(alice, size, megapixels):
    bomb = header_of_a_bomb(*size)
    assert len(bomb) < 400
    assert sentence(alice, bomb) == f"cat.png has {megapixels} megapixels; the limit is 40."


def test_40_megapixels_are_taken(alice):
    assert upload(alice, make.picture(size=(8000, 5000), mode="1", colour=1)).errors == {}


def test_a_name_with_markup_and_a_path_is_harmless(as_alice):
    file = SimpleUploadedFile("x.png", b"junk")
    file._name = "../../<b>x</b>.png"
    page = as_alice.post("/references/", {"references": file}).content.decode()
    assert "<b>" not in page
    assert ".." not in page
    assert "is not a PNG, JPEG or WebP picture." in page


def test_the_same_file_twice_is_one_chip(alice):
    files = [SimpleUploadedFile(name, make.picture()) for name in ("one.png", "two.png")]
    given = References(QueryDict(), MultiValueDict({"references": files}), alice)
    assert len(given.found) == Reference.objects.count() == 1
    assert given.errors == {}
