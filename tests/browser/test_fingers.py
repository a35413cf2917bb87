"""What is small under a mouse is large enough for a finger, and what a finger cannot use is not there."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PAST, composer, prompt, viewer
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.test_lightbox_live import DETAILS


def expect_fingertip(target: Locator) -> None:
    """A finger meets it."""
    box = target.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44, box


@pytest.fixture
def phone(visit: Visit) -> Page:
    return visit(path=PAST, **PHONE)


def test_the_switches_of_size_and_of_colours_are_met_by_a_finger(phone: Page) -> None:
    for size in ("Large", "Medium", "Small"):
        expect_fingertip(phone.get_by_role("radio", name=size))
    phone.get_by_role("button", name="Alice Adams").tap()
    for theme in ("Auto", "Light", "Dark"):
        expect_fingertip(phone.get_by_role("radio", name=theme))


def test_on_a_desk_they_stay_as_small_as_they_are(visit: Visit) -> None:
    page = visit(path=PAST, **DESKTOP)
    box = page.get_by_role("radio", name="Medium").bounding_box()
    assert box
    assert box["height"] <= 32


def test_what_was_replaced_is_put_back_by_a_finger(phone: Page) -> None:
    prompt(phone).fill("What I was writing")
    phone.evaluate("document.activeElement.blur()")
    phone.get_by_role("button", name="Actions").first.tap()
    phone.get_by_role("dialog", name="Actions").get_by_role("link", name="Use again").tap()
    back = composer(phone).get_by_role("button", name="Put it back")
    expect(back).to_be_visible()
    expect_fingertip(back)
    back.tap()
    expect(prompt(phone)).to_have_value("What I was writing")


def test_what_could_not_be_fetched_is_tried_again_by_a_finger(phone: Page, forgiven: list[str]) -> None:
    forgiven += ["ERR_CONNECTION_REFUSED"]
    phone.route(DETAILS, lambda route: route.abort("connectionrefused"))
    phone.locator("#history .card-open").nth(2).tap()
    again = viewer(phone).get_by_role("alert").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect_fingertip(again)
    phone.unroute(DETAILS)
    again.tap()
    expect(viewer(phone).get_by_role("link", name="Download")).to_be_visible()


def test_a_pictures_own_page_has_buttons_to_zoom_only_for_a_mouse(visit: Visit, phone: Page) -> None:
    address = phone.locator("#history .card-open").first.get_attribute("href")
    phone.goto(address or "")
    expect(phone.get_by_role("link", name="Download")).to_be_visible()
    expect(phone.get_by_role("button", name="Zoom in")).to_be_hidden()
    desk = visit(path=address, **DESKTOP)
    expect(desk.get_by_role("button", name="Zoom in")).to_be_visible()


def test_a_phone_without_a_script_has_no_button_that_needs_one(visit: Visit) -> None:
    page = visit(path=PAST, java_script_enabled=False, **PHONE)
    expect(page.locator("#history .card").first).to_be_visible()
    expect(page.locator("#history .card-more").first).to_be_hidden()
