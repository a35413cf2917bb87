"""A phone's Back, and whatever else asks a browser to close what is open, ends the selection and leaves one there."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, chosen, go_on, made
from tests.browser.studio import Studio

# Chromium asks the page to close something for a phone's Back and for Escape alike, in one way. Here the key itself
# is kept from the studio, which has an answer of its own to that.
NO_ESCAPE = """() => window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.stopImmediatePropagation();
}, true)"""


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    return made(studio, "carol", 4)


def back(page: Page) -> None:
    page.keyboard.press("Escape")


def test_back_ends_the_selection_and_nothing_else(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    page.evaluate(NO_ESCAPE)
    page.get_by_role("searchbox", name="Search in prompts").fill(flock)
    expect(page.locator("#history .card")).to_have_count(4)
    begin(page, screen, flock, 4, 2)
    back(page)
    expect(bar(page)).to_be_hidden()
    expect(chosen(page)).to_have_count(0)
    expect(page).to_have_url(re.compile("[?&]q=Flock"))
    expect(page.locator("#history .card")).to_have_count(4)
    # And once more, when it has been begun again; what has been let go by a tap needs no Back.
    begin(page, screen, flock, 3)
    back(page)
    expect(bar(page)).to_be_hidden()
    begin(page, screen, flock, 1)
    bird(page, flock, 1).get_by_role("link").first.click()
    expect(bar(page)).to_be_hidden()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?scope=mine$"))
    expect(page.get_by_role("searchbox", name="Search in prompts")).to_have_value("")


def test_back_closes_first_what_lies_over_the_selection(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", f"/?scope=mine&q={flock}", **screen)
    page.evaluate(NO_ESCAPE)
    begin(page, screen, flock, 4)
    go_on(page, screen, flock, 3)
    page.get_by_role("button", name="Filters").click()
    panel = page.locator("#filters-panel")
    expect(panel).to_be_visible()
    back(page)
    expect(panel).to_be_hidden()
    expect(chosen(page)).to_have_count(2)
    back(page)
    expect(chosen(page)).to_have_count(0)
