"""Still lifes: cups, bottles, vases and balls before a wall, for prompts that speak of a product."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from generator.sandbox import canvas
from generator.sandbox.canvas import Colour, mix
from generator.sandbox.palettes import Palette

FINE = 3
"""Outlines are drawn so many times larger and reduced."""
FLAT = 0.24
"""How high an upright circle's top is seen, in shares of its width: the eye is a little above the table."""


@dataclass(frozen=True)
class Thing:
    """An outline, FINE times as large; lengths are in pixels of the picture.

    It stands on `foot`, counted from the outline's left and top, its sole reaches `sole` to either side. What is seen
    of its top is an ellipse of `rim` to either side, `tall` above the foot: an opening, or a lid.
    """

    outline: Image.Image
    foot: tuple[int, int]
    tall: int
    sole: float
    rim: float = 0
    hollow: bool = True


def still_life(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Three things on a table, some on plinths, the light from one side."""
    width, height = picture.size
    short = min(width, height)
    side = rng.choice((-1, 1))
    table = height * rng.uniform(0.66, 0.72)
    wall = _room(picture, palette, rng, table, side)
    tones = [palette.accent, palette.light, palette.sky[1], palette.sky[0], mix(palette.accent, palette.ground, 0.4)]
    rng.shuffle(tones)
    things = rng.sample((cup, bottle, vase, ball), 3)
    for index, (across, near) in enumerate(((-0.3, 0.2), (0.3, 0.3), (0.0, 0.62))):
        x = width / 2 + (across + rng.uniform(-0.04, 0.04)) * min(width, short * 1.3)
        foot = table + (height - table) * near
        if index < 2 and rng.random() < 0.75:
            stand = plinth(round(short * rng.uniform(0.07, 0.26)), short * rng.uniform(0.11, 0.15))
            tone = mix(wall, palette.light, rng.uniform(0.2, 0.6))
            _set_down(picture, stand, (x, foot), tone, palette, side)
            foot -= stand.tall
        _set_down(
            picture,
            things[index](round(short * rng.uniform(0.22, 0.31)), rng),
            (x, foot),
            tones[index],
            palette,
            side,
        )


def _room(picture: Image.Image, palette: Palette, rng: random.Random, table: float, side: int) -> Colour:
    """A wall with an arch in it and light that falls through a window, and a table; answers the wall's colour."""
    width, height = picture.size
    short = min(width, height)
    wall = mix(palette.haze, palette.light, 0.2)
    picture.paste(canvas.gradient(picture.size, [(0, mix(wall, palette.ground, 0.14)), (1, wall)]))
    wide, high = round(short * rng.uniform(0.5, 0.66)), round(table - height * rng.uniform(0.1, 0.18))
    arch = Image.new("L", (wide * FINE, high * FINE))
    draw = ImageDraw.Draw(arch)
    draw.ellipse((0, 0, wide * FINE, wide * FINE), fill=255)
    draw.rectangle((0, wide * FINE // 2, wide * FINE, high * FINE), fill=255)
    shades = [(0.0, mix(wall, palette.sky[0], 0.6)), (1.0, mix(wall, palette.sky[1], 0.6))]
    left = round(width / 2 - wide / 2 - side * width * rng.uniform(-0.05, 0.15))
    picture.paste(canvas.gradient((wide, high), shades), (left, round(table) - high), arch.reduce(FINE))
    picture.paste(palette.light, (0, 0, *picture.size), _panes(picture.size, rng, side))
    top = mix(wall, palette.light, 0.4)
    deep = height - round(table)
    stops = [(0.0, mix(top, palette.ground, 0.22)), (0.1, top), (1.0, mix(top, palette.haze, 0.7))]
    picture.paste(canvas.gradient((width, deep), stops), (0, round(table)))
    return wall


def _panes(size: tuple[int, int], rng: random.Random, side: int) -> Image.Image:
    """The light of a window on the wall: four slanted panes with soft edges, as a mask."""
    width, height = size[0] // 4, size[1] // 4
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    pane = min(width, height) * rng.uniform(0.18, 0.25)
    left, top = width * (0.5 - side * 0.24) - pane, height * rng.uniform(0.06, 0.14)
    slope = pane * 0.3 * side
    for column in range(2):
        for row in range(2):
            x, y = left + column * pane * 1.12 - row * slope, top + row * pane * 1.45 + column * slope
            draw.polygon(
                [
                    (x, y),
                    (x + pane, y + slope),
                    (x + pane - slope, y + slope + pane * 1.35),
                    (x - slope, y + pane * 1.35),
                ],
                fill=105,
            )
    return mask.filter(ImageFilter.GaussianBlur(1.6)).resize(size, Image.Resampling.BICUBIC)


def _set_down(
    picture: Image.Image, thing: Thing, foot: tuple[float, float], tone: Colour, palette: Palette, side: int
) -> None:
    """A thing standing at `foot`, lit from a side, with its shadow on what it stands on."""
    mask = thing.outline.reduce(FINE)
    left, top = round(foot[0] - thing.foot[0]), round(foot[1] - thing.foot[1])
    canvas.glow(picture, (foot[0] - side * thing.sole, foot[1]), thing.sole * 3, palette.ground, 0.5, 1.4, FLAT)
    canvas.glow(picture, foot, thing.sole * 1.7, palette.ground, 0.75, 1.2, FLAT)
    lit, shade = mix(tone, palette.light, 0.45), mix(tone, palette.ground, 0.6)
    picture.paste(_rounded(thing, mask.size, (lit, tone, shade), side), (left, top), mask)
    if thing.rim:
        wide, high = round(thing.rim * 2), max(2, round(thing.rim * 2 * FLAT))
        ellipse = Image.new("L", (wide * FINE, high * FINE))
        ImageDraw.Draw(ellipse).ellipse((0, 0, wide * FINE - 1, high * FINE - 1), fill=255)
        seen = mix(tone, palette.ground, 0.78) if thing.hollow else mix(tone, palette.light, 0.5)
        shades = [(0.0, mix(seen, palette.ground, 0.15)), (1.0, seen)]
        at = (round(foot[0] - wide / 2), round(foot[1] - thing.tall - high / 2))
        picture.paste(canvas.gradient((wide, high), shades), at, ellipse.reduce(FINE))


def _rounded(thing: Thing, size: tuple[int, int], tones: tuple[Colour, Colour, Colour], side: int) -> Image.Image:
    """The light on something round, in tones from lit to shade: across what was turned, around a spot on a ball."""
    lit, tone, shade = tones
    if thing.rim:
        stops = [(0.0, shade), (0.45, tone), (0.72, lit), (1.0, mix(tone, shade, 0.3))]
        if side < 0:
            stops = [(1 - place, colour) for place, colour in reversed(stops)]
        return canvas.gradient((size[1], size[0]), stops).transpose(Image.Transpose.TRANSPOSE)
    wide = round(size[0] * 1.7)
    around = Image.radial_gradient("L").resize((wide, wide), Image.Resampling.BILINEAR)
    left, top = wide // 2 - size[0] * (32 if side < 0 else 68) // 100, wide // 2 - size[1] * 32 // 100
    shaded = around.crop((left, top, left + size[0], top + size[1]))
    return ImageOps.colorize(shaded, black=lit, mid=tone, white=shade, blackpoint=10, whitepoint=190, midpoint=80)


def _turned(profile: Sequence[tuple[float, float]], tall: int) -> Thing:
    """What a potter would make: (height from 0 to 1, radius) from the foot to the rim, both in shares of `tall`."""
    lines = [(1 - at, radius * tall) for at, radius in _smooth(profile)]
    (_, sole), (_, rim) = lines[0], lines[-1]
    middle = math.ceil(max(radius for _, radius in lines)) + 2
    lip = rim * FLAT
    mask = Image.new("L", (middle * 2 * FINE, math.ceil(lip + tall + sole * FLAT + 1) * FINE))
    draw = ImageDraw.Draw(mask)
    right = [(middle + radius, lip + tall * at) for at, radius in lines]
    outline = [*right, *((2 * middle - x, y) for x, y in reversed(right))]
    draw.polygon([(x * FINE, y * FINE) for x, y in outline], fill=255)
    for radius, y in ((sole, lip + tall), (rim, lip)):
        box = (middle - radius, y - radius * FLAT, middle + radius, y + radius * FLAT)
        draw.ellipse([part * FINE for part in box], fill=255)
    return Thing(mask, (middle, round(lip + tall)), tall, sole, rim)


def _smooth(profile: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """More points, so that corners become curves."""
    answer = []
    for (start, first), (end, second) in pairwise(profile):
        for share in (step / 10 for step in range(10)):
            eased = share * share * (3 - 2 * share)
            answer.append((start + (end - start) * share, first + (second - first) * eased))
    return [*answer, profile[-1]]


def plinth(tall: int, radius: float) -> Thing:
    """A cylinder."""
    return replace(_turned([(0.0, radius / tall), (1.0, radius / tall)], tall), hollow=False)


def bottle(size: int, rng: random.Random) -> Thing:
    """A slim one with a stopper."""
    body, neck = rng.uniform(0.15, 0.2), rng.uniform(0.05, 0.065)
    shoulder = rng.uniform(0.5, 0.62)
    profile = [(0.0, body), (shoulder, body), (shoulder + 0.18, neck), (0.87, neck), (0.88, neck * 1.5)]
    return replace(_turned([*profile, (1.0, neck * 1.5)], round(size * 1.4)), hollow=False)


def vase(size: int, rng: random.Random) -> Thing:
    """A belly, and a rim that opens."""
    belly = rng.uniform(0.26, 0.36)
    return _turned([(0.0, belly * 0.55), (0.38, belly), (0.82, belly * 0.36), (1.0, belly * 0.56)], round(size * 1.1))


def cup(size: int, rng: random.Random) -> Thing:
    """With a handle on one side or the other."""
    plain = _turned([(0.0, 0.34), (0.1, 0.42), (1.0, 0.58)], round(size * 0.6))
    (middle, foot), tall = plain.foot, plain.tall
    ear = round(tall * 0.36)
    wide = Image.new("L", (plain.outline.size[0] + ear * 2 * FINE, plain.outline.size[1]))
    ring = wide.copy()
    wide.paste(plain.outline, (ear * FINE, 0))
    x, y = ear + middle + rng.choice((-1, 1)) * tall * 0.56, foot - tall * 0.54
    box = (x - ear, y - tall * 0.3, x + ear, y + tall * 0.3)
    ImageDraw.Draw(ring).ellipse([part * FINE for part in box], outline=255, width=round(tall * 0.1 * FINE))
    return replace(plain, outline=ImageChops.lighter(wide, ring), foot=(ear + middle, foot))


def ball(size: int, rng: random.Random) -> Thing:
    """A ball, or a fruit."""
    side = round(size * rng.uniform(0.5, 0.7))
    mask = Image.new("L", (side * FINE, side * FINE))
    ImageDraw.Draw(mask).ellipse((0, 0, side * FINE - 1, side * FINE - 1), fill=255)
    return Thing(mask, (side // 2, round(side * 0.97)), side, side * 0.3)
