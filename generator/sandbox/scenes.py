"""Landscapes: ridges in mist, a lake, the sea, dunes, a forest, a valley in snow.

A scene is a function of an empty picture, a palette and a source of chance; the same three give the same
picture.
"""

import math
import random

from PIL import Image, ImageChops, ImageDraw

from generator.sandbox import canvas
from generator.sandbox.canvas import mix
from generator.sandbox.palettes import Palette


def sky(
    picture: Image.Image, palette: Palette, rng: random.Random, horizon: float, lit: bool = True
) -> tuple[float, float]:
    """Sky, clouds, stars and, if it is `lit`, the light in it; answers where the light stands or would."""
    width, height = picture.size
    steps = len(palette.sky) - 1
    stops = [(index / steps * horizon / height, colour) for index, colour in enumerate(palette.sky)]
    picture.paste(canvas.gradient(picture.size, [*stops, (1.0, palette.sky[-1])]))
    short = min(width, height)
    across = rng.choice((rng.uniform(0.2, 0.4), rng.uniform(0.55, 0.8)))
    light = (width * across, horizon * rng.uniform(0.3, 0.72))
    size = short * rng.uniform(0.045, 0.085)
    if palette.night or palette.sky[0][0] + palette.sky[0][1] + palette.sky[0][2] < 190:
        canvas.stars(picture, rng, horizon * 0.9, 420 if palette.night else 160, (245, 246, 255))
    canvas.glow(picture, light, short * 1.05, mix(palette.light, palette.sky[-1], 0.45), 0.66, 2.0)
    for _ in range(3):
        top = horizon * rng.uniform(0.02, 0.62)
        cloud = mix(palette.sky[-1], palette.light, 0.4)
        grain = (rng.randint(4, 7), rng.randint(4, 6))
        rows = (top, top + horizon * rng.uniform(0.12, 0.3))
        canvas.veil(picture, rng, rows, cloud, 0.34, grain, 0.45)
    if lit:
        _luminary(picture, palette, rng, light, size)
    return light


def _luminary(
    picture: Image.Image, palette: Palette, rng: random.Random, light: tuple[float, float], size: float
) -> None:
    """The sun, or the moon with its spots."""
    canvas.glow(picture, light, size * 4.2, palette.light, 0.72, 2.4)
    canvas.disc(picture, light, size, palette.light)
    if palette.night:
        for _ in range(4):
            angle, far = rng.uniform(0, math.tau), size * rng.uniform(0.1, 0.6)
            spot = (light[0] + far * math.cos(angle), light[1] + far * math.sin(angle))
            canvas.disc(picture, spot, size * rng.uniform(0.08, 0.22), mix(palette.light, palette.haze, 0.3), 0.5)


def shade_of(palette: Palette, nearness: float) -> canvas.Colour:
    """What something dark looks like through the air: all haze at 0, right before the eye at 1."""
    return mix(palette.haze, palette.ground, nearness)


def _range(
    picture: Image.Image,
    palette: Palette,
    rng: random.Random,
    rows: tuple[float, float],
    layers: int,
    sharp: float,
    reach: float = 1.0,
) -> None:
    """Ridges one before the other from the first row to the second, each standing in its own mist."""
    width, height = picture.size
    for layer in range(layers):
        near = layer / max(1, layers - 1)
        base = rows[0] + (rows[1] - rows[0]) * near**1.25
        swing = height * rng.uniform(0.12, 0.2) * (1 - 0.35 * near)
        waves = rng.uniform(1.6, 3.2) * (1 + near) * width / height
        line = canvas.profile(rng, width, waves, 6, 0.46, sharp * (1 - near * 0.5))
        crest = shade_of(palette, 0.12 + reach * 0.86 * near**1.1)
        foot = mix(crest, palette.haze, 0.62 - 0.5 * near)
        canvas.ridge(picture, canvas.hills(line, base, swing), crest, foot, height * 0.26)
        if layer < layers - 1:
            mist = mix(palette.haze, palette.light, 0.25 * (1 - near))
            canvas.veil(picture, rng, (base - swing * 0.45, base + height * 0.1), mist, 0.6 - 0.32 * near)


