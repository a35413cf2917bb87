"""A finger on a picture that is seen whole."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, opened, prompt_shown, viewer
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.touch import Glass, middle
from tests.browser.wall import AT_REST

SHIFT = "() => new DOMMatrix(getComputedStyle(document.querySelector('#detail .detail-pictures')).transform)[axis]"


@pytest.fixture
def page(visit: Visit) -> Page:
    page = visit(path=PAST, **PHONE)
    opened(page, page.locator("#history .card").nth(3))
    return page


def shift(page: Page, axis: str = "m41") -> float:
    found: float = page.evaluate(SHIFT.replace("axis", f"'{axis}'"))
    return found


def expect_back(page: Page) -> None:
    """The picture is where it was."""
    page.wait_for_function(f"() => ({SHIFT.replace('axis', repr('m41'))})() === 0")


def address(page: Page, number: int) -> re.Pattern[str]:
    return re.compile(page.locator("#history .card-open").nth(number).get_attribute("href") or "none")


def test_sideways_leads_to_the_next_and_back_and_the_picture_follows_the_finger(page: Page) -> None:
    glass = Glass(page)
    place = middle(page.locator(".zoom"))
    glass.hold(place, (-150, 0))
    assert abs(shift(page) + 150) < 3
    beside = page.locator(".peek").last.bounding_box()
    assert beside["x"] < 390 - 100, "the next one comes along"
    glass.lift()
    expect(page).to_have_url(address(page, 4))
    expect(page.locator(".peek")).to_have_count(0)
    expect(viewer(page).locator(".facts")).to_be_visible()
    assert shift(page) == 0
    glass.swipe(place, (150, 10))
    expect(page).to_have_url(address(page, 3))


def test_a_little_way_leads_back(page: Page) -> None:
    heading = prompt_shown(page).text_content()
    glass = Glass(page)
    glass.hold(middle(page.locator(".zoom")), (-50, 0), steps=16)
    glass.lift()
    expect_back(page)
    expect(prompt_shown(page)).to_have_text(heading or "")
    expect(page).to_have_url(address(page, 3))
    expect(page.locator(".peek")).to_have_count(0)


def test_at_the_end_it_gives_a_little_and_stays(visit: Visit) -> None:
    page = visit(path=PAST, **PHONE)
    opened(page, page.locator("#history .card").first)
    glass = Glass(page)
    glass.hold(middle(page.locator(".zoom")), (200, 0))
    assert 0 < shift(page) < 80
    glass.lift()
    expect_back(page)
    expect(page).to_have_url(address(page, 0))


def test_down_puts_it_away(page: Page) -> None:
    glass = Glass(page)
    glass.hold(middle(page.locator(".zoom")), (0, 160))
    assert abs(shift(page, "m42") - 160) < 3
    glass.lift()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(re.compile(re.escape(PAST)))


def test_up_scrolls_to_the_prompt_and_down_back_again(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    glass = Glass(page)
    dialog = page.locator("#viewer")
    place = middle(page.locator(".zoom"))
    glass.swipe(place, (0, -200))
    page.wait_for_function("() => document.getElementById('viewer').scrollTop > 50")
    dialog.evaluate(AT_REST)
    far = dialog.evaluate("dialog => dialog.scrollTop")
    glass.swipe((place[0], 200), (0, 60))
    page.wait_for_function("far => document.getElementById('viewer').scrollTop < far", arg=far)
    expect(viewer(page)).to_be_visible()
    expect(page).to_have_url(address(page, 3))
