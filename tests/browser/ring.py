"""The ring around what has the focus: that there is one, of which colour, and that it can be seen."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.pixels import Colour, Points, contrast, points

# Every outline and frame of shadow, two pixels wide at least, of what has the focus and of what may stand for it.
RINGS = """(one) => {
  const around = [one, ...(one.labels ?? []), one.nextElementSibling].filter(Boolean);
  for (let up = one.parentElement; up && around.length < 12; up = up.parentElement) around.push(up);
  const sides = ({ width, height }, place) => {
    const [wide, high] = [parseFloat(width) || place.width, parseFloat(height) || place.height];
    const [x, y] = [place.x + (place.width - wide) / 2, place.y + (place.height - high) / 2];
    return { x, y, width: wide, height: high };
  };
  return around.flatMap((bearer, nth) => ["", "::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(bearer, part || null);
    if (part && style.content === "none") return [];
    const place = bearer.getBoundingClientRect();
    const box = part ? sides(style, place) : place.toJSON();
    const found = [];
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) found.push(style.outlineColor);
    const [, colour, spread] = /^(rgb\\([^)]*\\)) 0px 0px 0px (\\S+)px/.exec(style.boxShadow) ?? [];
    if (parseFloat(spread) >= 2) found.push(colour);
    return found.map((colour) => ({ key: `${nth} ${part} ${colour}`, colour, box }));
  }));
}"""
FOCUSED = """() => {
  window.kept = document.activeElement;
  kept.scrollIntoView({ block: "nearest", behavior: "instant" });
  return kept.outerHTML.slice(0, 160);
}"""
# Whether the focus is in a part of the page, and has not been there before.
MET = """(part) => {
  const one = document.activeElement;
  window.met ??= new Set();
  if (!part.contains(one) || one === part) return "outside";
  return met.has(one) ? "again" : (met.add(one), "new");
}"""


def expect_ring(page: Page) -> None:
    """What has the focus is framed, by a line that stands out from what lies beside it and goes with the focus."""
    who = page.evaluate(FOCUSED)
    bearers = page.evaluate(f"({RINGS})(kept)")
    boxes = [bearer["box"] for bearer in bearers]
    focused = [points(page, box, 12) for box in boxes]
    page.evaluate("kept.blur()")
    before = {bearer["key"] for bearer in page.evaluate(f"({RINGS})(kept)")}
    bare = [points(page, box, 12) for box in boxes]
    page.evaluate("kept.focus({ preventScroll: true })")
    told = [
        _fault(bearer, *shots)
        for bearer, *shots in zip(bearers, focused, bare, strict=True)
        if bearer["key"] not in before
    ]
    assert told, f"no ring around {who}"
    assert "" in told, f"{told} around {who}"


def expect_rings(page: Page, part: str, fewest: int) -> None:
    """Tab goes through a part of the page, and each of its stops is framed."""
    stops = 0
    place = page.locator(part)
    for _ in range(60):
        page.keyboard.press("Tab")
        met = place.evaluate(MET)
        if met == "again" or (
            met == "outside" and stops and page.evaluate("!document.querySelector('dialog[open]')")
        ):
            break
        if met == "outside":
            continue
        stops += 1
        expect_ring(page)
    assert stops >= fewest, stops


def _fault(bearer: dict[str, Any], focused: Points, bare: Points) -> str:
    red, green, blue = (int(part) for part in bearer["colour"].partition("(")[2].rstrip(")").split(",")[:3])
    colour: Colour = (red, green, blue)
    box = bearer["box"]
    line = {
        at
        for at, seen in focused.items()
        if _alike(seen, colour) and not _alike(bare[at], colour) and not _within(box, at, 6)
    }
    width = min(box["width"], max(x for x, _ in focused) - min(x for x, _ in focused))
    height = min(box["height"], max(y for _, y in focused) - min(y for _, y in focused))
    if len(line) < 2 * (width + height) * 2 * 0.45:
        return f"{len(line)} points of a ring"
    clear = sum(max(contrast(focused[at], focused[near]) for near in _beside(at, focused)) >= 3 for at in line)
    return "" if clear >= len(line) * 0.8 else f"a ring of which {clear} of {len(line)} points stand out"


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(part - wanted) <= 24 for part, wanted in zip(one, other, strict=True))


def _within(box: dict[str, float], at: tuple[int, int], by: int) -> bool:
    """So far inside that it is no frame."""
    x, y = at
    return box["x"] + by < x < box["x"] + box["width"] - by and box["y"] + by < y < box["y"] + box["height"] - by


def _beside(at: tuple[int, int], shot: Points) -> list[tuple[int, int]]:
    x, y = at
    near = [place for by in (2, 3, 4, -2, -3, -4) for place in ((x + by, y), (x, y + by))]
    return [one for one in near if one in shot]
