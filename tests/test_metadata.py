"""What is put into a file is read back by others, its pixels are the same, and what is odd stays as it came."""

import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.metadata import Details, embedded
from tests import make

CREATED = datetime(2026, 11, 23, 14, 5, 9, tzinfo=timezone(timedelta(hours=1)))
DETAILS = Details("An alpine hut\nabove the clouds", "Ada Lovelace", "Gemini 2.5 Flash Image", CREATED)
HOSTILE = {
    "markup": '</rdf:li> & "quotes" <script>alert(1)</script> ]]> <?xpacket end="w"?>',
    "controls": "a\0b\x07c\x1bd\x85e\ud800f\ufffeg",
    "languages": "山の上の小屋 · хижина · कुटिया · 🏔️ · \u202egnp.exe",
    "long": "&" * 5_000,
    "endless": "🏔" * 100_000,
    "lines": "one\r\ntwo\rthree\n\tfour",
    "format": "{0} %s {prompt}",
    "empty": "",
}
KINDS = [
    ("PNG", mode, {}) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
] + [
    ("JPEG", "L", {}),
    ("JPEG", "RGB", {}),
    ("JPEG", "CMYK", {}),
    ("JPEG", "RGB", {"progressive": True}),
    ("WEBP", "RGB", {"quality": 60}),
    ("WEBP", "RGB", {"lossless": True}),
    ("WEBP", "RGBA", {"quality": 60}),
    ("WEBP", "RGBA", {"lossless": True}),
]  # fmt: skip
EXIF = Image.Exif()
EXIF[0x010E] = "a camera said this"


def speckled(form, mode="RGB", size=(37, 23), **save):
    """A file whose pixels all differ, half transparent where it can be."""
    made = Image.effect_noise(size, 90)
    if mode == "I;16":
        made = Image.new(mode, size, 40_000)
    elif mode == "P":
        made = made.convert("RGB").quantize(16)
    else:
        made = made.convert(mode)
    if mode in ("RGBA", "LA"):
        made.putalpha(Image.linear_gradient("L").resize(size))
    out = io.BytesIO()
    made.save(out, form, **save)
    return out.getvalue()


def read(content):
    image = make.opened(content)
    packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"].encode()
    return image, told(packet)


def told(packet):
    """The words of an XMP packet, by the names of its properties."""
    tree = ET.fromstring(packet.decode("utf-8").strip("\ufeff"))  # noqa: S314 - written by this test
    return {
        node.tag.partition("}")[2]: "".join(node.itertext()).strip()
        for description in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
        for node in description
    }


@pytest.mark.parametrize(("form", "mode", "save"), KINDS, ids=str)
@pytest.mark.parametrize("size", [(37, 23), (1, 1), (300, 200)])
def test_every_pixel_is_the_same_and_the_words_are_in_it(form, mode, save, size):
    before = speckled(form, mode, size, **save)
    after = embedded(before, DETAILS)
    image, words = read(after)
    was = make.opened(before)
    assert (image.format, image.mode, image.size) == (was.format, was.mode, was.size)
    assert image.tobytes() == was.tobytes()
    assert image.info.get("transparency") == was.info.get("transparency")
    assert words == {
        "description": "An alpine hut\nabove the clouds",
        "creator": "Ada Lovelace",
        "CreateDate": "2026-11-23T14:05:09+01:00",
        "CreatorTool": "Atelier",
        "AISystemUsed": "Gemini 2.5 Flash Image",
    }


def test_a_png_says_it_in_text_chunks_too():
    image = make.opened(embedded(speckled("PNG"), DETAILS))
    del image.text["XML:com.adobe.xmp"]
    assert image.text == {
        "Title": "An alpine hut above the clouds",
        "Description": "An alpine hut\nabove the clouds",
        "Author": "Ada Lovelace",
        "Software": "Atelier",
        "Model": "Gemini 2.5 Flash Image",
        "Creation Time": "Mon, 23 Nov 2026 13:05:09 GMT",
    }


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_was_typed_is_read_back(form, name):
    typed = HOSTILE[name]
    _, words = read(embedded(speckled(form), Details(typed, typed[:500], typed[:500], CREATED)))
    expected = {
        "controls": "abcdefg",
        "lines": "one\ntwo\nthree\n\tfour",
        "endless": "🏔" * 10_000,
    }.get(name, typed)
    assert words.get("description", "") == expected
    assert words.get("creator", "") == expected[:300]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_longest_prompt_fits_also_when_every_letter_has_to_be_escaped(form):
    for prompt in ("&" * 5_000, "🏔" * 5_000):
        _, words = read(embedded(speckled(form), Details(prompt, "&" * 300, "&" * 300, CREATED)))
        assert words["description"] == prompt


@pytest.mark.parametrize(("form", "save"), [("JPEG", {}), ("WEBP", {}), ("PNG", {})], ids=str)
def test_what_the_file_has_besides_pixels_stays(form, save):
    profile = b"not really a colour profile"
    before = speckled(form, exif=EXIF, icc_profile=profile)
    image, words = read(embedded(before, DETAILS))
    assert image.info["icc_profile"] == profile
    assert image.getexif()[0x010E] == "a camera said this"
    assert words["creator"] == "Ada Lovelace"


