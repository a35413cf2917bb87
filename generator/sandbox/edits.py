"""Pictures made from references, so that anybody sees at once that they were."""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageEnhance, ImageOps, ImageStat

from generator.sandbox import canvas, posters
from generator.sandbox.canvas import mix
from generator.sandbox.palettes import Palette

BLANK = 4
"""How far apart the tones of one colour may be, of 255: an encoder is not exact."""


def is_blank(reference: bytes) -> bool:
    """Whether it is a canvas of one colour, which asks for its shape and shows nothing."""
    with Image.open(io.BytesIO(reference)) as opened:
        tones = ImageStat.Stat(opened.convert("RGB")).extrema
    return all(highest - lowest <= BLANK for lowest, highest in tones)


def edit(picture: Image.Image, palette: Palette, rng: random.Random, references: Sequence[bytes]) -> None:
    """The first reference as the ground in new tones, the others as prints laid on it."""
    width, height = picture.size
    with Image.open(io.BytesIO(references[0])) as opened:
        ground = opened.convert("RGB")
    toned = ImageOps.colorize(
        ImageOps.autocontrast(ground.convert("L"), cutoff=1),
        black=palette.ground,
        mid=mix(palette.sky[1], palette.haze, 0.4),
        white=palette.light,
    )
    ground = ImageEnhance.Contrast(Image.blend(ground, toned, 0.5)).enhance(1.08)
    picture.paste(ImageOps.fit(ground, picture.size, Image.Resampling.BICUBIC))
    _smudge(picture)
    short = min(width, height)
    light = (width * rng.choice((0.16, 0.84)), height * rng.uniform(0.08, 0.2))
    canvas.glow(picture, light, short * 1.1, palette.light, 0.6, 1.9)
    canvas.veil(picture, rng, (height * 0.62, height * 1.1), palette.haze, 0.55)
    rng.choice((_hill, _band, _branches))(picture, palette, rng)
    for index, reference in enumerate(references[1:3]):
        _print(picture, reference, index, palette, rng)


def _smudge(picture: Image.Image) -> None:
    """The place where the reference was signed, if it was one of ours, without its letters."""
    width, height = picture.size
    box = (0, round(height * 0.925), round(width * 0.72), height)
    strip = picture.crop(box)
    soft = strip.resize((9, 2), Image.Resampling.BOX).resize(strip.size, Image.Resampling.BICUBIC)
    fade = Image.linear_gradient("L").point([min(255, value * 3) for value in range(256)])
    picture.paste(soft, box, fade.resize(strip.size))


def _hill(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """New ground at the foot of the picture."""
    width, height = picture.size
    line = canvas.profile(rng, width, 2.2 * width / height, 5, 0.45)
    crest = mix(palette.haze, palette.ground, 0.72)
    canvas.ridge(picture, canvas.hills(line, height * 1.0, height * 0.14), crest, palette.ground, height * 0.14)


def _band(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """A broad band of paper along the foot."""
    width, height = picture.size
    line = canvas.hills(canvas.profile(rng, width, 0.9 * width / height, 1), height * 0.99, height * 0.13)
    ink = rng.choice((palette.accent, palette.ground, palette.sky[0]))
    canvas.ridge(picture, [(x, y - height * 0.012) for x, y in line], palette.light, palette.light, 10)
    canvas.ridge(picture, line, mix(ink, palette.light, 0.15), mix(ink, palette.ground, 0.4), height * 0.2)


def _branches(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Leaves before the lower corners, close to the eye."""
    width, height = picture.size
    long = min(width, height) * 0.5
    for across, lean in ((0.06, 0.75), (0.22, 0.35), (0.97, -0.5)):
        foot = (width * across, height * 1.06)
        mask = posters.branch(rng, picture.size, foot, long * rng.uniform(0.6, 0.95), lean * rng.uniform(0.5, 1.2))
        ink = mix(palette.ground, palette.sky[0], rng.uniform(0.0, 0.5))
        picture.paste(ink, (0, 0, width, height), mask)


def _print(picture: Image.Image, reference: bytes, index: int, palette: Palette, rng: random.Random) -> None:
    """One reference as a paper print with a white edge, a little askew, on its shadow."""
    width, height = picture.size
    short = min(width, height)
    side = round(short * 0.27)
    with Image.open(io.BytesIO(reference)) as opened:
        inner = ImageOps.contain(opened.convert("RGB"), (side, side), Image.Resampling.BICUBIC)
    edge = max(6, short // 70)
    sheet = ImageOps.expand(inner, edge, (250, 248, 243)).convert("RGBA")
    angle = rng.uniform(2, 7) * (1 if index else -1)
    turned = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    right = width - short * 0.07 - turned.size[0]
    at = (round(right), round(short * 0.07 + index * side * 1.12))
    if height < width:
        at = (round(right - index * side * 1.15), round(short * 0.07))
    mask = turned.getchannel("A")
    blurred = mask.resize((24, 24)).point([round(value * 0.5) for value in range(256)])
    frame = Image.new("L", (36, 36))
    frame.paste(blurred, (6, 6))
    spread = (turned.size[0] * 36 // 24, turned.size[1] * 36 // 24)
    corner = (at[0] - turned.size[0] // 4 + edge, at[1] - turned.size[1] // 4 + edge)
    box = (corner[0], corner[1], corner[0] + spread[0], corner[1] + spread[1])
    picture.paste(palette.ground, box, frame.resize(spread, Image.Resampling.BICUBIC))
    picture.paste(turned.convert("RGB"), at, mask)


def placeholder(address: str) -> bytes:
    """A tile that stands for a reference given by address, which is never fetched. JPEG, 256 x 256."""
    rng = random.Random(address)  # noqa: S311 - a picture, not a secret
    tone = (rng.randrange(60, 150), rng.randrange(70, 150), rng.randrange(90, 170))
    tile = canvas.gradient((256, 256), [(0, mix(tone, (255, 255, 255), 0.5)), (1, tone)])
    canvas.glow(tile, (rng.uniform(60, 200), rng.uniform(50, 120)), 150, (255, 250, 235), 0.8)
    for layer in range(3):
        line = canvas.profile(rng, 256, 2 + layer, 4)
        shade = mix(tone, (15, 20, 35), 0.25 + 0.25 * layer)
        canvas.ridge(tile, canvas.hills(line, 180 + 40 * layer, 60), shade, shade, 20)
    answer = io.BytesIO()
    tile.save(answer, "JPEG", quality=85)
    return answer.getvalue()
