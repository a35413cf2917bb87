"""What every dialog and menu does: it closes by a click beside it, and by nothing that was not meant so."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PAST, prompt, viewer
from tests.browser.conftest import Visit


def edges(place: Locator) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    box = place.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()


def open_help(page: Page) -> Locator:
    page.keyboard.press("?")
    there = page.get_by_role("dialog", name="Keys")
    expect(there).to_be_visible()
    return there


def test_text_that_is_selected_beyond_the_edge_closes_nothing(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("A lighthouse of {material}")
    page.get_by_role("button", name="Prompts").click()
    library = page.locator("#library")
    library.get_by_role("button", name="Save this prompt").click()
    name = library.get_by_role("textbox", name="Name")
    name.fill("Lighthouse")
    left, top, _, bottom = edges(name)
    drag(page, (left + 200, (top + bottom) / 2), (edges(library)[0] - 60, (top + bottom) / 2))
    expect(library).to_be_visible()
    expect(name).to_have_value("Lighthouse")
    assert page.evaluate("getSelection().toString()") == "Lighthouse"
    # Nor does what begins beside it and ends in it.
    drag(page, (edges(library)[0] - 60, (top + bottom) / 2), (left + 5, top + 5))
    expect(library).to_be_visible()


def test_a_click_between_the_parts_of_a_dialog_does_not_close_it(visit: Visit) -> None:
    page = visit()
    there = open_help(page)
    left, top, right, _ = edges(there)
    page.mouse.click(left + 4, top + 40)
    page.mouse.click((left + right) / 2, top + 4)
    expect(there).to_be_visible()


def test_a_click_beside_a_dialog_closes_it(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).click()
    page.get_by_role("button", name="Prompts").click()
    there = page.locator("#library")
    expect(there).to_be_visible()
    left, top, *_ = edges(there)
    if "has_touch" in screen:
        page.touchscreen.tap(left + 60, top - 60)
    else:
        page.mouse.click(left - 60, top + 60)
    expect(there).to_be_hidden()


def test_a_press_beside_a_menu_closes_it_and_opens_no_picture(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    picture = page.locator("#history .card-open").first
    left, top, _, bottom = edges(picture)
    press = page.touchscreen.tap if "has_touch" in screen else page.mouse.click
    page.get_by_role("button", name="Alice Adams").click()
    menu = page.locator("#account-menu")
    expect(menu).to_be_visible()
    press(left + 30, (top + bottom) / 2)
    expect(menu).to_be_hidden()
    expect(viewer(page)).to_be_hidden()
    press(left + 30, (top + bottom) / 2)
    expect(viewer(page)).to_be_visible()