def test_a_jpeg_keeps_its_first_segments_first():
    after = embedded(speckled("JPEG", exif=EXIF), DETAILS)
    assert after.index(b"JFIF\0") < after.index(b"Exif\0\0") < after.index(b"http://ns.adobe.com/xap/1.0/\0")


OTHERS = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    b"<e:DigitalSourceType>trainedAlgorithmicMedia</e:DigitalSourceType><dc:creator>a machine</dc:creator>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_a_packet_says_already_is_kept_and_added_to(form):
    before = speckled(form, xmp=OTHERS) if form != "PNG" else png_with(OTHERS.decode())
    _, words = read(embedded(before, DETAILS))
    assert words["DigitalSourceType"] == "trainedAlgorithmicMedia"
    assert words["creator"] == "a machine"
    assert words["description"] == "An alpine hut\nabove the clouds"


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
@pytest.mark.parametrize("packet", [b"none", OTHERS.decode().encode("utf-16"), OTHERS[:-20].replace(b"RDF>", b">")])
def test_a_packet_that_cannot_be_added_to_stays_as_it_is(form, packet):
    before = speckled(form, xmp=packet)
    assert embedded(before, DETAILS) == before


def png_with(packet, compressed=False, **texts):
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - how Pillow writes what others have said

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet, zip=compressed)
    for keyword, text in texts.items():
        info.add_text(keyword, text)
    return speckled("PNG", pnginfo=info)


def test_what_a_png_says_under_the_same_names_is_replaced_and_the_rest_kept():
    before = png_with(OTHERS.decode(), Author="a machine", Software="something", Comment="kept")
    image, _ = read(embedded(before, DETAILS))
    assert (image.text["Author"], image.text["Software"], image.text["Comment"]) == (
        "Ada Lovelace",
        "Atelier",
        "kept",
    )
    assert embedded(before, DETAILS).count(b"Author\0") == 1


def test_a_compressed_packet_of_a_png_stays_and_the_chunks_say_the_rest():
    image = make.opened(embedded(png_with(OTHERS.decode(), compressed=True), DETAILS))
    assert image.text["XML:com.adobe.xmp"] == OTHERS.decode()
    assert image.text["Author"] == "Ada Lovelace"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_twice_is_as_good_as_once(form):
    once = embedded(speckled(form), DETAILS)
    again, words = read(embedded(once, DETAILS))
    assert words == read(once)[1]
    assert again.tobytes() == make.opened(once).tobytes()


def test_a_picture_that_moves_still_does():
    frames = [Image.new("RGBA", (8, 8), colour) for colour in ("red", "lime", "blue")]
    for form in ("WEBP", "PNG"):
        out = io.BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:])
        image, words = read(embedded(out.getvalue(), DETAILS))
        assert image.n_frames == 3
        assert words["creator"] == "Ada Lovelace"


def test_several_pictures_in_one_jpeg_are_left_alone():
    out = io.BytesIO()
    first = Image.new("RGB", (8, 8), "red")
    first.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8), "blue")])
    assert embedded(out.getvalue(), DETAILS) == out.getvalue()


def test_what_stands_after_the_end_of_a_file_stands_there_still():
    for form in ("PNG", "JPEG", "WEBP"):
        after = embedded(speckled(form) + b"more of something", DETAILS)
        assert after.endswith(b"more of something")
        assert read(after)[1]["creator"] == "Ada Lovelace"


NO_PICTURES = [
    *(b"", b"GIF89a", b"\0" * 99, b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0"),
    *(b"RIFF", b"RIFF\0\0\0\0WEBP", b"RIFF\xff\xff\xff\xffWEBPVP8 "),
    *(b"RIFF\x0c\0\0\0WEBPVP8" + letter + b"\0\0\0\0" for letter in (b" ", b"L", b"X")),
]


@pytest.mark.parametrize("content", NO_PICTURES)
def test_what_is_no_picture_stays_as_it_came(content):
    assert embedded(content, DETAILS) == content


@pytest.mark.parametrize(("form", "mode", "save"), KINDS, ids=str)
def test_a_file_that_is_cut_short_never_raises(form, mode, save):
    whole = speckled(form, mode, (9, 7), **save)
    for length in range(len(whole)):
        after = embedded(whole[:length], DETAILS)
        # Where the end of the header is still there, and the pixels are not, a JPEG may say it all the same.
        assert after == whole[:length] or form == "JPEG"


SAMPLES = [speckled(form, mode, (9, 7), **save) for form, mode, save in KINDS]
FIELDS = st.builds(
    Details, st.text(max_size=300), st.text(max_size=20), st.text(max_size=20), st.just(CREATED.astimezone(UTC))
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), max_size=4), FIELDS)
def test_broken_files_and_any_words_never_raise(content, scratches, details):
    broken = bytearray(content)
    for at, scratch in scratches:
        broken[at : at + len(scratch)] = scratch
    assert len(embedded(bytes(broken), details)) >= len(broken)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SAMPLES), FIELDS)
def test_any_words_leave_a_picture_that_is_the_same(content, details):
    image, _ = read(embedded(content, details))
    assert image.tobytes() == make.opened(content).tobytes()
