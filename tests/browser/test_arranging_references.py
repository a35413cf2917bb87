"""The references in the composer: their order, which is what is sent, and each in full size."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import card, compose, composer, expect_loaded, file, picture_of, prompt
from tests.browser.bringing import bring, chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.held import answers_held, wait_for_one
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.touch import press

# The next change of the references, such as the answer to one that is added.
CHANGE = """() => {
  window.changed = new Promise((tell) => document.addEventListener("references:changed", tell, { once: true }));
}"""


def expect_nothing_of_ones_own_under_way(page: Page) -> None:
    """What comes is announced, over whatever else was."""
    states = ("queued", "submitting", "generating", "collecting")
    own = ", ".join(f'#history .card[data-own][data-status="{one}"]' for one in states)
    expect(page.locator(own)).to_have_count(0)


def three(page: Page) -> None:
    prompt(page).click()
    pick(page, *(file(f"{name}.png", fresh()) for name in ("ant", "bee", "cow")))
    expect_order(page, "ant.png", "bee.png", "cow.png")


def middle(tile: Locator) -> tuple[float, float]:
    box = tile.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, tile: Locator, to: tuple[float, float], touch: bool) -> None:
    """By mouse, or by a finger, as the browser reports them."""
    (x, y), steps = middle(tile), 6
    points = [(x + (to[0] - x) * step / steps, y + (to[1] - y) * step / steps) for step in range(1, steps + 1)]
    if not touch:
        page.mouse.move(x, y)
        page.mouse.down()
        for point in points:
            page.mouse.move(*point)
        page.mouse.up()
        return
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for left, top in points:
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": left, "y": top}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_reference_is_dragged_to_another_place_and_that_order_is_sent(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    expect_nothing_of_ones_own_under_way(page)
    three(page)
    drag(page, chips(page).nth(2), middle(chips(page).nth(0)), "has_touch" in screen)
    expect_order(page, "cow.png", "ant.png", "bee.png")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("cow.png is reference 1 of 3.")
    thumbnails = [image.get_attribute("src") for image in chips(page).get_by_role("img").all()]
    words = f"The cow before the ant, {screen['viewport']['width']}"
    compose(page, f"{words} [fast]")
    card(page, words).get_by_role("link").first.click()
    shown = [page.get_by_role("img", name=f"Reference {nth}") for nth in (1, 2, 3)]
    expect(shown[2]).to_be_visible()
    assert [image.get_attribute("src") for image in shown] == thumbnails


def test_a_drag_that_is_given_up_changes_nothing(visit: Visit) -> None:
    page = visit()
    three(page)
    x, y = middle(chips(page).nth(0))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 130, y, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect_order(page, "ant.png", "bee.png", "cow.png")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_arrow_keys_move_the_focused_reference_and_delete_takes_it_away(visit: Visit) -> None:
    page = visit()
    expect_nothing_of_ones_own_under_way(page)
    three(page)
    bee = page.get_by_role("link", name="bee.png")
    bee.focus()
    page.keyboard.press("ArrowRight")
    expect_order(page, "ant.png", "cow.png", "bee.png")
    expect(bee).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("bee.png is reference 3 of 3.")
    page.keyboard.press("ArrowRight")
    expect_order(page, "ant.png", "cow.png", "bee.png")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect_order(page, "bee.png", "ant.png", "cow.png")
    page.keyboard.press("Delete")
    expect_order(page, "ant.png", "cow.png")
    expect(page.get_by_role("link", name="ant.png")).to_be_focused()


def test_a_file_dropped_on_a_reference_takes_its_place(visit: Visit) -> None:
    page = visit()
    three(page)
    bring(page, "drop", "dog.png", onto=chips(page).nth(1))
    expect_order(page, "ant.png", "dog.png", "cow.png")


def test_what_is_refused_replaces_nothing(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    three(page)
    if "has_touch" in screen:
        chips(page).nth(1).get_by_role("link").tap()
        replace = page.get_by_role("dialog", name="bee.png").get_by_role("button", name="Replace")
    else:
        chips(page).nth(1).hover()
        replace = page.get_by_role("button", name="Replace bee.png")
    with page.expect_file_chooser() as choosing:
        press(screen, replace)
    choosing.value.set_files([file("disguised.png", b"<svg/>")])
    refusal = composer(page).get_by_text("disguised.png is not a PNG, JPEG or WebP picture.")
    expect(refusal).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_order(page, "ant.png", "bee.png", "cow.png")


def test_what_is_taken_out_while_it_is_added_stays_out(visit: Visit) -> None:
    page = visit()
    pick(page, file("finch.png", fresh()))
    expect_order(page, "finch.png")
    page.get_by_role("button", name="Remove finch.png").click()
    page.get_by_role("button", name="Open the reference shelf").click()
    finch = page.get_by_role("dialog", name="References").get_by_role("button", name="finch.png")
    with answers_held(page, "**/references/") as held:
        finch.click()
        wait_for_one(page, held)
        expect(finch).to_have_attribute("aria-pressed", "true")
        finch.click()
        expect(finch).to_have_attribute("aria-pressed", "false")
        page.evaluate(CHANGE)
    page.evaluate("window.changed.then(() => null)")
    expect(chips(page)).to_have_count(0)
    expect(finch).to_have_attribute("aria-pressed", "false")


def test_what_is_added_comes_along_into_a_fresh_composer(visit: Visit) -> None:
    page = visit()
    words = "A hedge for a wren that is late"
    compose(page, f"{words} [fast]")
    picture_of(card(page, words)).hover()
    with answers_held(page, "**/references/") as held:
        pick(page, file("wren.png", fresh()))
        wait_for_one(page, held)
        card(page, words).get_by_role("link", name="Use again").click()
        expect(prompt(page)).to_have_value(f"{words} [fast]")
    expect_order(page, "wren.png")


def test_a_reference_is_looked_at_moved_and_replaced_in_full_size(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    three(page)
    chips(page).nth(1).get_by_role("link").click()
    whole = page.get_by_role("dialog", name="Reference 2 of 3: bee.png")
    expect(whole).to_be_visible()
    expect_loaded(whole.get_by_role("img", name="bee.png"))
    whole.get_by_role("button", name="Move left").click()
    whole = page.get_by_role("dialog", name="Reference 1 of 3: bee.png")
    expect(whole.get_by_role("button", name="Move left")).to_be_disabled()
    expect(whole.get_by_role("button", name="Move right")).to_be_focused()
    with page.expect_file_chooser() as choosing:
        whole.get_by_role("button", name="Replace").click()
    choosing.value.set_files([file("elk.png", fresh())])
    expect(whole).to_be_hidden()
    expect_order(page, "elk.png", "ant.png", "cow.png")
    chips(page).nth(0).get_by_role("link").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it out").click()
    expect_order(page, "ant.png", "cow.png")


def test_after_looking_the_focus_is_on_the_reference_again(visit: Visit) -> None:
    page = visit()
    three(page)
    page.get_by_role("link", name="cow.png").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="cow.png")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="cow.png")).to_be_focused()


def test_a_shape_takes_one_of_the_places_and_stays_the_last(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Shape").click()
    page.get_by_role("radio", name="16:9").check(force=True)
    pick(page, *(file(f"{nth}.png", fresh()) for nth in range(3)))
    expect(page.get_by_text("Two references at most beside a shape; one picture was left out.")).to_be_visible()
    expect_order(page, "0.png", "1.png")
    page.get_by_role("link", name="0.png").focus()
    page.keyboard.press("ArrowRight")
    expect_order(page, "1.png", "0.png")
    page.keyboard.press("ArrowRight")
    expect_order(page, "1.png", "0.png")
    expect(chips(page).last).to_contain_text("16:9")


@pytest.mark.parametrize("look", [{**PHONE, "color_scheme": "dark"}, {**DESKTOP, "color_scheme": "light"}])
def test_nothing_is_in_the_way_of_a_screen_reader(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(**look)
    three(page)
    assert axe.violations(page) == []
    chips(page).nth(1).get_by_role("link").click()
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Name")).to_be_visible()
    assert axe.violations(page) == []
