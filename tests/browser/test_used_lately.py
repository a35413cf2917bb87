"""What is used as a reference moves up on the shelf, one's own and the team's."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import card, expect_loaded, file, picture_of, prompt
from tests.browser.bringing import chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.test_the_shelf import add, open_any_shelf, section, shelf


def expect_first(page: Page, title: str, *labels: str) -> None:
    """A section begins with these."""
    for nth, label in enumerate(labels):
        expect(section(page, title).locator("[data-pick]").nth(nth)).to_have_accessible_name(label)


def test_what_is_sent_with_a_reference_moves_it_up_for_everybody(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    where = screen["viewport"]["width"]
    words = f"Soup in the light of a lamp, {where}"
    ladle, spoon = f"ladle-{where}.png", f"spoon-{where}.png"
    for label in (ladle, spoon):
        add(studio, "bob", label)

    page = visit(**screen)
    there = open_any_shelf(page)
    expect_first(page, "The team’s lately", spoon, ladle)
    there.get_by_role("button", name=ladle).click()
    there.get_by_role("button", name="Close", exact=True).click()
    expect_order(page, ladle)
    prompt(page).fill(f"{words} [fast]")
    page.get_by_role("button", name="Generate").click()
    picture_of(card(page, words))
    expect(chips(page)).to_have_count(0)
    open_any_shelf(page)
    expect_first(page, "Mine lately", ladle)
    expect_first(page, "The team’s lately", spoon)
    expect(shelf(page).get_by_role("button", name=ladle)).to_have_count(1)

    for member, title in (("bob", "Mine lately"), ("carol", "The team’s lately")):
        theirs = visit(member, **screen)
        open_any_shelf(theirs)
        expect_first(theirs, title, ladle, spoon)


def test_what_a_colleague_brings_and_sends_is_among_the_teams(visit: Visit, screen: dict[str, Any]) -> None:
    where = screen["viewport"]["width"]
    words, label = f"Dough beside a window, {where}", f"rolling-pin-{where}.png"
    theirs = visit("bob", **screen)
    open_any_shelf(theirs)
    expect(shelf(theirs).get_by_role("button", name=label)).to_have_count(0)
    theirs.keyboard.press("Escape")

    page = visit("carol", **screen)
    prompt(page).click()
    pick(page, file(label, fresh()))
    expect_order(page, label)
    prompt(page).fill(f"{words} [fast]")
    page.get_by_role("button", name="Generate").click()
    picture_of(card(page, words))

    open_any_shelf(theirs)
    expect_first(theirs, "The team’s lately", label)
    expect_loaded(shelf(theirs).get_by_role("img", name=label))
    shelf(theirs).get_by_role("button", name=label).click()
    shelf(theirs).get_by_role("button", name="Close", exact=True).click()
    expect_order(theirs, label)
