"""What a result of the provider really is, and the smaller forms that the pages show."""

import base64
import io

import pytest
from PIL import Image

from generator import images
from tests import make


@pytest.mark.parametrize("form", images.FORMATS)
def test_a_result_is_kept_byte_for_byte(form):
    content = make.picture(form, size=(300, 200))
    original = images.prepared(content).original
    assert original.content == content
    assert (original.format, original.width, original.height) == (form, 300, 200)
    assert len(original.sha256) == 64


@pytest.mark.parametrize("content", [b"", b"<html>", make.picture("GIF"), make.picture()[:60]])
def test_what_is_no_picture_is_refused(content):
    for read in (images.prepared, images.as_reference, images.thumbnail):
        with pytest.raises(images.NotAPicture, match="is "):
            read(content)


def test_a_result_that_ends_too_early_is_refused():
    noise = io.BytesIO()
    Image.effect_noise((400, 400), 80).save(noise, "JPEG")
    with pytest.raises(images.NotAPicture, match="damaged"):
        images.prepared(noise.getvalue()[:-3000])


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1600, 800), (640, 320)),
        ((800, 1600), (320, 640)),
        ((100, 50), (100, 50)),
        ((3000, 1), (640, 1)),
    ],
)
def test_the_small_form(size, small):
    prepared = images.prepared(make.picture(size=size))
    assert (prepared.thumbnail.format, (prepared.thumbnail.width, prepared.thumbnail.height)) == ("WEBP", small)
    assert make.opened(prepared.thumbnail.content).size == small


def test_the_small_form_keeps_the_colour_and_the_transparency():
    prepared = images.prepared(make.picture(mode="RGBA", colour=(200, 10, 10, 0), size=(900, 900)))
    assert make.opened(prepared.thumbnail.content).getpixel((5, 5))[3] == 0
    red = make.opened(images.prepared(make.picture(colour="red", size=(900, 900))).thumbnail.content)
    assert red.getpixel((5, 5))[0] > 240


def test_the_tiny_form_is_small_enough_to_be_in_the_page():
    noise = io.BytesIO()
    Image.effect_noise((1024, 1024), 80).convert("RGB").save(noise, "PNG")
    tiny = images.prepared(noise.getvalue()).placeholder
    assert tiny.startswith("data:image/webp;base64,")
    assert len(tiny) < 1000
    assert max(make.opened(base64.b64decode(tiny.partition(",")[2])).size) <= 16


# How an upright picture lies in a file that says so, after the table of the EXIF standard.
AS_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_on_its_side_is_shown_upright(orientation):
    upright = Image.new("RGB", (60, 90), "blue")
    upright.paste("red", (0, 0, 30, 45))
    stored = upright.transpose(AS_STORED[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=95, exif=exif)
    for made in (images.as_reference(out.getvalue()), images.prepared(out.getvalue()).thumbnail):
        seen = make.opened(made.content).convert("RGB")
        assert seen.size == (60, 90)
        assert seen.getpixel((10, 10))[0] > 200
        assert seen.getpixel((50, 80))[2] > 200


def test_the_largest_allowed_size_is_looked_at_before_decoding():
    assert images.PIXELS == 40_000_000
    assert Image.MAX_IMAGE_PIXELS is None


def test_a_jpeg_with_a_second_picture_in_it_is_a_jpeg():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (30, 20), colour) for colour in ("teal", "orange"))
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert images.prepared(out.getvalue()).original.format == "JPEG"
