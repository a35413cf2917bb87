"""The brushes: gradients, glows, ridges, mist and ripples, each one fast enough to be drawn on request.

Every brush works in place on an RGB picture and takes positions in pixels. A stop of a gradient is (place
from 0 to 1, colour). Nothing here decides what is painted; that is `scenes`, `posters` and `edits`.
"""

import math
import random
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

Colour = tuple[int, int, int]
Stop = tuple[float, Colour]
Profile = list[float]
Line = list[tuple[float, float]]

SUPERSAMPLE = 2
STEP = 4


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour `share` of the way from `first` to `second`."""
    keep = 1 - share
    return (
        round(first[0] * keep + second[0] * share),
        round(first[1] * keep + second[1] * share),
        round(first[2] * keep + second[2] * share),
    )


def gradient(size: tuple[int, int], stops: Sequence[Stop]) -> Image.Image:
    """A vertical gradient through the stops, eased between them so that no edge shows."""
    height = size[1]
    column = bytearray()
    place = 0
    for row in range(height):
        at = row / max(1, height - 1)
        while place < len(stops) - 2 and at > stops[place + 1][0]:
            place += 1
        (start, first), (end, second) = stops[place], stops[place + 1]
        share = min(1.0, max(0.0, (at - start) / (end - start)))
        column += bytes(mix(first, second, share * share * (3 - 2 * share)))
    return Image.frombytes("RGB", (1, height), bytes(column)).resize(size, Image.Resampling.NEAREST)


@lru_cache(maxsize=16)
def _falloff(power: float, strength: float) -> Image.Image:
    # The library's gradient reaches 255 in the corners and about 180 at the middle of the edges.
    table = [round(255 * strength * max(0.0, 1 - value / 178) ** power) for value in range(256)]
    return Image.radial_gradient("L").point(table)


def glow(
    picture: Image.Image,
    centre: tuple[float, float],
    radius: float,
    colour: Colour,
    strength: float = 0.8,
    power: float = 2.0,
    flatten: float = 1.0,
) -> None:
    """Light around a point, gone at `radius`; `flatten` below 1 makes it lie down."""
    wide, high = round(radius), max(1, round(radius * flatten))
    x, y = round(centre[0]), round(centre[1])
    mask = _falloff(power, strength).resize((wide * 2, high * 2), Image.Resampling.BILINEAR)
    picture.paste(colour, (x - wide, y - high, x + wide, y + high), mask)


def disc(
    picture: Image.Image, centre: tuple[float, float], radius: float, colour: Colour, alpha: float = 1.0
) -> None:
    """A filled circle with a smooth edge."""
    side = max(2, math.ceil(radius * 2) + 2)
    mask = Image.new("L", (side * 4, side * 4))
    edge = (side - radius * 2) * 2
    ImageDraw.Draw(mask).ellipse((edge, edge, side * 4 - edge, side * 4 - edge), fill=round(255 * alpha))
    x, y = round(centre[0] - side / 2), round(centre[1] - side / 2)
    picture.paste(colour, (x, y, x + side, y + side), mask.reduce(4))


def profile(
    rng: random.Random, width: int, waves: float, octaves: int = 5, gain: float = 0.5, sharp: float = 0.0
) -> Profile:
    """A skyline as heights from 0 to 1, one every STEP pixels.

    `waves` is how many hills fit the width, `sharp` (0 to 1) turns rounded hills into peaks.
    """
    count = width // STEP + 2
    line = [0.0] * count
    strength, total = 1.0, 0.0
    for _ in range(octaves):
        nodes = [rng.random() for _ in range(math.ceil(waves) + 3)]
        start = rng.random()
        for index in range(count):
            at = start + waves * index / count
            node = int(at)
            share = at - node
            share = share * share * (3 - 2 * share)
            value = nodes[node] * (1 - share) + nodes[node + 1] * share
            line[index] += strength * (value * (1 - sharp) + sharp * (1 - abs(2 * value - 1)))
        total += strength
        strength *= gain
        waves *= 2.03
    lowest, highest = min(line), max(line)
    span = max(1e-6, highest - lowest)
    return [(value - lowest) / span for value in line]


def silhouette(size: tuple[int, int], line: Line, growth: Sequence[Line] = ()) -> tuple[Image.Image, int]:
    """The mask of what is under a line and of the closed shapes on it, and the row at which it begins.

    Only the band in which the line moves is drawn larger and reduced: below it the mask is full anyway, and
    this is what keeps six ridges affordable.
    """
    width, height = size
    rows = [y for shape in (line, *growth) for _, y in shape]
    top = max(0, math.floor(min(rows)))
    bottom = min(height, math.ceil(max(rows)) + 1)
    band = max(1, bottom - top)
    drawn = Image.new("L", (width * SUPERSAMPLE, band * SUPERSAMPLE))
    draw = ImageDraw.Draw(drawn)
    floor = bottom + 1.0
    for shape in ([(-9.0, floor), *line, (width + 9.0, floor)], *growth):
        draw.polygon([(x * SUPERSAMPLE, (y - top) * SUPERSAMPLE) for x, y in shape], fill=255)
    mask = Image.new("L", (width, max(1, height - top)), 255)
    mask.paste(drawn.reduce(SUPERSAMPLE), (0, 0))
    return mask, top


def ridge(
    picture: Image.Image,
    line: Line,
    crest: Colour,
    foot: Colour,
    depth: float,
    growth: Sequence[Line] = (),
) -> None:
    """Everything under the line filled, from `crest` to `foot` over `depth` pixels, with what grows on it."""
    width, height = picture.size
    mask, top = silhouette(picture.size, line, growth)
    tall = mask.size[1]
    if top >= height:
        return
    reach = min(0.98, max(0.02, depth / tall))
    picture.paste(gradient((width, tall), [(0, crest), (reach, foot), (1, foot)]), (0, top), mask)


def hills(line: Profile, base: float, swing: float) -> Line:
    """A skyline as points: the lowest place at `base`, the highest `swing` pixels above it."""
    return [(index * STEP, base - value * swing) for index, value in enumerate(line)]


def veil(
    picture: Image.Image,
    rng: random.Random,
    rows: tuple[float, float],
    colour: Colour,
    strength: float,
    grain: tuple[int, int] = (7, 4),
    threshold: float = 0.25,
) -> None:
    """Drifting mist or cloud between two rows, densest in the middle of them."""
    width = picture.size[0]
    top, bottom = round(rows[0]), round(rows[1])
    if bottom - top < 4:
        return
    spots = bytes(rng.randrange(256) for _ in range(grain[0] * grain[1]))
    cloud = Image.frombytes("L", grain, spots).resize((96, 32), Image.Resampling.BICUBIC)
    low = 255 * threshold
    cloud = cloud.point([round(max(0.0, (value - low) / (255 - low)) * 255 * strength) for value in range(256)])
    fade = Image.linear_gradient("L").point([round(255 * math.sin(math.pi * v / 255)) for v in range(256)])
    mask = ImageChops.multiply(cloud, fade.resize((96, 32)))
    mask = mask.resize((width, bottom - top), Image.Resampling.BICUBIC)
    picture.paste(colour, (0, top, width, bottom), mask)


def stars(picture: Image.Image, rng: random.Random, below: float, count: int, colour: Colour) -> None:
    """Stars of differing brightness above the row `below`, thinner towards it."""
    width = picture.size[0]
    mask = Image.new("L", (width, max(1, round(below))))
    draw = ImageDraw.Draw(mask)
    for _ in range(count):
        x, y = rng.random() * width, rng.random() ** 1.5 * below
        light = rng.random() ** 3
        draw.point((x, y), fill=round(70 + 185 * light))
        if light > 0.55:
            for side in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                draw.point((x + side[0], y + side[1]), fill=round(110 * light))
    picture.paste(colour, (0, 0, *mask.size), mask)


def ripples(
    picture: Image.Image,
    rng: random.Random,
    horizon: int,
    colour: Colour,
    strength: float,
    middle: float | None = None,
) -> None:
    """Streaks of light on water: over the whole width, or a path under a light at x = `middle`."""
    width, height = picture.size
    deep = height - horizon
    mask = Image.new("L", (width, deep))
    draw = ImageDraw.Draw(mask)
    for _ in range(150 if middle is None else 190):
        near = rng.random() ** 1.7
        y = near * deep
        long = (10 + near * 90) * rng.uniform(0.3, 1.3)
        if middle is None:
            x = rng.random() * width
        else:
            x = middle + rng.gauss(0, 8 + near * width * 0.045)
            long *= 0.8
        light = 255 * strength * rng.uniform(0.25, 1.0) * (1 - near * 0.55)
        thick = near * 2.6
        draw.ellipse((x - long / 2, y - thick, x + long / 2, y + thick), fill=round(light))
    picture.paste(colour, (0, horizon, width, height), mask)


@lru_cache(maxsize=4)
def _corners() -> Image.Image:
    table = [round(min(1.0, max(0.0, (value - 120) / 135)) ** 1.6 * 105) for value in range(256)]
    return Image.radial_gradient("L").point(table)


def vignette(picture: Image.Image, colour: Colour) -> None:
    """Corners darkened towards a colour, to hold the eye inside."""
    picture.paste(colour, (0, 0, *picture.size), _corners().resize(picture.size, Image.Resampling.BILINEAR))
