"""The colours of a picture, chosen by the words of a prompt and otherwise by chance.

A palette names what a landscape needs and no more: the sky from its top to the horizon, the haze that
distance is made of, the nearest ground, the light in the sky and whether that light is a moon.
"""

import colorsys
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]


def _hex(text: str) -> Colour:
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


@dataclass(frozen=True)
class Palette:
    """`sky` runs from the top of the picture to the horizon."""

    sky: tuple[Colour, ...]
    haze: Colour
    ground: Colour
    light: Colour
    accent: Colour
    night: bool = False


def _palette(sky: str, haze: str, ground: str, light: str, accent: str, night: bool = False) -> Palette:
    return Palette(
        tuple(_hex(part) for part in sky.split()), _hex(haze), _hex(ground), _hex(light), _hex(accent), night
    )


PALETTES = {
    "dawn": _palette("5b6c9e a98fb3 f0b3a6 fbdcc0", "f3c6b4", "2b2a4a", "fff3dc", "e8836b"),
    "sunset": _palette("3d2a5c a0456a ec7a4c fcc873", "f2a565", "2a1526", "fff0c4", "ff6b3d"),
    "violet": _palette("2c2358 5b479b 9f83cf e5c9ea", "b79fdb", "1b1440", "fff1f6", "f08fb5"),
    "blue": _palette("2a5f93 5b9bc4 a7d0e2 e9f3ee", "b5d5e2", "0f2c48", "fffbe8", "f6b756"),
    "teal": _palette("12464f 2b7f80 7fbfae ecdfb8", "9cc9b6", "082a33", "fff3cf", "f08a5d"),
    "green": _palette("4d7f78 86b08f cfd9a4 f6edc5", "bfd0a6", "12302a", "fffbe0", "e8a33d"),
    "red": _palette("3c0d1f 8d1f2c d9492f f9a95c", "d9603f", "23060f", "ffe3b3", "ffb347"),
    "mono": _palette("17181b 3c3f45 84888f d3d4d2", "9a9da1", "0b0c0e", "fbfaf4", "d8442e"),
    "night": _palette("050a1f 10224a 27477a 5f82a8", "38588a", "030714", "f3f5ff", "f2c879", night=True),
    "aurora": _palette("040b1c 0b2a3e 14595a 58a88c", "2b7372", "02090f", "eafff5", "8df0b4", night=True),
    "desert": _palette("7fa6b8 d8c7a4 f3cf98 fbe0b4", "efc694", "6b2f1d", "fff6dc", "c4552d"),
    "snow": _palette("8fa9c6 bccde0 e3e7ee fbf3ea", "dfe6ee", "3b5270", "ffffff", "e59a7b"),
    "gold": _palette("6a4a2b c08a3e f2c66b fdecb8", "f0cd86", "2e1c12", "fffbe3", "b5482f"),
    "cocoa": _palette("4a2c20 8a5a3c c99a6b f0dcc0", "d9b691", "26140e", "fff4e2", "b5542f"),
    "rose": _palette("6b3f6e c06a8d f2a4a9 fde0cf", "f1b4b3", "3a1733", "fff4ea", "ffd166"),
}

WORDS = {
    "dawn": "dawn morning sunrise pink peach",
    "sunset": "sunset evening orange dusk",
    "violet": "violet purple lavender lilac twilight",
    "blue": "blue sky azure day noon mountain mountains alps",
    "teal": "teal turquoise cyan sea ocean lake river water coast beach wave waves harbour harbor",
    "green": "green forest wood woods jungle meadow spring garden tree trees valley pine",
    "red": "red crimson lava fire volcano scarlet",
    "mono": "black grey gray monochrome noir white ink charcoal",
    "night": "night moon midnight star stars dark moonlight",
    "aurora": "aurora emerald northern",
    "desert": "desert dune dunes sand canyon",
    "snow": "snow winter ice frost glacier arctic fog mist",
    "gold": "gold golden autumn yellow amber harvest film",
    "cocoa": "coffee espresso brown cocoa chocolate caramel walnut cinnamon",
    "rose": "rose rosy coral blossom flower flowers cherry",
}
COLOUR_WORDS = """
    pink peach orange violet purple lavender lilac blue azure teal turquoise cyan green red crimson scarlet
    black grey gray monochrome white emerald gold golden yellow amber rose rosy coral brown
"""
COLOURS = frozenset(COLOUR_WORDS.split())
BY_WORD = {word: name for name, words in WORDS.items() for word in words.split()}


def _turned(colour: Colour, hue: float) -> Colour:
    h, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    red, green, blue = colorsys.hls_to_rgb((h + hue) % 1, lightness, saturation)
    return (round(red * 255), round(green * 255), round(blue * 255))


def choose(words: Iterable[str], rng: random.Random) -> tuple[str, Palette]:
    """The palette the words ask for, slightly turned in hue: night first, then colours, then places."""
    named = [(BY_WORD[word], word) for word in words if word in BY_WORD]
    named.sort(key=lambda pair: (not PALETTES[pair[0]].night, pair[1] not in COLOURS))
    name = named[0][0] if named else rng.choice(sorted(PALETTES))
    palette = PALETTES[name]
    hue = rng.uniform(-0.018, 0.018)
    return name, replace(
        palette,
        sky=tuple(_turned(colour, hue) for colour in palette.sky),
        haze=_turned(palette.haze, hue),
        ground=_turned(palette.ground, hue),
    )
