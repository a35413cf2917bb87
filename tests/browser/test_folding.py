"""On a phone the composer is one line while the pictures are looked at, and whole for whoever reaches for it.

What is told stands just above it, at any size.
"""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, composer, file, prompt
from tests.browser.bringing import chips, expect_chips, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.test_drafts import crash, kept_here, wait_until_saved
from tests.browser.touch import middle
from tests.browser.wall import scroll

# What is told stands so far above the composer, whether that is whole or one line.
JUST_ABOVE = """() => {
  const told = document.querySelector(".message")?.getBoundingClientRect();
  const gap = document.getElementById("composer").getBoundingClientRect().top - told?.bottom;
  return gap > 8 && gap < 48;
}"""


def expect_folded(page: Page) -> None:
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_hidden()


def test_wherever_its_one_line_is_touched_one_goes_on_writing_at_the_end(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).fill("A thought that\nwaits in one line")
    wait_until_saved(page)
    page.reload()
    expect_folded(page)
    box = composer(page).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 2)
    expect(prompt(page)).to_be_focused()
    page.keyboard.type(", and goes on")
    expect(prompt(page)).to_have_value("A thought that\nwaits in one line, and goes on")


def test_what_comes_back_after_a_crash_leaves_the_pictures_in_sight(visit: Visit, forgiven: list[str]) -> None:
    forgiven.append("ERR_FAILED")
    page = visit(**PHONE)
    page.route("**/draft/", lambda route: route.abort())
    prompt(page).fill("More that never arrived")
    page.wait_for_function("() => Object.values(localStorage).some((value) => value.includes('never arrived'))")
    assert "never arrived" in kept_here(page)
    crash(page)
    again = visit(**PHONE)
    expect(prompt(again)).to_have_value("More that never arrived")
    wait_until_saved(again)
    expect_folded(again)


def test_its_small_references_are_no_target_for_a_finger(visit: Visit) -> None:
    page = visit(path=PAST, **PHONE)
    prompt(page).focus()
    pick(page, file("wool.png", fresh()))
    expect_chips(page, "wool.png")
    expect(page.locator("#references .uploading")).to_have_count(0)
    wait_until_saved(page)
    page.reload()
    expect_folded(page)
    small = chips(page).first
    expect(small).to_be_visible()
    assert small.evaluate("(one) => one.getBoundingClientRect().width") < 44
    page.touchscreen.tap(*middle(small))
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(prompt(page)).to_be_focused()


def test_what_is_told_stands_just_above_it_whole_or_folded(
    visit_great: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit_great("/?before=2000", **screen)
    # What went wrong is told for as long as it is not put away.
    page.route("**/favourite/", lambda route: route.abort())
    page.locator("#history .card:has(.card-picture) .card-open").first.focus()
    page.keyboard.press("f")
    expect(page.locator(".message.error")).to_be_in_viewport(ratio=1)
    page.wait_for_function(JUST_ABOVE)
    scroll(page, 600)
    expect_folded(page)
    page.wait_for_function(JUST_ABOVE)
    composer(page).click()
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_visible()
    page.wait_for_function(JUST_ABOVE)
