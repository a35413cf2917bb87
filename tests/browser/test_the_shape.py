"""A shape is asked for with a blank canvas: what is said of it beforehand, and what the provider gets."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import card, choose, composer, file, opened, picture_of, prompt, prompt_shown, viewer
from tests.browser.bringing import chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.studio import Studio

NOTE = "A shape goes along as a blank canvas, and takes one of the three places for references."
ALONE = "The same ratio as reference image."
AMONG_OTHERS = "The last reference image is blank and not to be drawn. The same ratio as the last reference image."


def received(studio: Studio, words: str) -> list[tuple[str, int]]:
    """What the stand-in was asked for with these words, and with how many references."""
    stats = httpx.get(f"http://127.0.0.1:{studio.sandbox_port}/sandbox/stats").json()
    return [(one["prompt"], one["references"]) for one in stats["tasks"] if one["prompt"].startswith(words)]


def send(page: Page, words: str) -> None:
    prompt(page).fill(words)
    page.get_by_role("button", name="Generate").click()
    picture_of(card(page, words))


def test_that_it_takes_a_place_is_said_where_it_is_chosen_and_seen_once_it_is(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    prompt(page).click()
    composer(page).get_by_role("button", name="Shape").click()
    shapes = composer(page).get_by_role("group", name="Shape of the pictures")
    expect(shapes.get_by_text(NOTE)).to_be_in_viewport(ratio=1)
    expect(shapes).to_have_accessible_description(NOTE)
    expect(shapes.get_by_role("radio", name="As it comes")).to_be_checked()
    shapes.get_by_role("radio", name="16:9").click()
    expect(shapes).to_be_hidden()
    expect(chips(page)).to_have_count(1)
    expect(chips(page)).to_have_text("Blank canvas for the shape 16:9 Remove the blank canvas")
    expect(chips(page).locator(".shape")).to_be_in_viewport(ratio=1)
    # Two are left.
    pick(page, *(file(f"{nth}.png", fresh()) for nth in (1, 2)))
    expect(chips(page)).to_have_count(3)
    expect(chips(page).last).to_contain_text("16:9")
    pick(page, file("3.png", fresh()))
    expect(page.get_by_text("references at most")).to_be_visible()
    expect(chips(page)).to_have_count(3)


@pytest.mark.parametrize(("references", "sentence"), [(0, ALONE), (1, AMONG_OTHERS)], ids=["alone", "beside another"])
def test_the_canvas_goes_along_with_the_sentence_that_belongs_to_it(
    visit: Visit, studio: Studio, screen: dict[str, Any], references: int, sentence: str
) -> None:
    page = visit(**screen)
    words = f"A pier with {references} lanterns, {screen['viewport']['width']} [fast]"
    prompt(page).click()
    if references:
        pick(page, file("lantern.png", fresh()))
        expect_order(page, "lantern.png")
    choose(page, "Shape", "16:9")
    expect(chips(page)).to_have_count(references + 1)
    send(page, words)
    assert received(studio, words) == [(f"{words}\n\n{sentence}", references + 1)]
    # To the studio it stays what was written.
    opened(page, card(page, words))
    expect(prompt_shown(page)).to_have_text(words)
    expect(viewer(page)).not_to_contain_text("The same ratio")
    expect(viewer(page).get_by_text("Shape asked for")).to_be_visible()
    expect(viewer(page).get_by_text("16:9", exact=True)).to_be_visible()


def test_what_is_said_of_too_many_places_goes_with_the_shape(
    visit: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("422")
    page = visit(**screen)
    prompt(page).fill("A pier that is refused")
    pick(page, *(file(f"{nth}.png", fresh()) for nth in (1, 2, 3)))
    expect(chips(page).get_by_role("link")).to_have_count(3)
    # The page offers no such thing, but an older one of another tab may bring it.
    composer(page).evaluate("form => { form.elements.ratio.value = '4:3' }")
    page.get_by_role("button", name="Generate").click()
    trouble = composer(page).get_by_role("alert").get_by_text("takes one of the three places")
    expect(trouble).to_be_visible()
    page.get_by_role("button", name="Remove the blank canvas").click()
    expect(trouble).to_be_hidden()


def test_without_a_shape_nothing_is_added(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    words = f"A pier as it comes, {screen['viewport']['width']} [fast]"
    prompt(page).click()
    pick(page, file("lantern.png", fresh()))
    choose(page, "Shape", "16:9")
    expect(chips(page)).to_have_count(2)
    page.get_by_role("button", name="Remove the blank canvas").click()
    expect_order(page, "lantern.png")
    send(page, words)
    assert received(studio, words) == [(words, 1)]
