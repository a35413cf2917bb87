"""What the studio keeps of a reference: its pixels, upright, in a bearable size, once."""

import io

import pytest
from PIL import Image, ImageCms

from generator import images
from generator.models import Reference
from tests import make


def kept(alice, content):
    reference = Reference.keep(content, "cat", alice)
    with reference.file.open("rb") as file:
        stored = file.read()
    assert len(stored) == reference.size
    picture = make.opened(stored)
    assert (picture.width, picture.height, picture.format) == (reference.width, reference.height, reference.format)
    return picture, stored


def photograph(**save):
    """80 by 40, red on the left and blue on the right."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (40, 0, 80, 40))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, **save)
    return out.getvalue()


def exif(orientation=1, gps=False):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = "secret description"
    if gps:
        data.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 30.0), 3: "E", 4: (11.0, 34.0, 15.0)})
    return data


def test_it_is_turned_upright(alice):
    picture, _ = kept(alice, photograph(exif=exif(orientation=6)))
    assert picture.size == (40, 80)
    assert picture.getpixel((20, 10))[0] > 200
    assert picture.getpixel((20, 70))[2] > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_its_metadata_is_left(alice, form):
    out = io.BytesIO()
    Image.open(io.BytesIO(photograph())).save(out, form, exif=exif(gps=True))
    assert b"secret description" in out.getvalue()
    picture, stored = kept(alice, out.getvalue())
    assert dict(picture.getexif()) == {}
    assert b"secret" not in stored
    assert b"Exif" not in stored
    assert "exif" not in picture.info


def test_comments_are_left_out_too(alice):
    _, stored = kept(alice, photograph(comment=b"secret comment", dpi=(300, 300)))
    assert b"secret" not in stored


@pytest.mark.parametrize(
    ("size", "expected"), [((4000, 1000), (2048, 512)), ((900, 3000), (614, 2048)), ((70, 9), (70, 9))]
)
def test_its_long_side_is_at_most_2048(alice, size, expected):
    for form in ("PNG", "JPEG"):
        picture, _ = kept(alice, make.picture(form, size=size))
        assert picture.size == expected


def test_it_is_stored_once_per_content_by_whomever(alice, bob, media):
    first = Reference.keep(make.picture(), "mine.png", alice)
    second = Reference.keep(make.picture(), "his.png", bob)
    assert first == second
    assert (second.label, second.added_by) == ("mine.png", alice)
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2


def test_its_name_is_of_our_own(alice):
    reference = Reference.keep(make.picture(), "../../etc/passwd", alice)
    assert reference.file.name == f"references/{reference.sha256[:2]}/{reference.sha256}.png"


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("WEBP", "RGBA"), ("PNG", "LA")])
def test_transparency_stays(alice, form, mode):
    colour = (200, 10, 10, 0) if mode == "RGBA" else (200, 0)
    picture, _ = kept(alice, make.picture(form, mode=mode, colour=colour))
    assert (picture.format, picture.mode) == ("PNG", "RGBA")
    assert picture.getpixel((5, 5))[3] == 0


def test_a_transparent_palette_stays_transparent(alice):
    picture, _ = kept(alice, make.picture(mode="P", colour=0, transparency=0))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("form", "mode", "colour", "expected"),
    [
        ("PNG", "P", 0, (0, 0, 0)),
        ("PNG", "1", 1, (255, 255, 255)),
        ("PNG", "L", 90, (90, 90, 90)),
        ("PNG", "I;16", 0x8000, (128, 128, 128)),
        ("PNG", "I;16", 0x2000, (32, 32, 32)),
        ("JPEG", "L", 90, (90, 90, 90)),
        ("JPEG", "CMYK", (0, 0, 0, 128), (127, 127, 127)),
        ("JPEG", "CMYK", (0, 255, 255, 0), (255, 0, 0)),
    ],
)
def test_every_kind_of_pixel_keeps_its_colour(alice, form, mode, colour, expected):
    picture, _ = kept(alice, make.picture(form, mode=mode, colour=colour))
    assert all(abs(got - wanted) <= 6 for got, wanted in zip(picture.getpixel((9, 9))[:3], expected, strict=True))


def test_a_colour_profile_is_applied_and_left_out(alice):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture, _ = kept(alice, make.picture("JPEG", colour="red", icc_profile=profile))
    assert "icc_profile" not in picture.info
    assert picture.getpixel((5, 5))[0] > 240


JUNK = [
    b"",
    b"Exif\0\0",
    b"Exif\0\0junkjunkjunk",
    b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\1\x12",
    # To be turned, and a resolution that is no number.
    b"Exif\0\0MM\0*\0\0\0\x08\0\2\1\x12\0\3\0\0\0\1\0\6\0\0\1\x1a\0\2\0\0\0\4abc\0\0\0\0\0",
]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("junk", JUNK)
def test_broken_metadata_is_no_reason_to_refuse(alice, junk):
    kept(alice, make.picture("JPEG", exif=junk))


@pytest.mark.parametrize("junk", [b"junk", b"\0" * 128, b"\xff" * 500])
def test_a_broken_profile_is_no_reason_to_refuse(alice, junk):
    kept(alice, make.picture("PNG", icc_profile=junk))


def test_a_large_photograph_sent_as_png_becomes_a_jpeg(alice):
    out = io.BytesIO()
    Image.effect_noise((2048, 2048), 90).convert("RGB").save(out, "PNG", compress_level=1)
    _, stored = kept(alice, out.getvalue())
    assert len(stored) < 7 * 1024 * 1024
    assert images.MEDIA_TYPES[Reference.objects.get().format] == "image/jpeg"
