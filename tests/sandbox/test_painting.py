"""The pictures: repeatable, steered by words, as large as promised, visibly made from references."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.sandbox import edits, painting
from tests.sandbox.client import picture


def mean(image: Image.Image) -> list[float]:
    return ImageStat.Stat(image).mean


def test_the_same_prompt_and_seed_give_the_same_pixels() -> None:
    first, second = (painting.paint("blue hills", [], "1") for _ in range(2))
    assert ImageChops.difference(first, second).getbbox() is None
    other = painting.paint("blue hills", [], "2")
    assert ImageChops.difference(first, other).getbbox() is not None


@pytest.mark.parametrize(
    ("prompt", "ratio"),
    [("a cat", 1), ("a tall cat", 9 / 16), ("a portrait", 2 / 3), ("banner", 2), ("Panorama!", 2)],
)
def test_words_choose_the_shape_and_the_area_stays(prompt: str, ratio: float) -> None:
    width, height = painting.size_of(painting.words_of(prompt), None)
    assert width / height == pytest.approx(ratio, rel=0.02)
    assert width * height == pytest.approx(1024 * 1024, rel=0.03)


@pytest.mark.parametrize(("size", "ratio"), [((400, 100), 2), ((100, 400), 0.5), ((120, 90), 4 / 3)])
def test_the_first_references_shape_wins_over_words_within_bounds(size: tuple[int, int], ratio: float) -> None:
    width, height = painting.size_of(["tall"], picture(*size))
    assert width / height == pytest.approx(ratio, rel=0.02)


def test_colour_words_colour_the_picture() -> None:
    red, green, blue = mean(painting.paint("red mountains", [], "s"))
    assert red > green + 30
    assert red > blue + 30
    red, green, blue = mean(painting.paint("blue mountains", [], "s"))
    assert blue > red + 20
    assert sum(mean(painting.paint("snow", [], "s"))) > sum(mean(painting.paint("a lake at night", [], "s"))) + 150


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
