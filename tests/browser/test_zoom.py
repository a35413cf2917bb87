"""Looking closer at a picture: wheel, mouse, keys, buttons, fingers."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import EARLIER, expect_loaded, opened, viewer
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.touch import Glass, middle

# Its edges come into reach of the window's at the same time.
SQUARE = '#history .card[data-shape="1"]'
SEEN = """() => {
  const frame = document.querySelector("#detail .detail-picture");
  const box = frame.getBoundingClientRect();
  return { scale: box.width / frame.offsetWidth, x: box.left, y: box.top, right: box.right, bottom: box.bottom };
}"""
SETTLED = """() => Promise.allSettled(
  document.querySelector("#detail .detail-picture").getAnimations().map((one) => one.finished)
)"""


def seen(page: Page) -> dict[str, float]:
    """How large the picture is, times what fits, and where it is."""
    page.evaluate(SETTLED)
    found: dict[str, float] = page.evaluate(SEEN)
    return found


def expect_whole(page: Page) -> None:
    page.wait_for_function(f"() => ({SEEN})().scale === 1")


@pytest.fixture
def desk(visit: Visit) -> Page:
    """A picture that is open on a desk."""
    page = visit(path=EARLIER)
    expect_loaded(opened(page, page.locator(SQUARE).first).locator(".detail-full"))
    return page


@pytest.fixture
def phone(visit: Visit) -> Page:
    page = visit(path=EARLIER, **PHONE)
    opened(page, page.locator(SQUARE).first)
    return page


def test_the_wheel_zooms_at_the_pointer(desk: Page) -> None:
    x, y = middle(desk.locator(".zoom"))
    at = (x + 120, y - 60)
    desk.mouse.move(*at)
    before = seen(desk)
    point = [(at[0] - before["x"]) / before["scale"], (at[1] - before["y"]) / before["scale"]]
    for _ in range(4):
        desk.mouse.wheel(0, -100)
    desk.wait_for_function(f"() => ({SEEN})().scale > 2")
    after = seen(desk)
    assert abs((at[0] - after["x"]) / after["scale"] - point[0]) < 2, "what is under the pointer stays there"
    assert abs((at[1] - after["y"]) / after["scale"] - point[1]) < 2
    for _ in range(8):
        desk.mouse.wheel(0, 100)
    expect_whole(desk)


def test_a_trackpads_two_fingers_zoom_and_do_not_enlarge_the_page(desk: Page) -> None:
    x, y = middle(desk.locator(".zoom"))
    session = desk.context.new_cdp_session(desk)
    for _ in range(10):
        wheel = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": -10, "modifiers": 2}
        session.send("Input.dispatchMouseEvent", wheel)
    desk.wait_for_function(f"() => ({SEEN})().scale > 1.5")
    assert desk.evaluate("window.visualViewport.scale") == 1


def test_a_double_click_looks_closer_and_back_and_dragging_stops_at_the_edges(desk: Page) -> None:
    x, y = middle(desk.locator(".zoom"))
    desk.mouse.dblclick(x, y)
    close = seen(desk)
    assert close["scale"] > 1.2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 60, y, steps=4)
    desk.mouse.up()
    moved = seen(desk)
    assert abs(moved["x"] - close["x"] - 60) < 2
    desk.mouse.down()
    for step in range(30):
        desk.mouse.move(x + step * 100, y + step * 100)
    desk.mouse.up()
    edge, stage = seen(desk), desk.locator(".zoom").bounding_box()
    picture = desk.evaluate("() => document.querySelector('#detail .detail-full').naturalWidth")
    assert picture > 0
    assert edge["x"] < stage["x"] + stage["width"] / 2, "some of it is still there"
    assert edge["scale"] == close["scale"]
    desk.mouse.dblclick(x, y)
    expect_whole(desk)


def test_keys_and_buttons_zoom_and_the_next_picture_is_seen_whole(desk: Page) -> None:
    desk.keyboard.press("+")
    desk.keyboard.press("+")
    assert abs(seen(desk)["scale"] - 2.25) < 0.01
    desk.keyboard.press("-")
    assert abs(seen(desk)["scale"] - 1.5) < 0.01
    desk.keyboard.press("0")
    expect_whole(desk)
    dialog = viewer(desk)
    dialog.get_by_role("button", name="Zoom in").click()
    dialog.get_by_role("button", name="Zoom in").click()
    dialog.get_by_role("button", name="Zoom out").click()
    assert abs(seen(desk)["scale"] - 1.5) < 0.01
    dialog.get_by_role("button", name="See the whole picture").click()
    expect_whole(desk)
    desk.keyboard.press("+")
    desk.keyboard.press("ArrowRight")
    expect_whole(desk)
    expect(desk.locator("html")).not_to_have_class(re.compile("zoomed"))


def test_enter_on_the_picture_looks_closer(desk: Page) -> None:
    desk.locator(".detail-picture").focus()
    desk.keyboard.press("Enter")
    assert seen(desk)["scale"] > 1.2
    desk.keyboard.press("Enter")
    expect_whole(desk)


def test_two_fingers_zoom_where_they_are_and_one_moves_it(phone: Page) -> None:
    glass = Glass(phone)
    place = middle(phone.locator(".zoom"))
    glass.pinch(place, 60, 180)
    close = seen(phone)
    assert 2.2 < close["scale"] < 3.4
    assert phone.evaluate("window.visualViewport.scale") == 1
    glass.swipe(place, (70, 0))
    moved = seen(phone)
    assert abs(moved["x"] - close["x"] - 70) < 3
    assert moved["scale"] == close["scale"]
    expect(viewer(phone)).to_be_visible()
    assert phone.evaluate("document.getElementById('viewer').scrollTop") == 0
    glass.pinch(place, 200, 40)
    expect_whole(phone)


def test_a_double_tap_looks_closer_and_back(phone: Page) -> None:
    glass = Glass(phone)
    place = middle(phone.locator(".zoom"))
    glass.tap_twice(place)
    assert seen(phone)["scale"] > 1.99
    phone.wait_for_timeout(350)  # or it would be the third tap of three
    glass.tap_twice(place)
    expect_whole(phone)


def test_on_a_page_of_its_own_a_wheel_scrolls_and_with_control_it_zooms(visit: Visit) -> None:
    page = visit(path=EARLIER)
    page.goto(page.locator("#history .card-open").nth(2).get_attribute("href"))
    page.set_viewport_size({"width": 1280, "height": 500})
    page.mouse.move(*middle(page.locator(".zoom")))
    page.mouse.wheel(0, 60)
    page.wait_for_function("() => scrollY > 0")
    assert seen(page)["scale"] == 1
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"() => ({SEEN})().scale > 1.2")
    page.keyboard.up("Control")
    page.keyboard.press("0")
    expect_whole(page)
    page.keyboard.press("+")
    assert seen(page)["scale"] == 1.5


def test_without_motion_it_is_there_at_once(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=EARLIER, reduced_motion="reduce", **screen)
    opened(page, page.locator(SQUARE).first)
    page.keyboard.press("+")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate(SEEN)["scale"] == 1.5
