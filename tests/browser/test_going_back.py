"""Back and Forward between parts of a long history: each is what its address says, and where one left it."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.test_finding import open_panel, panel
from tests.browser.wall import Place, expect_filled, expect_place, place, scroll

BOBS = re.compile(r"/\?by=bob$")
TO_MY_PLACE = re.compile(r"/generations/\?.*(before|after)=")


def look_at_bobs(page: Page) -> None:
    """Through the filters, which is one more entry of the browser's history."""
    open_panel(page).get_by_role("radio", name="Bob").check(force=True)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page).to_have_url(BOBS)
    expect_filled(page)


def far_down(page: Page, by: float) -> Place:
    """The place where one gets in the whole history, with bob's pictures one entry further on."""
    look_at_bobs(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_role("list", name="Filters")).to_have_count(0)
    for _ in range(8):
        scroll(page, by)
    return place(page)


def go_on_to_bobs(page: Page) -> None:
    page.go_forward()
    expect(page).to_have_url(BOBS)
    expect(page.get_by_role("list", name="Filters")).to_be_visible()
    expect_filled(page)


def hold_first(page: Page, address: str | re.Pattern[str]) -> list[Route]:
    """What is asked for there waits until the test lets it go on; what is asked for after that does not."""
    held: list[Route] = []
    page.route(address, lambda route: route.continue_() if held else held.append(route))
    return held


def authors(page: Page) -> set[str]:
    return {str(name) for name in page.locator("#history .card-name").all_text_contents()}


def turn_the_wheel(page: Page, by: float) -> None:
    """And look no further: the page has just moved."""
    before = page.evaluate("scrollY")
    page.mouse.move(600, 300)
    page.mouse.wheel(0, by)
    page.wait_for_function("(before) => scrollY !== before", arg=before)


def test_back_right_after_scrolling_leads_to_where_one_was_and_forward_too(
    visit_great: Visit, screen: dict[str, Any]
) -> None:
    page = visit_great(**screen)
    was = far_down(page, 2 * screen["viewport"]["height"])
    go_on_to_bobs(page)
    scroll(page, 1200)
    held = hold_first(page, "**/view/*")
    turn_the_wheel(page, 500)
    with page.expect_request("**/view/*"):
        page.evaluate("history.back()")
    page.wait_for_timeout(400)  # longer than what has moved takes to be remembered
    there = place(page)
    held[0].continue_()
    expect_place(page, was)
    go_on_to_bobs(page)
    expect_place(page, there)


def test_who_has_gone_on_already_is_not_brought_back(visit_great: Visit) -> None:
    page = visit_great()
    was = far_down(page, 1700)
    go_on_to_bobs(page)
    held = hold_first(page, TO_MY_PLACE)
    with page.expect_request(TO_MY_PLACE):
        page.go_back()
    page.wait_for_timeout(400)
    go_on_to_bobs(page)
    with page.expect_response(TO_MY_PLACE):
        held[0].continue_()
    page.wait_for_timeout(400)
    assert authors(page) == {"Bob"}
    # And the place itself is not forgotten.
    page.go_back()
    expect_place(page, was)
