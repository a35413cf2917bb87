"""Fingers on the glass, as the browser gets them from a screen."""

import time
from typing import Any

from playwright.sync_api import Locator, Page

Point = tuple[float, float]


def middle(place: Locator) -> Point:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press(screen: dict[str, Any], place: Locator) -> None:
    """With a finger where the screen is touched, or else with the mouse."""
    if "has_touch" in screen:
        place.tap()
    else:
        place.click()


def press_at(page: Page, screen: dict[str, Any], point: Point, at: float) -> None:
    """The same at a point, and the page is told that it was `at` this time, however long the browser takes to hear of
    it; in seconds since the epoch.
    """
    if "has_touch" in screen:
        Glass(page).tap(point, at)
        return
    mouse = page.context.new_cdp_session(page)
    for kind, when in (("mousePressed", at), ("mouseReleased", at + 0.05)):
        button = {"x": point[0], "y": point[1], "button": "left", "clickCount": 1}
        mouse.send("Input.dispatchMouseEvent", {"type": kind, **button, "timestamp": when})


class Glass:
    def __init__(self, page: Page):
        self._page = page
        self._session = page.context.new_cdp_session(page)

    def touch(self, kind: str, *points: Point, at: float | None = None) -> None:
        """`kind` is touchStart, touchMove or touchEnd; the points are the fingers that are down then. The page is
        told that it was `at` this time, which is now if none is given.
        """
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        when = {} if at is None else {"timestamp": at}
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers, **when})

    def hold(self, start: Point, way: Point, steps: int = 8) -> None:
        """Put a finger down and move it; it stays there."""
        self.touch("touchStart", start)
        for step in range(1, steps + 1):
            self.touch("touchMove", (start[0] + way[0] * step / steps, start[1] + way[1] * step / steps))
            self._page.wait_for_timeout(16)

    def lift(self) -> None:
        self.touch("touchEnd")

    def swipe(self, start: Point, way: Point) -> None:
        self.hold(start, way)
        self.lift()

    def pinch(self, centre: Point, start: float, end: float, steps: int = 8) -> None:
        """Two fingers beside a point, from one distance to another."""

        def fingers(distance: float) -> tuple[Point, Point]:
            return (centre[0] - distance / 2, centre[1]), (centre[0] + distance / 2, centre[1])

        self.touch("touchStart", fingers(start)[0])
        self.touch("touchStart", *fingers(start))
        for step in range(1, steps + 1):
            self.touch("touchMove", *fingers(start + (end - start) * step / steps))
            self._page.wait_for_timeout(16)
        self.lift()

    def tap(self, point: Point, at: float) -> None:
        self.touch("touchStart", point, at=at)
        self.touch("touchEnd", at=at + 0.05)

    def tap_twice(self, point: Point) -> None:
        """Close after one another, however long the browser takes to hear of it."""
        began = time.time()
        for seconds in (0.0, 0.1):
            self.tap(point, began + seconds)
