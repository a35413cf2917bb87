"""What could not be had or done is said where one looks, with what to do, and that helps."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PAST, card, composer, opened, prompt, use, viewer
from tests.browser.conftest import Visit
from tests.browser.flocks import failed
from tests.browser.studio import Studio

# A prompt of carol's for the up arrow; and a picture of bob's that did not come, which can be tried again.
EARLIER = """
from generator.models import Member
from tests import make
make.generation(Member.objects.get(username="carol"), prompt="A weir that was drawn before").cancel()
"""
NOT_DONE = "That could not be done. Reload the page to see how things stand."


@pytest.fixture(autouse=True)
def expected(forgiven: list[str]) -> None:
    forgiven += ["ERR_FAILED", "Failed to fetch", "Failed to load", "500 "]


@pytest.fixture
def weir(studio: Studio, screen: dict[str, Any]) -> str:
    """What bob asked for and did not get."""
    return failed(studio, "bob", f"A weir that did not come, {screen['viewport']['width']}")


def expect_seen(told: Locator) -> None:
    """It is there to be read, and nothing lies over it."""
    expect(told).to_be_in_viewport(ratio=1)
    told.click(trial=True)


def test_the_shelf_is_closed_and_opened_again(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", **screen)
    shelf = page.get_by_role("dialog", name="References")
    told = shelf.get_by_text("The shelf could not be fetched. Close it and try again.")
    page.route("**/references/shelf/**", lambda route: route.abort())
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    expect_seen(told)
    page.unroute("**/references/shelf/**")
    shelf.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Open the reference shelf").click()
    expect(page.locator("#shelf-body > *").first).to_be_visible()
    expect(told).to_be_hidden()


def test_the_prompt_of_a_picture_is_fetched_the_second_time(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", path=PAST, **screen)
    told = composer(page).get_by_text("The earlier prompt could not be fetched. Try again.")
    page.route("**/use/", lambda route: route.abort())
    use(page, "Use again", "has_touch" in screen)
    expect_seen(told)
    page.unroute("**/use/")
    use(page, "Use again", "has_touch" in screen)
    expect(prompt(page)).to_have_value(page.locator("#history .card-prompt").first.text_content() or "")
    expect(told).to_be_hidden()


def test_earlier_prompts_are_fetched_the_second_time(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    studio.shell(EARLIER)
    page = visit("carol", **screen)
    told = composer(page).get_by_text("The earlier prompts could not be fetched. Try again.")
    page.route("**/prompts/mine/", lambda route: route.abort())
    go_back(page, "has_touch" in screen)
    expect_seen(told)
    page.unroute("**/prompts/mine/")
    go_back(page, "has_touch" in screen)
    expect(prompt(page)).to_have_value("A weir that was drawn before")
    expect(told).to_be_hidden()


def go_back(page: Page, touch: bool) -> None:
    prompt(page).click()
    if touch:
        composer(page).get_by_role("button", name="Prompts").tap()
        page.get_by_role("dialog", name="Prompts").get_by_role("button", name="Earlier prompts").tap()
    else:
        page.keyboard.press("ArrowUp")


def test_what_a_card_could_not_do_is_seen_after_a_reload(visit: Visit, screen: dict[str, Any], weir: str) -> None:
    page = visit("bob", f"/?q={weir.partition(',')[0]}", **screen)
    page.route("**/retry/", lambda route: route.fulfill(status=500))
    card(page, weir).get_by_role("button", name="Try again").click()
    told = page.get_by_role("status").get_by_text(NOT_DONE)
    expect_seen(told)
    page.reload()
    expect(card(page, weir).get_by_text("No picture came back")).to_be_visible()
    expect(told).to_have_count(0)


def test_what_an_open_picture_could_not_do_is_seen_after_a_reload(
    visit: Visit, screen: dict[str, Any], weir: str
) -> None:
    page = visit("bob", f"/?q={weir.partition(',')[0]}", **screen)
    page.route("**/retry/", lambda route: route.fulfill(status=500))
    opened(page, card(page, weir).first).get_by_role("button", name="Try again").click()
    expect_seen(viewer(page).get_by_role("alert").get_by_text(NOT_DONE))
    page.reload()
    expect(page.get_by_role("status").get_by_text("No picture came back")).to_be_visible()
    expect(page.get_by_text(NOT_DONE)).to_have_count(0)


def test_a_page_that_missed_too_much_and_cannot_ask_for_it_is_reloaded(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", path=PAST, **screen)
    everything = {"content_type": "text/event-stream", "body": "event: reload\ndata: reload\n\n"}
    page.route("**/live/?**", lambda route: route.fulfill(**everything), times=1)
    page.route("**/generations/?**", lambda route: route.abort())
    page.reload()
    told = page.get_by_role("status").get_by_text("The page could not be brought up to date. Reload it.")
    expect_seen(told)
    page.unroute("**/generations/?**")
    page.reload()
    expect(page.locator("#history .card").first).to_be_visible()
    expect(told).to_have_count(0)
