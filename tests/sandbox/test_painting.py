"""The pictures: repeatable, steered by words, as large as promised, visibly made from references."""

import io
import random

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.sandbox import edits, motifs, painting, palettes
from tests.sandbox.client import blank, picture


def mean(image: Image.Image) -> list[float]:
    return ImageStat.Stat(image).mean


def test_the_same_prompt_and_seed_give_the_same_pixels() -> None:
    first, second = (painting.paint("blue hills", [], "1") for _ in range(2))
    assert ImageChops.difference(first, second).getbbox() is None
    other = painting.paint("blue hills", [], "2")
    assert ImageChops.difference(first, other).getbbox() is not None


@pytest.mark.parametrize(
    ("prompt", "ratio"),
    [("a cat", 1), ("a tall cat", 9 / 16), ("a portrait", 2 / 3), ("banner", 21 / 9), ("Panorama!", 21 / 9)],
)
def test_words_choose_the_shape_and_the_area_stays(prompt: str, ratio: float) -> None:
    width, height = painting.size_of(painting.words_of(prompt), None)
    assert width / height == pytest.approx(ratio, rel=0.03)
    assert width * height == pytest.approx(1024 * 1024, rel=0.03)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        *[((1, 1), (1024, 1024)), ((2, 3), (832, 1248)), ((3, 2), (1248, 832)), ((3, 4), (864, 1184))],
        *[((4, 3), (1184, 864)), ((4, 5), (896, 1152)), ((5, 4), (1152, 896)), ((9, 16), (768, 1344))],
        *[((16, 9), (1344, 768)), ((21, 9), (1536, 672))],
    ],
)
def test_the_usual_shapes_have_the_sizes_of_the_model(shape: tuple[int, int], size: tuple[int, int]) -> None:
    assert painting.size_of([], blank(shape[0] * 12, shape[1] * 12)) == size


@pytest.mark.parametrize(
    ("size", "ratio"), [((400, 100), 21 / 9), ((100, 400), 0.5), ((120, 90), 4 / 3), ((80, 50), 1.6)]
)
def test_the_first_references_shape_wins_over_words_within_bounds(size: tuple[int, int], ratio: float) -> None:
    width, height = painting.paint("a tall tree", [picture(*size)], "s").size
    assert width / height == pytest.approx(ratio, rel=0.03)
    assert width * height == pytest.approx(1024 * 1024, rel=0.03)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("colour", ["white", "black", "#7f7f7f"])
def test_a_blank_canvas_as_the_last_reference_gives_the_shape(form: str, colour: str) -> None:
    made = painting.paint("a tall tree", [picture(90, 60), blank(160, 90, form, colour)], "s")
    assert made.size == (1344, 768)


def test_a_blank_canvas_is_not_painted() -> None:
    ground, square = picture(96, 96, colour="grey"), blank(96, 96, colour="lime")
    for references in ([], [ground], [ground, picture(96, 96)]):
        plain = painting.paint("a lake", references, "s")
        shaped = painting.paint("a lake", [*references, square], "s")
        assert ImageChops.difference(plain, shaped).getbbox() is None


def test_only_the_last_reference_can_be_a_canvas() -> None:
    made = painting.paint("a lake", [blank(160, 90), picture(90, 60)], "s")
    assert made.size == (1344, 768)
    assert ImageChops.difference(made, painting.paint("a lake", [blank(160, 90)], "s")).getbbox() is not None


def test_colour_words_colour_the_picture() -> None:
    red, green, blue = mean(painting.paint("red mountains", [], "s"))
    assert red > green + 30
    assert red > blue + 30
    red, green, blue = mean(painting.paint("blue mountains", [], "s"))
    assert blue > red + 20
    assert sum(mean(painting.paint("snow", [], "s"))) > sum(mean(painting.paint("a lake at night", [], "s"))) + 150


@pytest.mark.parametrize("motif", dict.fromkeys([*motifs.WORDS, *motifs.POSTERS]))
@pytest.mark.parametrize("size", [(1024, 1024), (768, 1344), (1536, 672)])
def test_every_motif_fits_every_shape(motif: motifs.Motif, size: tuple[int, int]) -> None:
    for seed in range(3):
        rng = random.Random(seed)  # noqa: S311 - a picture, not a secret
        picture = Image.new("RGB", size)
        motif(picture, palettes.choose([], rng)[1], rng)
        assert max(ImageStat.Stat(picture).stddev) > 8


def test_an_edit_shows_what_it_was_made_from() -> None:
    ground = Image.new("RGB", (240, 160), "white")
    ground.paste("black", (0, 0, 120, 160))
    content = io.BytesIO()
    ground.save(content, "PNG")
    made = painting.paint("a lake", [content.getvalue()], "s")
    width, height = made.size
    dark = mean(made.crop((width // 3, height // 2, width // 3 + 80, height // 2 + 80)))
    light = mean(made.crop((width * 2 // 3, height // 2, width * 2 // 3 + 80, height // 2 + 80)))
    assert sum(light) > sum(dark) + 150


def test_the_second_and_third_references_are_laid_on_it() -> None:
    ground, inset = picture(90, 90, colour="grey"), picture(90, 90, colour="lime")
    plain = painting.paint("a lake", [ground], "s")
    full = painting.paint("a lake", [ground, inset, inset], "s")

    def lime(image: Image.Image) -> int:
        red, green, _ = image.split()
        return sum(ImageChops.subtract(green, red).histogram()[200:])

    assert lime(plain) == 0
    assert lime(full) > 50_000


def test_a_reference_by_address_has_a_tile_of_its_own() -> None:
    first, second = (edits.placeholder(f"https://example.com/{name}.png") for name in "ab")
    assert first != second
    with Image.open(io.BytesIO(first)) as opened:
        assert opened.size == (256, 256)


@pytest.mark.parametrize("prompt", ["", "город ночью 夜", "x" * 5000, "[fast]", "poster", "\x00\n"])
def test_no_prompt_is_too_strange_to_draw(prompt: str) -> None:
    assert painting.encode(painting.paint(prompt, [], "s"), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("prompt", "written"),
    [
        ("Más calor, más polvo", "Mas calor, mas polvo"),
        ("Straße in Łódź – Über-Größe", "Strasse in Lodz - Uber-Grosse"),
        ("紙の帯, paper bands", "paper bands"),
        ("A lake [slow] at dawn [fail]", "A lake at dawn"),
        ("霧の中の船", ""),
        ("First part\n\nwhat goes with a shape", "First part"),
    ],
)
def test_it_says_how_the_prompt_begins_in_letters_that_its_font_has(prompt, written):
    assert painting.caption(prompt) == written
