"""What an image file really is, and the smaller forms of it that the studio keeps.

Formats are told by content. A file is opened, and its size looked at, before anything of it is decoded.
"""

import base64
import contextlib
import hashlib
import io
import math
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms

FORMATS = ("PNG", "JPEG", "WEBP")
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
PIXELS = 40_000_000
REFERENCE_SIDE = 2048
# Google's model takes 7 MB inline (contract 1.1); a photograph as PNG is larger than it need be.
REFERENCE_PNG_BYTES = 4 * 1024 * 1024
THUMBNAIL_SIDE = 640
PLACEHOLDER_SIDE = 16

# What the orientation of a photograph's metadata asks for.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Pillow's own limit only warns, or tells no size; `_opened` looks at the size before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(ValueError):
    """The message is a predicate for people: "is not a PNG, JPEG or WebP picture"."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A whole picture file: its bytes, its format (one of FORMATS), its size in pixels, its SHA-256 in hex."""

    content: bytes
    format: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A verified picture as it came, a WebP of at most THUMBNAIL_SIDE, and a tiny one as a data URI."""

    original: Encoded
    thumbnail: Encoded
    placeholder: str


def prepared(content: bytes) -> Prepared:
    """The same bytes, seen to be one whole picture: every pixel was decoded, once. Raises NotAPicture."""
    image = _opened(content)
    _decode(image)
    # A camera's JPEG with more than one picture in it is called MPO, and is a JPEG to everybody else.
    format = "JPEG" if image.format == "MPO" else str(image.format)
    original = Encoded(content, format, image.width, image.height)
    small = _plain(_upright(image))
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Prepared(original, _thumbnail(small), _placeholder(small))


def as_reference(content: bytes) -> Encoded:
    """Upright, without metadata, in sRGB, at most REFERENCE_SIDE on the long side. Raises NotAPicture."""
    image = _opened(content)
    # A JPEG can be decoded at a fraction of its size for a fraction of the work.
    image.draft("RGB", (REFERENCE_SIDE, REFERENCE_SIDE))
    source = image.format
    _decode(image)
    image = _plain(_upright(image))
    image.thumbnail((REFERENCE_SIDE, REFERENCE_SIDE), Image.Resampling.LANCZOS)
    if source == "PNG" or image.mode == "RGBA":
        encoded = _encoded(image, "PNG", compress_level=4)
        if image.mode == "RGBA" or len(encoded.content) <= REFERENCE_PNG_BYTES:
            return encoded
    return _encoded(image, "JPEG", quality=92, subsampling=0)


def blank(width: int, height: int) -> bytes:
    """A white PNG, for its shape alone."""
    return _encoded(Image.new("L", (width, height), 255), "PNG").content


def thumbnail(content: bytes) -> Encoded:
    """A WebP of at most THUMBNAIL_SIDE on the long side. Raises NotAPicture."""
    image = _opened(content)
    image.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
    _decode(image)
    small = _plain(_upright(image))
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _thumbnail(small)


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Exception:  # noqa: BLE001 - a decoder fed with anything raises anything
        raise NotAPicture("is not a PNG, JPEG or WebP picture") from None
    if image.width * image.height > PIXELS:
        # Rounded up, so that what is over the limit never reads as equal to it.
        megapixels = math.ceil(image.width * image.height / 100_000) / 10
        raise NotAPicture(f"has {megapixels:g} megapixels; the limit is {PIXELS // 1_000_000}")
    return image


def _decode(image: Image.Image) -> None:
    try:
        image.load()
    except Exception:  # noqa: BLE001 - as above
        raise NotAPicture("is damaged: it ends too early or cannot be decoded") from None


def _upright(image: Image.Image) -> Image.Image:
    try:
        turn = TURNS.get(image.getexif()[ExifTags.Base.Orientation])
    except Exception:  # noqa: BLE001 - broken metadata says nothing about the pixels
        turn = None
    return image if turn is None else image.transpose(turn)


def _plain(image: Image.Image) -> Image.Image:
    """Its pixels alone, in sRGB, as RGB or RGBA."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey; converted to RGB at once, all but the darkest would become white.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
        image.info.pop("transparency", None)
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        # A broken profile says nothing about the pixels.
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            image = ImageCms.profileToProfile(  # type: ignore[assignment]
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            )
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.info.clear()
    return plain


def _thumbnail(small: Image.Image) -> Encoded:
    # Higher methods take half as long again and save a tenth of nothing much.
    return _encoded(small, "WEBP", quality=82, method=2)


def _placeholder(small: Image.Image) -> str:
    """About a hundred letters, to be shown enlarged and blurred."""
    tiny = small.copy()
    tiny.thumbnail((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE), Image.Resampling.BOX)
    encoded = _encoded(tiny, "WEBP", quality=20)
    return "data:image/webp;base64," + base64.b64encode(encoded.content).decode()


def _encoded(image: Image.Image, format: str, **options: int) -> Encoded:
    out = io.BytesIO()
    image.save(out, format, **options)
    return Encoded(out.getvalue(), format, image.width, image.height)
