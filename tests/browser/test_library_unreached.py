"""The prompt library says when the studio does not answer, and goes on when it does again."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import prompt
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.test_prompt_library import library, open_library, options, saved  # noqa: F401 - a fixture
from tests.browser.touch import press


@pytest.fixture
def page(visit: Visit, saved: None, screen: dict[str, Any], forgiven: list[str]) -> Page:  # noqa: F811
    forgiven += ["ERR_FAILED", "Failed to fetch", "500"]
    return visit(**screen)


@pytest.fixture
def mine(studio: Studio) -> Iterator[str]:
    """The name of what is saved here and by no other test."""
    yield "Kept after all"
    studio.shell(
        "from generator.models import SavedPrompt\nSavedPrompt.objects.filter(name='Kept after all').delete()"
    )


def test_a_list_and_a_search_that_do_not_come(page: Page) -> None:
    page.route("**/prompts/**", lambda route: route.abort())
    prompt(page).click()
    page.get_by_role("button", name="Prompts").click()
    told = library(page).get_by_role("alert")
    expect(told).to_have_text("The studio could not be reached. Nothing was done; try again.")
    page.unroute("**/prompts/**")
    library(page).get_by_role("combobox", name="Search prompts").fill("pos")
    expect(options(page)).to_contain_text(["Poster"])
    expect(told).to_be_empty()


def test_a_prompt_that_could_not_be_saved_stays_in_its_form(page: Page, mine: str, screen: dict[str, Any]) -> None:
    prompt(page).fill("A prompt that is worth keeping")
    open_library(page)
    press(screen, library(page).get_by_role("button", name="Save this prompt"))
    name = library(page).get_by_role("textbox", name="Name")
    name.fill(mine)
    page.route("**/prompts/**", lambda route: route.fulfill(status=500))
    press(screen, library(page).get_by_role("button", name="Save", exact=True))
    expect(library(page).get_by_role("alert")).to_contain_text("That could not be done.")
    expect(name).to_have_value(mine)
    page.unroute("**/prompts/**")
    press(screen, library(page).get_by_role("button", name="Save", exact=True))
    expect(options(page).filter(has_text=mine)).to_be_visible()
    expect(library(page).get_by_role("alert")).to_be_empty()
