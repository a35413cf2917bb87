"""One picture from a prompt, its references and a seed: the same three always give the same pixels.

About a megapixel, drawn in less CPU than it takes to notice. No font, no file and no network is needed.

The shape is that of a blank canvas if that is the last reference (contract 1.1), else that of the first reference,
else as a word of the prompt asks, else square. A blank canvas gives the shape and nothing else: it is not painted.
"""

import io
import math
import random
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from generator.sandbox import canvas, edits, motifs, palettes

AREA = 1024 * 1024
SIZES = (
    *((1024, 1024), (832, 1248), (1248, 832), (864, 1184), (1184, 864)),
    *((896, 1152), (1152, 896), (768, 1344), (1344, 768), (1536, 672)),
)
"""What the model makes."""
NEAR = 1.04
"""How much wider or narrower a size of the model may be than what was asked for."""
SAID = 120
# Letters that are no other letter with an accent.
BARE = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "–": "-", "—": "-", "’": "'"}
)
"""More letters than ever fit on the plate."""
SHAPES = {
    "portrait": 2 / 3,
    "tall": 9 / 16,
    "poster": 3 / 4,
    "landscape": 3 / 2,
    "wide": 16 / 9,
    "panorama": 21 / 9,
    "banner": 21 / 9,
}
FORMATS = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


def words_of(prompt: str) -> list[str]:
    """The words of a prompt in small letters, without those in square brackets."""
    return re.findall(r"[^\W\d_]+", re.sub(r"\[[^\]]*\]", " ", prompt.lower()))


def size_of(words: Sequence[str], shaped: bytes | None) -> tuple[int, int]:
    """Width and height of about a megapixel: as a reference is shaped, else as a word asks, else square."""
    ratio = next((SHAPES[word] for word in words if word in SHAPES), 1.0)
    if shaped is not None:
        with Image.open(io.BytesIO(shaped)) as opened:
            ratio = min(21 / 9, max(0.5, opened.size[0] / opened.size[1]))

    def away(size: tuple[int, int]) -> float:
        return abs(math.log(size[0] / size[1] / ratio))

    nearest = min(SIZES, key=away)
    if away(nearest) < math.log(NEAR):
        return nearest
    width = round((AREA * ratio) ** 0.5 / 16) * 16
    return width, round(width / ratio / 16) * 16


def paint(prompt: str, references: Sequence[bytes], seed: str) -> Image.Image:
    """The picture, RGB. `references` are small pictures in any format that the imaging library reads."""
    words = words_of(prompt)
    shaped = references[0] if references else None
    if references and edits.is_blank(references[-1]):
        *references, shaped = references
    rng = random.Random(f"{prompt}\n{len(references)}\n{seed}")  # noqa: S311 - a picture, not a secret
    name, palette = palettes.choose(words, rng)
    picture = Image.new("RGB", size_of(words, shaped))
    if references:
        edits.edit(picture, palette, rng, references)
    else:
        motifs.choose(words, name, rng)(picture, palette, rng)
    canvas.vignette(picture, palette.ground)
    _sign(picture, prompt)
    return picture


def encode(picture: Image.Image, form: str) -> bytes:
    """The bytes of a picture as "png", "jpeg" or "webp"."""
    answer = io.BytesIO()
    if form == "png":
        picture.save(answer, "PNG", compress_level=1)
    else:
        picture.save(answer, form.upper(), quality=88, method=1)
    return answer.getvalue()


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def caption(prompt: str) -> str:
    """How a prompt begins, without the words that steer, in letters that the font has: it knows no accents."""
    text = " ".join(re.sub(r"\[[^\]]*\]", " ", prompt.strip().partition("\n\n")[0]).split())
    bare = unicodedata.normalize("NFKD", text.translate(BARE))
    return "".join(letter for letter in bare if " " <= letter <= "~").strip(" ,.;:-")[:SAID]


def _sign(picture: Image.Image, prompt: str) -> None:
    """SANDBOX and how the prompt begins, on a dark translucent plate in the lower left corner."""
    width, height = picture.size
    unit = (width * height) ** 0.5 / 1024
    head, small = _font(round(19 * unit)), _font(round(17 * unit))
    said = caption(prompt)
    room = width * 0.62
    title = "S A N D B O X"
    title_width = head.getlength(title)
    while said and title_width + small.getlength(said) > room:
        said = said[: -2 if said.endswith("…") else -1].rstrip() + "…"
    pad = round(13 * unit)
    gap = pad if said else 0
    wide = round(title_width + (small.getlength(said) if said else 0) + pad * 2 + gap)
    high = round(40 * unit)
    left, top = round(22 * unit), height - round(22 * unit) - high
    plate = Image.new("L", (wide * 3, high * 3))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, wide * 3 - 1, high * 3 - 1), radius=high * 3 // 2.6, fill=150)
    picture.paste((10, 11, 16), (left, top, left + wide, top + high), plate.reduce(3))
    draw = ImageDraw.Draw(picture)
    middle = top + high / 2
    draw.text((left + pad, middle), title, fill=(255, 255, 255), font=head, anchor="lm")
    draw.text((left + pad + title_width + gap, middle), said, fill=(222, 224, 230), font=small, anchor="lm")
