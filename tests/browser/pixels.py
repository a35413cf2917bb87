"""What is seen of a page, point by point, and how well one thing stands out from another."""

import io
from functools import cache

from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page

Colour = tuple[int, int, int]
Points = dict[tuple[int, int], Colour]


def points(page: Page, box: FloatRect, around: int = 0) -> Points:
    """The points of a part of the screen, by their places on it."""
    screen = page.viewport_size
    assert screen
    left, top = max(0, int(box["x"]) - around), max(0, int(box["y"]) - around)
    right = min(screen["width"], int(box["x"] + box["width"]) + around)
    bottom = min(screen["height"], int(box["y"] + box["height"]) + around)
    assert left < right, box
    assert top < bottom, box
    clip: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    shot = page.screenshot(animations="disabled", clip=clip, scale="css")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    parts = iter(picture.tobytes())
    colours = zip(parts, parts, parts, strict=True)
    return {(left + nth % picture.width, top + nth // picture.width): colour for nth, colour in enumerate(colours)}


def plain(colour: str, size: tuple[int, int] = (320, 240)) -> bytes:
    """The file of a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def in_the_middle(place: Locator) -> Colour:
    """What is seen of it, whatever lies there."""
    box = place.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return points(place.page, {"x": x, "y": y, "width": 1, "height": 1})[int(x), int(y)]


@cache
def luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (one / 255 for one in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG has it, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def laid_over(colour: Colour, share: float, below: Colour) -> Colour:
    """What is seen of a colour that lets so much of another through."""
    red, green, blue = (round(one * share + under * (1 - share)) for one, under in zip(colour, below, strict=True))
    return red, green, blue
