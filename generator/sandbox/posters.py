"""Posters: discs, arches, bands, tiles and branches of paper, for prompts that ask for no landscape."""

import math
import random

from PIL import Image, ImageChops, ImageDraw

from generator.sandbox import canvas
from generator.sandbox.canvas import mix
from generator.sandbox.palettes import Palette


def _shape(
    picture: Image.Image,
    outline: Image.Image,
    at: tuple[int, int],
    colours: tuple[canvas.Colour, canvas.Colour],
    shade: canvas.Colour,
) -> None:
    """A mask of four times the size, laid down in a gradient on its own soft shadow."""
    mask = outline.reduce(4)
    wide, high = mask.size
    soft = outline.reduce(16)
    pad = max(4, soft.size[0] // 6)
    shadow = Image.new("L", (soft.size[0] + pad * 2, soft.size[1] + pad * 2))
    shadow.paste(soft, (pad, pad))
    shadow = shadow.resize((max(1, shadow.size[0] // 4), max(1, shadow.size[1] // 4)))
    shadow = shadow.point([round(value * 0.5) for value in range(256)])
    shadow = shadow.resize((wide + pad * 8, high + pad * 8), Image.Resampling.BICUBIC)
    drop = max(6, wide // 24)
    left, top = at[0] - pad * 4 + drop, at[1] - pad * 4 + drop
    picture.paste(shade, (left, top, left + shadow.size[0], top + shadow.size[1]), shadow)
    picture.paste(canvas.gradient((wide, high), [(0, colours[0]), (1, colours[1])]), at, mask)


def _disc(side: int) -> Image.Image:
    mask = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(mask).ellipse((4, 4, side * 4 - 4, side * 4 - 4), fill=255)
    return mask


def _arch(wide: int, high: int) -> Image.Image:
    mask = Image.new("L", (wide * 4, high * 4))
    draw = ImageDraw.Draw(mask)
    draw.ellipse((0, 0, wide * 4, wide * 4), fill=255)
    draw.rectangle((0, wide * 2, wide * 4, high * 4), fill=255)
    return mask


def _colours(palette: Palette, rng: random.Random) -> list[canvas.Colour]:
    found = [palette.accent, palette.sky[1], palette.sky[-2], palette.ground, palette.haze, palette.light]
    rng.shuffle(found)
    return found


def arches(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Arches within arches, a disc above them."""
    width, height = picture.size
    paper = mix(palette.light, palette.haze, 0.25)
    picture.paste(canvas.gradient(picture.size, [(0, paper), (1, mix(paper, palette.haze, 0.55))]))
    side = round(min(width, height) * rng.uniform(0.26, 0.36))
    at = (round(width * rng.uniform(0.15, 0.55)), round(height * rng.uniform(0.08, 0.16)))
    _shape(picture, _disc(side), at, (palette.accent, mix(palette.accent, palette.light, 0.45)), palette.ground)
    middle = width * rng.uniform(0.35, 0.65)
    wide = min(width, height) * 0.82
    shades = [mix(palette.sky[0], palette.sky[-1], index / 4) for index in range(5)]
    if rng.random() < 0.5:
        shades.reverse()
    for index, shade in enumerate(shades):
        high = round(height * 0.66 - index * wide * 0.1)
        span = max(8, round(wide * (1 - index * 0.2)))
        place = (round(middle - span / 2), height - high)
        _shape(picture, _arch(span, high), place, (shade, mix(shade, palette.ground, 0.35)), palette.ground)


def orbits(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Discs that overlap, each shaded like a ball of paper."""
    width, height = picture.size
    ground = [(0.0, mix(palette.ground, palette.sky[0], 0.5)), (1.0, mix(palette.ground, (0, 0, 0), 0.25))]
    picture.paste(canvas.gradient(picture.size, ground))
    short = min(width, height)
    canvas.glow(picture, (width * 0.5, height * 0.45), short * 0.8, palette.sky[1], 0.6, 1.8)
    rings = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(rings)
    centre = (width * rng.uniform(0.35, 0.65) * 2, height * rng.uniform(0.35, 0.6) * 2)
    for index in range(7):
        radius = short * (0.22 + index * 0.16)
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        draw.ellipse(box, outline=110 - index * 10, width=3)
    picture.paste(palette.light, (0, 0, width, height), rings.reduce(2))
    colours = _colours(palette, rng)
    for index in range(6):
        angle, far = rng.uniform(0, math.tau), short * (0.11 + index * 0.08)
        side = round(short * rng.uniform(0.07, 0.3) * (1 - index * 0.08))
        at = (
            round(centre[0] / 2 + far * math.cos(angle) - side / 2),
            round(centre[1] / 2 + far * math.sin(angle) - side / 2),
        )
        colour = colours[index % len(colours)]
        pair = (mix(colour, palette.light, 0.4), mix(colour, palette.ground, 0.45))
        _shape(picture, _disc(max(12, side)), at, pair, (0, 0, 0))


def waves(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Broad bands of paper, each throwing its shadow on the one behind."""
    width, height = picture.size
    picture.paste(canvas.gradient(picture.size, [(0, palette.sky[-1]), (1, palette.haze)]))
    side = round(min(width, height) * rng.uniform(0.28, 0.42))
    at = (round(width * rng.uniform(0.2, 0.5)), round(height * rng.uniform(0.08, 0.16)))
    _shape(picture, _disc(side), at, (palette.light, mix(palette.accent, palette.light, 0.3)), palette.ground)
    shades = [palette.sky[-2], palette.accent, palette.sky[1], palette.sky[0], palette.ground]
    for index, shade in enumerate(shades):
        line = canvas.profile(rng, width, rng.uniform(0.8, 1.5) * width / height, 1)
        points = canvas.hills(line, height * (0.52 + index * 0.125), height * rng.uniform(0.1, 0.2))
        mask, top = canvas.silhouette(picture.size, [(x, y - 26) for x, y in points])
        shadow = mask.resize((max(1, width // 24), max(1, mask.size[1] // 24)))
        shadow = shadow.point([round(value * 0.3) for value in range(256)])
        wide_shadow = shadow.resize(mask.size, Image.Resampling.BICUBIC)
        picture.paste(palette.ground, (0, top, width, top + mask.size[1]), ImageChops.multiply(wide_shadow, mask))
        canvas.ridge(picture, points, mix(shade, palette.light, 0.12), mix(shade, palette.ground, 0.25), height * 0.3)


def tiles(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """A grid of squares with quarter circles, half circles and stripes in them."""
    width, height = picture.size
    columns = rng.choice((3, 4, 5)) if width <= height else rng.choice((5, 6))
    side = math.ceil(width / columns)
    paper = mix(palette.light, palette.haze, 0.2)
    picture.paste(paper, (0, 0, width, height))
    inks = [palette.accent, palette.sky[0], palette.sky[1], palette.ground, palette.sky[-2], paper]
    for row in range(math.ceil(height / side)):
        for column in range(columns):
            back, front = rng.sample(inks, 2)
            at = (column * side, row * side)
            picture.paste(canvas.gradient((side, side), [(0, mix(back, paper, 0.1)), (1, back)]), at)
            mask = _figure(side, rng)
            picture.paste(canvas.gradient((side, side), [(0, mix(front, paper, 0.14)), (1, front)]), at, mask)


def _figure(side: int, rng: random.Random) -> Image.Image:
    """What stands in one square, as a mask."""
    mask = Image.new("L", (side * 4, side * 4))
    draw = ImageDraw.Draw(mask)
    whole = side * 4
    kind = rng.randrange(6)
    if kind < 2:
        draw.ellipse((-whole, -whole, whole, whole), fill=255)
        if kind:
            draw.ellipse((-whole / 2, -whole / 2, whole / 2, whole / 2), fill=0)
    elif kind == 2:
        draw.ellipse((whole * 0.16, whole * 0.16, whole * 0.84, whole * 0.84), fill=255)
    elif kind == 3:
        draw.polygon([(0, 0), (whole, 0), (0, whole)], fill=255)
    elif kind == 4:
        draw.pieslice((0, -whole / 2, whole, whole / 2), 0, 180, fill=255)
        draw.pieslice((0, 0, whole, whole), 0, 180, fill=255)
    else:
        for stripe in range(4):
            draw.rectangle((whole * stripe / 4, 0, whole * (stripe * 2 + 1) / 8, whole), fill=255)
    return mask.reduce(4).rotate(90 * rng.randrange(4))


def leaves(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Branches cut from paper, each laid with its shadow on a ground of two colours."""
    width, height = picture.size
    short = min(width, height)
    paper = mix(palette.light, palette.haze, 0.3)
    picture.paste(canvas.gradient(picture.size, [(0, paper), (1, mix(paper, palette.haze, 0.5))]))
    side = round(short * rng.uniform(0.5, 0.72))
    at = (round(width / 2 - side * rng.uniform(0.35, 0.65)), round(height * 0.5 - side * rng.uniform(0.45, 0.7)))
    _shape(
        picture,
        _disc(side),
        at,
        (palette.sky[-2], mix(palette.sky[-2], palette.haze, 0.6)),
        mix(paper, palette.ground, 0.5),
    )
    inks = [palette.sky[0], palette.accent, palette.sky[1], palette.ground]
    start = rng.uniform(-0.2, 0.2)
    count = rng.choice((3, 4, 5))
    for index in range(count):
        ink = inks[index % len(inks)]
        long = short * rng.uniform(0.62, 0.98)
        foot = (width * (index + rng.uniform(0.2, 0.8)) / count, height * 1.04)
        mask = branch(rng, picture.size, foot, long, start + rng.uniform(-0.5, 0.5))
        shadow = Image.new("L", picture.size)
        soft = mask.resize((width // 12, height // 12)).point([round(value * 0.35) for value in range(256)])
        shadow.paste(soft.resize(picture.size), (short // 60, short // 60))
        picture.paste(palette.ground, (0, 0, width, height), shadow)
        picture.paste(canvas.gradient(picture.size, [(0.2, mix(ink, palette.light, 0.25)), (1, ink)]), (0, 0), mask)


def branch(
    rng: random.Random, size: tuple[int, int], foot: tuple[float, float], long: float, lean: float
) -> Image.Image:
    """A stem that grows from `foot`, bent, with leaves on both sides; a mask."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    draw = ImageDraw.Draw(mask)
    bend, pairs = rng.uniform(-0.7, 0.7), rng.choice((5, 6, 7, 8))
    slim = rng.uniform(0.6, 1.05) / pairs
    spine: canvas.Line = [foot]
    for step in range(pairs * 2 + 1):
        turn = lean + bend * step / (pairs * 2) - math.pi / 2
        x, y = spine[-1]
        spine.append((x + long / (pairs * 2) * math.cos(turn), y + long / (pairs * 2) * math.sin(turn)))
    draw.line([(x * 2, y * 2) for x, y in spine], fill=255, width=max(4, round(long / 45)), joint="curve")
    for step in range(3, len(spine), 2):
        turn = lean + bend * step / (pairs * 2) - math.pi / 2
        grown = long * 0.34 * math.sin(math.pi * (0.22 + 0.7 * step / len(spine)))
        for way in (-0.85, 0.85) if step < len(spine) - 1 else (0.0,):
            draw.polygon([(x * 2, y * 2) for x, y in _leaf(spine[step], grown, turn + way, slim)], fill=255)
    return mask.reduce(2)


def _leaf(foot: tuple[float, float], long: float, turn: float, slim: float) -> canvas.Line:
    edge = [(long * step / 12, long * slim * math.sin(math.pi * (step / 12) ** 0.8)) for step in range(13)]
    outline = [*edge, *((along, -out) for along, out in reversed(edge))]
    cos, sin = math.cos(turn), math.sin(turn)
    return [(foot[0] + along * cos - out * sin, foot[1] + along * sin + out * cos) for along, out in outline]
