"""Three references are all: what would bring a fourth says so and does nothing, and one of them can be replaced."""

from typing import Any

from playwright.sync_api import FileChooser, Locator, Page, expect

from tests.browser.acts import composer, file, prompt
from tests.browser.bringing import bring, chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.touch import press

FULL = "Three references at most; remove one first."


def three(page: Page) -> None:
    prompt(page).click()
    pick(page, *(file(f"{name}.png", fresh()) for name in ("ant", "bee", "cow")))
    expect_order(page, "ant.png", "bee.png", "cow.png")


def insist(screen: dict[str, Any], way: Locator) -> None:
    """Press what is disabled."""
    if "has_touch" in screen:
        way.tap(force=True)
    else:
        way.click(force=True)


def test_with_three_the_ways_to_a_fourth_are_disabled_until_one_is_removed(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    asked: list[FileChooser] = []
    page.on("filechooser", lambda chooser: asked.append(chooser))
    files, link = (page.get_by_role("button", name=name) for name in ("References", "Add a reference from a link"))
    label = composer(page).locator(".attach-pick")
    three(page)
    expect(files).to_be_disabled()
    expect(label).to_have_attribute("title", FULL)
    insist(screen, label)
    expect(page.get_by_text(FULL)).to_be_visible()
    files.press("Enter")
    expect(page.get_by_text(FULL)).to_have_count(1)
    if "has_touch" not in screen:
        expect(link).to_be_disabled()
        insist(screen, link)
    expect(page.get_by_role("textbox", name="Link to a picture")).to_be_hidden()
    page.get_by_role("button", name="Remove bee.png").click()
    expect(page.get_by_text(FULL)).to_have_count(0)
    expect(page.get_by_role("textbox", name="Link to a picture")).to_be_hidden()
    expect(files).to_be_enabled()
    expect(label).to_have_attribute("title", "Add references: pick, drop or paste pictures")
    assert asked == []
    with page.expect_file_chooser() as chooser:
        press(screen, label)
    chooser.value.set_files([file("dog.png", fresh())])
    expect_order(page, "ant.png", "cow.png", "dog.png")


def test_with_three_one_is_replaced_by_a_file(visit: Visit) -> None:
    page = visit()
    three(page)
    chips(page).nth(1).get_by_role("link").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Replace").click()
    chooser.value.set_files([file("dog.png", fresh())])
    expect_order(page, "ant.png", "dog.png", "cow.png")
    bring(page, "drop", "emu.png", onto=chips(page).nth(0))
    expect_order(page, "emu.png", "dog.png", "cow.png")


def test_from_the_shelf_of_a_phone_no_link_is_asked_for_either(visit: Visit) -> None:
    page = visit(**PHONE)
    three(page)
    page.get_by_role("button", name="Open the reference shelf").click()
    shelf = page.get_by_role("dialog", name="References")
    shelf.get_by_role("button", name="From a link").click()
    expect(shelf.get_by_role("status")).to_have_text(FULL)
    expect(shelf).to_be_visible()


def test_that_there_is_no_room_is_not_said_of_another_order(visit: Visit) -> None:
    page = visit()
    three(page)
    insist(DESKTOP, composer(page).locator(".attach-pick"))
    expect(page.get_by_text(FULL)).to_be_visible()
    page.get_by_role("link", name="bee.png").press("ArrowLeft")
    expect_order(page, "bee.png", "ant.png", "cow.png")
    expect(page.get_by_text(FULL)).to_have_count(0)