def ridges(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Mountains behind mountains."""
    height = picture.size[1]
    sky(picture, palette, rng, height * 0.68)
    _range(picture, palette, rng, (height * 0.56, height * 1.0), 6, rng.choice((0.0, 0.35, 0.75)))


def _conifers(ground: canvas.Line, tall: float, rng: random.Random) -> list[canvas.Line]:
    """Firs along a line, about `tall` pixels high, each a closed shape."""
    trees: list[canvas.Line] = []
    x, end = -tall * 0.2, ground[-1][0]
    while x < end + tall * 0.2:
        size = tall * rng.uniform(0.45, 1.15)
        half = size * rng.uniform(0.13, 0.19)
        y = ground[min(len(ground) - 1, max(0, round(x / canvas.STEP)))][1] + size * 0.12
        left: canvas.Line = []
        right: canvas.Line = []
        for tier in range(5):
            low, wide = y - size * 0.18 * tier, half * (1 - tier * 0.19)
            left += [(x - wide, low), (x - wide * 0.5, low - size * 0.14)]
            right += [(x + wide, low), (x + wide * 0.5, low - size * 0.14)]
        trees.append([*left, (x, y - size), *reversed(right)])
        x += half * rng.uniform(0.7, 2.1)
    return trees


def forest(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Firs on slopes, the nearest ones large."""
    width, height = picture.size
    sky(picture, palette, rng, height * 0.66)
    _range(picture, palette, rng, (height * 0.54, height * 0.66), 3, 0.5, 0.36)
    for layer in range(4):
        near = layer / 3
        line = canvas.profile(rng, width, rng.uniform(1.0, 2.2) * width / height, 3)
        base, swing = height * (0.72 + 0.25 * near), height * 0.1
        tall = height * (0.055 + 0.15 * near**1.4)
        crest = shade_of(palette, 0.42 + 0.56 * near)
        foot = mix(crest, palette.haze, 0.55 - 0.45 * near)
        ground = canvas.hills(line, base, swing)
        canvas.ridge(picture, ground, crest, foot, height * 0.24, _conifers(ground, tall, rng))
        if layer < 3:
            canvas.veil(picture, rng, (base - swing, base + height * 0.11), palette.haze, 0.55 - 0.15 * near)


def water(
    picture: Image.Image, palette: Palette, rng: random.Random, horizon: int, light: tuple[float, float]
) -> None:
    """What is above the horizon seen again in water below it, softer and darker towards the viewer."""
    width, height = picture.size
    deep = height - horizon
    mirrored = picture.crop((0, max(0, horizon - round(deep * 1.25)), width, horizon))
    mirrored = mirrored.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width // 3, deep // 6))
    mirrored = mirrored.resize((width, deep), Image.Resampling.BICUBIC)
    tint = canvas.gradient(
        (width, deep),
        [(0, mix(palette.haze, palette.sky[1], 0.3)), (1, mix(palette.ground, palette.sky[0], 0.35))],
    )
    fade = Image.linear_gradient("L").point([round(50 + value * 0.62) for value in range(256)])
    mirrored.paste(tint, (0, 0), fade.resize((width, deep)))
    picture.paste(mirrored, (0, horizon))
    canvas.ripples(picture, rng, horizon, mix(palette.sky[-1], palette.light, 0.3), 0.3)
    canvas.ripples(picture, rng, horizon, mix(palette.ground, palette.sky[0], 0.5), 0.3)
    canvas.glow(picture, (light[0], horizon), width * 0.3, palette.light, 0.4, 2.2, 0.16)
    canvas.ripples(picture, rng, horizon, palette.light, 0.85, light[0])


def lake(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Mountains on the far shore, and again in the water."""
    height = picture.size[1]
    horizon = round(height * rng.uniform(0.58, 0.66))
    light = sky(picture, palette, rng, horizon)
    _range(picture, palette, rng, (horizon * 0.86, horizon * 1.0), 4, rng.choice((0.2, 0.6)), 0.75)
    canvas.veil(picture, rng, (horizon * 0.9, horizon * 1.06), palette.haze, 0.6)
    water(picture, palette, rng, horizon, light)
    shore = canvas.profile(rng, picture.size[0], 1.3, 5, 0.5)
    slope = [value * (1 - index / len(shore)) ** 1.5 for index, value in enumerate(shore)]
    if rng.random() < 0.5:
        slope.reverse()
    bank = canvas.hills(slope, height * 1.06, height * 0.14)
    trees = _conifers(bank, height * 0.13, rng)
    canvas.ridge(picture, bank, palette.ground, palette.ground, 10, trees)


def sea(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """An open horizon, perhaps with islands, and the path of light across the water."""
    width, height = picture.size
    horizon = round(height * rng.uniform(0.52, 0.62))
    light = sky(picture, palette, rng, horizon)
    for layer in range(rng.choice((1, 2, 3))):
        line = canvas.profile(rng, width, rng.uniform(1.5, 3) * width / height, 5, 0.5, 0.3)
        middle, spread = rng.random(), rng.uniform(0.15, 0.35)
        island = [v * math.exp(-((((i / len(line)) - middle) / spread) ** 2)) for i, v in enumerate(line)]
        crest = shade_of(palette, 0.18 + 0.2 * layer)
        points = canvas.hills(island, horizon + 2, height * rng.uniform(0.06, 0.16))
        canvas.ridge(picture, points, crest, mix(crest, palette.haze, 0.5), height * 0.12)
    water(picture, palette, rng, horizon, light)
    boat = width * (0.5 + (0.5 - light[0] / width) * rng.uniform(0.5, 1.0))
    _sail(picture, (boat, horizon + height * rng.uniform(0.05, 0.13)), height * rng.uniform(0.05, 0.08), palette)


def _sail(picture: Image.Image, foot: tuple[float, float], tall: float, palette: Palette) -> None:
    x, y = foot
    wide = math.ceil(tall)
    big = Image.new("L", (wide * 4, wide * 6))
    draw = ImageDraw.Draw(big)
    unit = wide * 4 / 100
    draw.polygon([(48 * unit, 2 * unit), (48 * unit, 84 * unit), (14 * unit, 84 * unit)], fill=255)
    draw.polygon([(52 * unit, 14 * unit), (52 * unit, 84 * unit), (78 * unit, 84 * unit)], fill=215)
    draw.polygon(
        [(8 * unit, 90 * unit), (90 * unit, 90 * unit), (78 * unit, 100 * unit), (22 * unit, 100 * unit)],
        fill=255,
    )
    draw.ellipse((14 * unit, 103 * unit, 84 * unit, 110 * unit), fill=70)
    draw.ellipse((30 * unit, 114 * unit, 74 * unit, 119 * unit), fill=40)
    mask = big.reduce(4)
    left, top = round(x - wide / 2), round(y - wide)
    picture.paste(
        mix(palette.ground, palette.sky[0], 0.15), (left, top, left + mask.size[0], top + mask.size[1]), mask
    )


def dunes(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Sand in long curves, every dune with a lit and a shaded flank."""
    width, height = picture.size
    light = sky(picture, palette, rng, height * 0.6)
    _range(picture, palette, rng, (height * 0.52, height * 0.56), 2, 0.1, 0.2)
    lit_side = 1 if light[0] > width / 2 else -1
    for layer in range(5):
        near = layer / 4
        line = canvas.profile(rng, width, rng.uniform(0.7, 1.5) * width / height, 2, 0.3)
        base, swing = height * (0.62 + 0.36 * near**1.15), height * (0.07 + 0.1 * near)
        points = canvas.hills(line, base, swing)
        lit = mix(mix(palette.haze, palette.accent, 0.2 + 0.3 * near), palette.light, 0.22)
        canvas.ridge(picture, points, lit, mix(lit, palette.accent, 0.45), height * 0.3)
        peak = min(range(len(points) // 5, len(points) * 4 // 5), key=lambda index: points[index][1])
        _flank(picture, points, peak, -lit_side, shade_of(palette, 0.28 + 0.6 * near), lit)
        if layer < 4:
            canvas.veil(picture, rng, (base - swing * 0.2, base + height * 0.07), palette.haze, 0.4)


def _flank(
    picture: Image.Image,
    points: list[tuple[float, float]],
    peak: int,
    side: int,
    shade: canvas.Colour,
    lit: canvas.Colour,
) -> None:
    """The shaded side of a dune: bounded by its crest and by a curve that falls from its peak."""
    width, height = picture.size
    x, y = points[peak]
    crest = points[peak:] if side > 0 else points[: peak + 1][::-1]
    drop = height * 0.34
    fall = [
        (x + side * width * (0.34 * t - 0.3 * math.sin(t * math.pi) * (1 - t)), y + drop * t)
        for t in (i / 14 for i in range(15))
    ]
    outline = [*crest, (crest[-1][0], y + drop), *reversed(fall)]
    top = max(0, round(y))
    mask = Image.new("L", (width * 2, (height - top) * 2))
    ImageDraw.Draw(mask).polygon([(px * 2, (py - top) * 2) for px, py in outline], fill=255)
    fill = canvas.gradient(
        (width, height - top),
        [(0, shade), (min(0.9, drop / (height - top)), mix(shade, lit, 0.75)), (1, lit)],
    )
    fade = Image.linear_gradient("L").point([round(235 - value * 0.92) for value in range(256)])
    small = mask.reduce(2)
    small = ImageChops.multiply(small, fade.resize((width, max(1, round(drop)))).crop((0, 0, width, height - top)))
    picture.paste(fill, (0, top), small)


def snowfall(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """A winter valley with flakes close to the eye."""
    forest(picture, palette, rng)
    width, height = picture.size
    for _ in range(90):
        size = 1.2 + 5 * rng.random() ** 4
        spot = (rng.random() * width, rng.random() * height)
        canvas.glow(picture, spot, size * 2.4, (255, 255, 255), 0.9, 1.4)
