"""The prompts that are used most stand first in the library, by what its members do with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import prompt
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.test_prompt_library import library, open_library, options

UNUSED = """
from generator.models import Member, SavedPrompt
from tests import make
SavedPrompt.objects.all().delete()
bob = Member.objects.get(username="bob")
make.prompt(bob, "Arcade", "An arcade at noon", shared=True)
make.prompt(bob, "Belfry", "A belfry in fog", shared=True)
make.prompt(bob, "Cellar", "A cellar with {thing}", shared=True)
"""


@pytest.fixture
def unused(studio: Studio) -> Iterator[None]:
    """Three that bob shares and nobody has used."""
    studio.shell(UNUSED)
    yield
    studio.shell("from generator.models import SavedPrompt\nSavedPrompt.objects.all().delete()")


def take(page: Page, name: str, thing: str = "") -> None:
    """Put one into the composer, with what its placeholder asks for."""
    open_library(page)
    with page.expect_response("**/used/"):
        options(page).filter(has_text=name).click()
        if thing:
            library(page).get_by_role("textbox", name="thing").fill(thing)
            library(page).get_by_role("button", name="Put into the composer").click()
        expect(library(page)).to_be_hidden()


def expect_listed(page: Page, *names: str) -> None:
    open_library(page)
    expect(options(page).locator(".prompt-name")).to_have_text(list(names))
    page.keyboard.press("Escape")
    expect(library(page)).to_be_hidden()


def test_what_is_used_from_the_library_moves_up_for_whoever_sees_it(
    visit: Visit, unused: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    expect_listed(page, "Arcade", "Belfry", "Cellar")
    take(page, "Belfry")
    expect(prompt(page)).to_have_value("A belfry in fog")
    expect_listed(page, "Belfry", "Arcade", "Cellar")
    prompt(page).fill("")
    take(page, "Cellar", "a lamp")
    expect(prompt(page)).to_have_value("A cellar with a lamp")
    expect_listed(page, "Belfry", "Cellar", "Arcade")
    theirs = visit("bob", **screen)
    expect_listed(theirs, "Belfry", "Cellar", "Arcade")
    take(theirs, "Cellar", "two chairs")
    expect_listed(theirs, "Cellar", "Belfry", "Arcade")
    expect_listed(page, "Cellar", "Belfry", "Arcade")


def test_what_is_opened_and_not_put_in_does_not_count(visit: Visit, unused: None) -> None:
    page = visit()
    counted = []
    page.on("request", lambda request: counted.append(request.url) if request.url.endswith("/used/") else None)
    open_library(page)
    options(page).filter(has_text="Cellar").click()
    expect(library(page).get_by_role("textbox", name="thing")).to_be_focused()
    library(page).get_by_role("button", name="All prompts").click()
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Escape")
    expect_listed(page, "Arcade", "Belfry", "Cellar")
    assert counted == []


def test_what_is_used_from_the_page_moves_up_there(visit: Visit, unused: None, screen: dict[str, Any]) -> None:
    page = visit(path="/prompts/", **screen)
    listed = page.get_by_role("main").locator(".prompt-name")
    expect(listed).to_have_text(["Arcade", "Belfry", "Cellar"])
    page.get_by_role("button", name="Use Belfry").click()
    expect(prompt(page)).to_have_value("A belfry in fog")
    page.goto("/prompts/")
    expect(listed).to_have_text(["Belfry", "Arcade", "Cellar"])
