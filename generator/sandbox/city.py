"""A town behind its river, and a rider on a hill: what people have made, before the sky of the landscapes."""

import math
import random

from PIL import Image, ImageDraw

from generator.sandbox import canvas
from generator.sandbox.canvas import mix
from generator.sandbox.palettes import Palette
from generator.sandbox.scenes import shade_of, sky, water

FINE = 2
"""Houses are drawn so many times larger and reduced."""


def city(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Rows of houses one before the other, with windows; perhaps again in a river."""
    width, height = picture.size
    river = rng.random() < 0.5
    foot = round(height * rng.uniform(0.68, 0.76)) if river else height
    light = sky(picture, palette, rng, height * 0.66)
    rows = 4
    for row in range(rows):
        near = row / (rows - 1)
        tall = height * (0.34 - 0.1 * near) * rng.uniform(0.9, 1.2)
        base = foot if row == rows - 1 else foot - height * 0.1 * (1 - near)
        wide = min(width, height) * (0.05 + 0.07 * near)
        tone = shade_of(palette, 0.22 + 0.68 * near)
        _houses(picture, rng, (base, tall, wide), tone, palette, lit=near)
        if row < rows - 1:
            canvas.veil(picture, rng, (base - tall * 0.9, base + height * 0.06), palette.haze, 0.55 - 0.25 * near)
    if river:
        water(picture, palette, rng, foot, light)


def _houses(
    picture: Image.Image,
    rng: random.Random,
    size: tuple[float, float, float],
    tone: canvas.Colour,
    palette: Palette,
    lit: float,
) -> None:
    """One row: its `size` is where it stands, how high and how wide a house may be; `lit` how many windows are."""
    base, tall, wide = size
    width = picture.size[0]
    top = max(0, round(base - tall * 1.25))
    high = round(base) - top
    outline = Image.new("L", (width * FINE, high * FINE))
    windows = outline.copy()
    draw, panes = ImageDraw.Draw(outline), ImageDraw.Draw(windows)
    x = -wide * rng.random()
    middle = width * rng.uniform(0.3, 0.7)
    while x < width:
        across = wide * rng.uniform(0.55, 1.3)
        centre = math.exp(-(((x - middle) / (width * 0.4)) ** 2))
        up = min(high - 4.0, tall * (0.3 + 0.75 * centre * rng.uniform(0.45, 1.1)))
        roof = high - up
        box = [x * FINE, roof * FINE, (x + across) * FINE, high * FINE]
        draw.rectangle(box, fill=255)
        kind = rng.random()
        if kind < 0.3:
            ridge = [(x, roof), (x + across / 2, roof - across * 0.4), (x + across, roof)]
            draw.polygon([(a * FINE, b * FINE) for a, b in ridge], fill=255)
        elif kind < 0.42:
            mast = x + across / 2
            draw.line([(mast * FINE, (roof - up * 0.2) * FINE), (mast * FINE, roof * FINE)], fill=255, width=3)
        elif kind < 0.6:
            draw.rectangle([box[0] + across * 0.4, box[1] - across * 0.5, box[2] - across * 0.4, box[1]], fill=255)
        _windows(
            panes,
            rng,
            (x, roof, x + across, high),
            max(7.0, wide * 0.13),
            (0.2 + 0.4 * lit) * (0.7 if palette.night else 0.4),
        )
        x += across * rng.uniform(0.9, 1.0)
    mask = outline.reduce(FINE)
    foot = mix(tone, palette.haze, 0.35)
    picture.paste(canvas.gradient((width, high), [(0, tone), (1, foot)]), (0, top), mask)
    glass = mix(palette.accent, palette.light, 0.7)
    picture.paste(glass, (0, top, width, top + high), windows.reduce(FINE))


def _windows(
    draw: ImageDraw.ImageDraw, rng: random.Random, house: tuple[float, float, float, float], step: float, share: float
) -> None:
    left, top, right, bottom = house
    y = top + step * 0.8
    while y < bottom - step:
        x = left + step * 0.6
        while x < right - step * 0.8:
            if rng.random() < share:
                box = (x * FINE, y * FINE, (x + step * 0.42) * FINE, (y + step * 0.55) * FINE)
                draw.rectangle(box, fill=rng.randrange(110, 245))
            x += step
        y += step * 1.35


def rider(picture: Image.Image, palette: Palette, rng: random.Random) -> None:
    """Somebody on a bicycle on the crest of a hill, a large low sun behind."""
    width, height = picture.size
    short = min(width, height)
    sky(picture, palette, rng, height * 0.8, lit=False)
    x, crest = width * rng.uniform(0.36, 0.64), height * rng.uniform(0.7, 0.76)
    sun = (x + short * rng.uniform(-0.12, 0.12), crest - short * rng.uniform(0.12, 0.2))
    canvas.glow(picture, sun, short * 0.75, palette.light, 0.7, 2.0)
    canvas.disc(picture, sun, short * 0.26, mix(palette.light, palette.accent, 0.18))
    for layer in range(3):
        line = canvas.profile(rng, width, (1.4 + layer) * width / height, 5, 0.46, 0.3)
        tone = shade_of(palette, 0.2 + 0.18 * layer)
        points = canvas.hills(line, crest + height * 0.04 * layer, height * 0.12)
        canvas.ridge(picture, points, tone, mix(tone, palette.haze, 0.5), height * 0.2)
        canvas.veil(picture, rng, (crest - height * 0.05, crest + height * 0.12), palette.haze, 0.5)
    slope = rng.choice((-1, 1)) * rng.uniform(0.02, 0.09)
    hill = [
        (at, crest + (at - x) * slope + ((at - x) / width) ** 2 * height * 0.42) for at in range(-8, width + 9, 4)
    ]
    canvas.ridge(
        picture,
        [(float(a), b) for a, b in hill],
        palette.ground,
        mix(palette.ground, palette.sky[0], 0.3),
        height * 0.3,
    )
    _bicycle(picture, (x, crest), short * rng.uniform(0.2, 0.27), math.degrees(math.atan(slope)), palette.ground)


def _bicycle(picture: Image.Image, at: tuple[float, float], tall: float, lean: float, colour: canvas.Colour) -> None:
    """The silhouette of a rider, `tall` pixels from the ground to the head, turned as the hill is."""
    side = 400
    mask = Image.new("L", (side, side))
    draw = ImageDraw.Draw(mask)

    def stroke(points: list[tuple[int, int]], thick: int) -> None:
        draw.line(points, fill=255, width=thick, joint="curve")
        for px, py in (points[0], points[-1]):
            draw.ellipse((px - thick / 2, py - thick / 2, px + thick / 2, py + thick / 2), fill=255)

    back, front, crank = (118, 330), (284, 330), (188, 330)
    for hub in (back, front):
        draw.ellipse((hub[0] - 66, hub[1] - 66, hub[0] + 66, hub[1] + 66), outline=255, width=8)
        for spoke in range(8):
            turn = math.tau * spoke / 16
            dx, dy = 62 * math.cos(turn), 62 * math.sin(turn)
            draw.line([(hub[0] - dx, hub[1] - dy), (hub[0] + dx, hub[1] + dy)], fill=120, width=2)
    saddle, head = (164, 232), (258, 226)
    for frame in ([back, crank, head], [back, (170, 250), head], [crank, saddle], [head, front]):
        stroke(frame, 9)
    stroke([(146, 230), (184, 230)], 11)
    stroke([(258, 226), (256, 208), (282, 206), (288, 222)], 8)
    stroke([(168, 220), (206, 136)], 40)
    stroke([(206, 136), (240, 176), (278, 204)], 17)
    stroke([(168, 222), (222, 262), (198, 336)], 24)
    stroke([(170, 224), (202, 286), (178, 322)], 22)
    stroke([(198, 344), (218, 346)], 13)
    draw.ellipse((206, 76, 254, 128), fill=255)
    size = round(tall * side / 330)
    turned = mask.rotate(-lean, Image.Resampling.BICUBIC, center=(200, 396)).resize(
        (size, size), Image.Resampling.LANCZOS
    )
    picture.paste(colour, (round(at[0] - size / 2), round(at[1] - size * 396 / side) + 2), turned)
