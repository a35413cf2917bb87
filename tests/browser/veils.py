"""How words and signs stand out from the picture that they lie over, be it as light or as dark as pictures get."""

import io

from PIL import Image
from playwright.sync_api import Locator, Page, Route

from tests.browser.pixels import Colour, contrast, laid_over, points

EXTREMES = {"white": "#ffffff", "black": "#000000"}
# Where the lines of words of an element are, or its sign; and of which colour, with how much that covers.
INK = """(one) => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  paint.fillStyle = getComputedStyle(one).color;
  paint.fillRect(0, 0, 1, 1);
  const range = document.createRange();
  range.selectNodeContents(one);
  const box = one.getBoundingClientRect();
  const inside = ({ top, bottom, width }) => width && top >= box.top - 2 && bottom <= box.bottom + 2;
  const lines = [...range.getClientRects()].filter(inside);
  return [(lines.length ? lines : [box]).map((line) => line.toJSON()), [...paint.getImageData(0, 0, 1, 1).data]];
}"""
HIDE = """(one) => {
  one.style.setProperty("transition", "none");
  one.style.setProperty("color", "transparent", "important");
}"""
SHOW = """(one) => {
  one.style.removeProperty("color");
  one.style.removeProperty("transition");
}"""


def all_pictures(page: Page, colour: str) -> None:
    """Every picture of the page is of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), EXTREMES[colour]).save(out, "PNG")

    def paint(route: Route) -> None:
        route.fulfill(body=out.getvalue(), content_type="image/png")

    page.route("**/pictures/**", paint)
    page.route(
        "**/references/*/**",
        lambda route: paint(route) if "image" in route.request.resource_type else route.fallback(),
    )


def faintest(place: Locator) -> float:
    """The contrast of the words of an element, or of its sign, with what they stand out from least of all behind."""
    lines, (red, green, blue, cover) = place.evaluate(INK)
    place.evaluate(HIDE)
    behind: set[Colour] = set()
    for line in lines:
        behind |= set(points(place.page, line).values())
    place.evaluate(SHOW)
    return min(contrast(laid_over((red, green, blue), cover / 255, one), one) for one in behind)
