"""The wall: rows that fill the width, as high as one likes, and nobody can see where its parts meet."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.wall import expect_filled, expect_place, place, scroll

# The boxes of the cards, and nothing where a day begins.
BOXES = """() => [...document.querySelectorAll("#history :is(.day, .card)")].map((one) => {
  const { left, right, top, height } = one.getBoundingClientRect();
  return one.matches(".day") ? null : [left, right, top, height];
})"""


def rows(page: Page) -> list[dict[str, Any]]:
    """Every row: its left and right edge, its height, and whether the day ends with it."""
    by_top: dict[float, list[list[float]]] = defaultdict(list)
    ends: set[float] = set()
    last = None
    for box in page.evaluate(BOXES):
        if box is not None:
            last = round(box[2])
            by_top[last].append(box)
        elif last is not None:
            ends.add(last)
    found = []
    for top, boxes in by_top.items():
        heights = [box[3] for box in boxes]
        assert max(heights) - min(heights) < 1.5, "level"
        edges = {"left": min(box[0] for box in boxes), "right": max(box[1] for box in boxes)}
        found.append({"top": top, "height": max(heights), "ends": top in ends, "count": len(boxes), **edges})
    return found


def expect_packed(page: Page) -> list[dict[str, Any]]:
    found = rows(page)
    left, right = min(row["left"] for row in found), max(row["right"] for row in found)
    for row in found[:-1]:
        assert row["left"] - left < 1
        assert row["ends"] or right - row["right"] < 1.5, row
    return found


def test_rows_are_level_and_fill_the_width_also_where_stretches_meet(
    visit_great: Visit, screen: dict[str, Any]
) -> None:
    page = visit_great(**screen)
    for _ in range(6):
        found = expect_packed(page)
        gaps = [below["top"] - above["top"] - above["height"] for above, below in pairwise(found)]
        # Between two rows of a day there is the same gap, whether or not a stretch ends there.
        assert max(gap for gap, above in zip(gaps, found, strict=False) if not above["ends"]) < 8
        heights = [row["height"] for row in found if not row["ends"]]
        assert max(heights) / min(heights) < 3
        scroll(page, 2 * screen["viewport"]["height"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("radio", name=name).check(force=True)
    expect_filled(page)


def test_the_pictures_are_as_large_as_one_likes_and_stay_so(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    heights = {}
    for name in ("Small", "Medium", "Large"):
        choose(page, name)
        found = expect_packed(page)
        if screen["viewport"]["width"] < 500:
            assert max(row["count"] for row in found) <= (4 if name == "Small" else 2)
        full = [row["height"] for row in found if not row["ends"]]
        heights[name] = sum(full) / len(full)
    assert heights["Small"] < 0.8 * heights["Medium"] < 0.8 * 0.8 * heights["Large"]
    assert axe.violations(page) == []
    page.reload()
    expect(page.get_by_role("radio", name="Large")).to_be_checked()
    first = rows(page)[0]["height"]
    assert first > 1.2 * heights["Medium"]
    choose(page, "Medium")


STANDING = """
from generator.models import Member, Status
from tests.browser import past
bob = Member.objects.get(username="bob")
words = "A crowd of umbrellas, none alike, in an early evening"
statuses = (Status.FAILED, Status.CANCELED, Status.UNCONFIRMED)
made = [past.made(bob, status, words, shape=shape) for status in statuses for shape in ("0.5", "0.67", "1", "2")]
answer = [str(one.uuid) for one in made]
"""


def test_however_small_all_that_a_card_says_and_offers_is_inside_it(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    made = studio.shell(STANDING)
    page = visit("bob", "/?scope=mine", **screen)
    for size in ("Small", "Medium", "Large"):
        choose(page, size)
        assert rows(page)
        for uuid in made:
            one = page.locator(f"#generation-{uuid}")
            place = one.bounding_box()
            assert place
            parts = one.locator(".card-word > *, .card-why, .card-by, .card-acts > *")
            shown = [box for part in parts.all() if (box := part.bounding_box())]
            assert shown
            for box in shown:
                assert box["x"] >= place["x"] - 0.5
                assert box["y"] >= place["y"] - 0.5
                assert box["x"] + box["width"] <= place["x"] + place["width"] + 0.5
                assert box["y"] + box["height"] <= place["y"] + place["height"] + 0.5
    choose(page, "Medium")


def test_turning_the_phone_leaves_one_where_one_was(visit_great: Visit) -> None:
    page = visit_great(**PHONE)
    for _ in range(8):
        scroll(page, 1500)
    upright = PHONE["viewport"]
    was = place(page)
    for _ in range(2):
        for size in ({"width": upright["height"], "height": upright["width"]}, upright):
            page.set_viewport_size(size)
            expect_place(page, was)
    expect_packed(page)


def test_another_size_or_width_leaves_one_where_one_was(visit_great: Visit) -> None:
    page = visit_great()
    for _ in range(8):
        scroll(page, 1500)
    was = place(page)
    page.set_viewport_size({"width": 900, "height": 860})
    expect_place(page, was)
    page.set_viewport_size({"width": 1280, "height": 860})
    expect_place(page, was)
    # The control is at the top of the page: no mouse gets there from here, but what it does is the same.
    page.evaluate("document.querySelector('input[name=density][value=small]').click()")
    expect(page.get_by_role("radio", name="Small")).to_be_checked()
    expect_place(page, was)
    for _ in range(10):
        scroll(page, -1000)
    expect_packed(page)
    page.evaluate("localStorage.removeItem('density')")
