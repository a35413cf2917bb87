"""Hearts: on cards, in the lightbox and on a picture's page, the same in all tabs, and a place of their own."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser import axe
from tests.browser.acts import opened, viewer
from tests.browser.conftest import Visit
from tests.browser.pixels import points
from tests.browser.studio import Studio
from tests.browser.test_what_went_wrong import expect_seen
from tests.browser.touch import press
from tests.program.running import wait_until

ROBINS = """
from generator.models import Member, Status
from tests.browser import past
bob = Member.objects.get(username="bob")
for number in range(3):
    past.made(bob, Status.SUCCEEDED, f"Robin number {number} on a spade")
"""
ACCENT = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--accent)";
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(probe).color;
  canvas.fillRect(0, 0, 1, 1);
  probe.remove();
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
ROBINS_VIEW = "/?q=robin spade"


@pytest.fixture(autouse=True)
def _no_favourites(studio: Studio) -> None:
    studio.shell("from generator.models import Favourite\nFavourite.objects.all().delete()")


@pytest.fixture(scope="module", autouse=True)
def _robins(studio: Studio) -> None:
    studio.shell(ROBINS)


def robin(page: Page, number: int = 1) -> Locator:
    return page.get_by_role("article").filter(has_text=f"Robin number {number}")


def heart(place: Locator) -> Locator:
    return place.get_by_role("button", name="Favourite")


def offering(page: Page, screen: dict[str, Any], number: int = 1) -> Locator:
    """Where the heart of one is pressed: on its card, or on a phone in the sheet that comes for that."""
    if "has_touch" in screen:
        robin(page, number).get_by_role("button", name="Actions").tap()
        return page.get_by_role("dialog", name="Actions")
    robin(page, number).hover()
    return robin(page, number)


def mark(page: Page, screen: dict[str, Any], number: int = 1) -> None:
    """By the heart on the card, or on a phone by that of its sheet."""
    press(screen, heart(offering(page, screen, number)))
    if "has_touch" in screen:
        close_sheet(page)
    expect(page.locator("#announcer")).to_have_text("Marked as a favourite")


def close_sheet(page: Page) -> None:
    page.get_by_role("dialog", name="Actions").get_by_role("button", name="Close").tap()


def test_no_favourites_yet_teaches_and_the_first_is_a_heart_away(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", ROBINS_VIEW, **screen)
    page.get_by_role("navigation", name="History").get_by_role("link", name="Favourites").click()
    expect(page.get_by_role("heading", name="No favourites yet")).to_be_visible()
    expect(page).to_have_title("Favourites · Atelier")
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(ROBINS_VIEW)
    mark(page, screen)
    page.get_by_role("navigation", name="History").get_by_role("link", name="Favourites").click()
    expect(page.get_by_role("heading", name="My favourites")).to_be_attached()
    expect(page.locator("#history .card")).to_have_count(1)
    expect(robin(page)).to_be_visible()


def test_a_heart_is_the_same_in_every_tab_and_after_a_reload(visit: Visit, screen: dict[str, Any]) -> None:
    page, other = visit("carol", ROBINS_VIEW, **screen), visit("carol", ROBINS_VIEW, **screen)
    mark(page, screen)
    expect(robin(other).locator("[data-favourite]").first).to_have_attribute("aria-pressed", "true")
    other.reload()
    place = offering(other, screen)
    expect(heart(place)).to_have_attribute("aria-pressed", "true")
    press(screen, heart(place))
    expect(robin(page).locator("[data-favourite]").first).to_have_attribute("aria-pressed", "false")
    own = offering(page, screen)
    expect(heart(own)).to_have_attribute("aria-pressed", "false")
    # Also while it is looked at.
    press(screen, heart(place))
    expect(heart(own)).to_have_attribute("aria-pressed", "true")


def test_a_heart_in_the_lightbox_is_that_of_the_card_and_stays_while_one_leafs(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit("carol", ROBINS_VIEW, **screen)
    opened(page, robin(page))
    press(screen, heart(viewer(page)))
    expect(page.get_by_role("status").filter(has_text="Marked as a favourite")).to_be_attached()
    expect(heart(viewer(page))).to_have_attribute("aria-pressed", "true")
    press(screen, viewer(page).get_by_role("button", name="Older picture"))
    expect(heart(viewer(page))).to_have_attribute("aria-pressed", "false")
    press(screen, viewer(page).get_by_role("button", name="Newer picture"))
    expect(heart(viewer(page))).to_have_attribute("aria-pressed", "true")
    press(screen, viewer(page).get_by_role("button", name="Close"))
    expect(robin(page).locator("[data-favourite]").first).to_have_attribute("aria-pressed", "true")
    if "has_touch" in screen:
        robin(page).get_by_role("button", name="Actions").tap()
        expect(heart(page.get_by_role("dialog", name="Actions"))).to_have_attribute("aria-pressed", "true")


def test_many_clicks_end_as_the_last_one_says(visit: Visit) -> None:
    page = visit("carol", ROBINS_VIEW)
    answered: list[Response] = []
    page.on("response", lambda response: "favourite" in response.url and answered.append(response))
    robin(page).hover()
    for _ in range(5):
        heart(robin(page)).click()
    wait_until(lambda: page.wait_for_timeout(50) or len(answered) == 5)
    page.goto("/?favourites=yes")
    expect(page.locator("#history .card")).to_have_count(1)


def test_a_heart_that_could_not_be_kept_is_taken_back(
    visit: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit("carol", ROBINS_VIEW, **screen)
    page.route("**/favourite/", lambda route: route.abort())
    press(screen, heart(offering(page, screen)))
    expect_seen(page.get_by_text("The studio could not be reached; the favourite was not kept."))
    expect(heart(offering(page, screen))).to_have_attribute("aria-pressed", "false")


def test_a_favourite_is_known_on_the_wall_at_a_glance(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", ROBINS_VIEW, **screen)
    mark(page, screen, 1)
    page.mouse.move(2, 2)
    page.evaluate("() => document.activeElement.blur()")
    seen = {}
    for number in (1, 2):
        box = robin(page, number).bounding_box()
        assert box
        corner = {"x": box["x"] + box["width"] - 26, "y": box["y"] + 14, "width": 12, "height": 12}
        accent = page.evaluate(ACCENT)
        close = [one for one in points(page, corner).values() if max(map(abs, map(int.__sub__, one, accent))) < 30]
        seen[number] = len(close)
    assert seen[1] > 30
    assert seen[2] == 0


def test_without_a_script_a_pictures_page_has_the_heart(visit: Visit) -> None:
    page = visit("carol", ROBINS_VIEW, java_script_enabled=False)
    robin(page).get_by_role("link").first.click()
    heart(page.locator("#detail")).click()
    expect(heart(page.locator("#detail"))).to_have_attribute("aria-pressed", "true")
    page.goto("/?favourites=yes")
    expect(page.locator("#history .card")).to_have_count(1)
    robin(page).get_by_role("link").first.click()
    heart(page.locator("#detail")).click()
    expect(heart(page.locator("#detail"))).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("/generations/"))
