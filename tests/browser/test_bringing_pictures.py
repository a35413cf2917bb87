"""Pictures of the history, dragged onto the composer; several files at once."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.acts import choose, composer, file, prompt
from tests.browser.bringing import bring, chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.program.running import wait_until

HINT = "Drop it here to use it as a reference"


def pull(page: Page, picture: Locator) -> None:
    """Drag it over the composer, and hold it there."""
    picture.hover()
    page.mouse.down()
    # The first move begins the drag; and no hand holds still.
    for _ in range(100):
        composer(page).hover()
        if page.evaluate("document.documentElement.classList.contains('inviting')"):
            break
        page.wait_for_timeout(50)


# No two have the same bytes, which would be one reference under the name that it first had.
TWO_OF_A_KIND = """
import secrets
from generator.models import Member, Status
from tests import make
from tests.browser import past
alice = Member.objects.get(username="alice")
for name in ("first", "second"):
    content = make.picture(size=(90, 60), colour=tuple(secrets.token_bytes(3)))
    past.made(alice, Status.SUCCEEDED, f"Puffin, the {name}", content)
"""


def test_a_picture_is_dragged_from_the_history_onto_the_composer(visit: Visit, studio: Studio) -> None:
    studio.shell(TWO_OF_A_KIND)
    page = visit(path="/?q=puffin")
    prompt(page).fill("What was typed stays")
    pictures = page.locator("#history article[data-status=succeeded] .card-open")
    first, second = pictures.nth(0), pictures.nth(1)
    pull(page, first)
    expect(page.get_by_text(HINT)).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text(HINT)).to_be_hidden()
    expect_order(page, str(first.get_by_role("img").last.get_attribute("alt")))
    expect(prompt(page)).to_have_value("What was typed stays")
    # On the tile of another it takes its place.
    alt = str(second.get_by_role("img").last.get_attribute("alt"))
    second.drag_to(chips(page).nth(0))
    expect_order(page, alt)
    expect(chips(page)).to_have_count(1)
    # Beside the composer nothing happens.
    first.drag_to(page.get_by_role("navigation", name="History"))
    expect(chips(page)).to_have_count(1)
    expect(page.get_by_text("Drop pictures to use them")).to_be_hidden()


def test_dropped_on_the_blank_canvas_it_stands_there_instead_of_the_shape(visit: Visit, studio: Studio) -> None:
    studio.shell(TWO_OF_A_KIND)
    page = visit(path="/?q=puffin")
    prompt(page).click()
    pick(page, file("one.png", fresh()), file("two.png", fresh()))
    choose(page, "Shape", "4:3")
    expect(chips(page)).to_have_count(3)
    picture = page.locator("#history article[data-status=succeeded] .card-open").first
    alt = str(picture.get_by_role("img").last.get_attribute("alt"))
    picture.drag_to(chips(page).last)
    expect_order(page, "one.png", "two.png", alt)
    assert composer(page).evaluate("form => form.elements.ratio.value") == ""
    expect(page.get_by_role("button", name="Shape")).not_to_contain_text("4:3")
    # So does a file.
    chips(page).last.get_by_role("button", name="Remove").click()
    choose(page, "Shape", "4:3")
    bring(page, "drop", "three.png", onto=chips(page).last)
    expect_order(page, "one.png", "two.png", "three.png")
    assert composer(page).evaluate("form => form.elements.ratio.value") == ""


@pytest.mark.parametrize("writing", [False, True])
def test_a_folded_composer_unfolds_for_what_is_dragged_to_it(visit: Visit, writing: bool) -> None:
    page = visit(path="/?status=succeeded")
    if writing:
        prompt(page).focus()
        page.wait_for_timeout(900)  # it does not fold under somebody's hands
    page.mouse.move(640, 300)
    shape = page.get_by_role("button", name="Shape")
    wait_until(lambda: page.mouse.wheel(0, 300) or page.wait_for_timeout(300) or shape.is_hidden())
    shown = page.locator("#history .card-open").filter(visible=True)
    inside = [one for one in shown.all() if 0 < (one.bounding_box() or {"y": -1})["y"] < 400]
    pull(page, inside[0])
    expect(shape).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text(HINT)).to_be_hidden()
    expect(chips(page)).to_have_count(1)
    expect(shape).to_be_visible()


def test_who_has_brought_a_picture_goes_on_with_words(visit: Visit) -> None:
    page = visit()
    pull(page, page.locator("#history article[data-status=succeeded] .card-open").first)
    page.mouse.up()
    expect(chips(page)).to_have_count(1)
    page.keyboard.type("The same, with fog")
    expect(prompt(page)).to_have_value("The same, with fog")
    prompt(page).evaluate("area => area.blur()")
    bring(page, "drop", "one.png")
    expect(prompt(page)).to_be_focused()


def test_several_files_are_pasted_at_once_in_their_order(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).fill("Typed before")
    bring(page, "paste", "one.png", "two.png", "three.png")
    expect_order(page, "one.png", "two.png", "three.png")
    expect(prompt(page)).to_have_value("Typed before")


def test_several_files_are_dropped_at_once_and_the_first_replaces_the_tile_below_it(visit: Visit) -> None:
    page = visit()
    pick(page, file("old.png", fresh()))
    expect_order(page, "old.png")
    bring(page, "drop", "new.png", "next.png", onto=chips(page).nth(0))
    expect_order(page, "new.png", "next.png")


def test_the_order_is_that_of_picking_however_long_each_takes(visit: Visit) -> None:
    page = visit()
    slow: list[Route] = []

    def delayed(route: Route) -> None:
        # The first comes back last.
        slow.append(route)
        if len(slow) == 3:
            for waiting in reversed(slow):
                waiting.continue_()

    page.route("**/references/", delayed)
    pick(page, *(file(f"{nth}.png", fresh()) for nth in (1, 2, 3)))
    expect_order(page, "1.png", "2.png", "3.png")
