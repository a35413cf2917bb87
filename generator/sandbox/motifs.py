"""What can be painted, and which words of a prompt ask for it."""

import random
from collections.abc import Callable, Sequence

from PIL import Image

from generator.sandbox import city, posters, scenes, still
from generator.sandbox.palettes import Palette

Motif = Callable[[Image.Image, Palette, random.Random], None]

WORDS: dict[Motif, str] = {
    scenes.ridges: "ridge ridges mountain mountains hills alps valley peak canyon volcano",
    scenes.forest: "forest wood woods tree trees pine jungle fir",
    scenes.lake: "lake river reflection reflections fjord pond",
    scenes.sea: "sea ocean coast beach wave waves island boat ship sail harbour harbor",
    scenes.dunes: "desert dune dunes sand",
    scenes.snowfall: "snow winter snowfall",
    city.city: "city skyline street streets town tower towers roof roofs building buildings architecture",
    city.rider: "bicycle bicycles bike bikes rider riders cyclist cyclists cycling gravel",
    still.still_life: "cup cups coffee espresso mug bottle bottles vase ceramic ceramics product plinth packaging",
    posters.arches: "arch arches",
    posters.orbits: "orbit orbits disc discs circle circles",
    posters.waves: "band bands",
    posters.tiles: "tile tiles mosaic grid bauhaus",
    posters.leaves: "leaf leaves fern botanical branch branches",
}
BY_WORD = {word: motif for motif, words in WORDS.items() for word in words.split()}
ABSTRACT = {"poster", "abstract", "geometric", "pattern", "cover", "minimal", "shapes", "logo"}
POSTERS = (posters.arches, posters.orbits, posters.waves, posters.tiles)
LANDSCAPES = (scenes.ridges, scenes.ridges, scenes.lake, scenes.sea, scenes.forest)


def choose(words: Sequence[str], palette_name: str, rng: random.Random) -> Motif:
    """The motif of the first word that asks for one, else a poster if one is wanted, else a landscape."""
    asked = next((BY_WORD[word] for word in words if word in BY_WORD), None)
    if asked:
        return asked
    if ABSTRACT.intersection(words):
        return rng.choice(POSTERS)
    return {"desert": scenes.dunes, "snow": scenes.snowfall}.get(palette_name) or rng.choice(LANDSCAPES)
