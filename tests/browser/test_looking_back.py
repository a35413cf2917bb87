"""The history, a generation's own page, and what one does with a picture."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PAST, YESTERDAY, composer, expect_loaded, prompt
from tests.browser.authors import expect_author
from tests.browser.bringing import chips
from tests.browser.conftest import Visit
from tests.browser.flocks import bird, made
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.browser.wall import expect_filled, scroll

ALL_OF_THE_PAST = """
from generator.models import Generation
rows = Generation.objects.shown().filter(created__date__lte=last)
answer = [f"generation-{uuid}" for uuid in rows.values_list("uuid", flat=True)]
"""
DAYS = "cards => cards.map((card) => [card.id, card.closest('.set').dataset.day])"
# How high the first cards are, on the whole.
HIGH = """() => [...document.querySelectorAll("#history .card")].slice(0, 24)
  .reduce((sum, card) => sum + card.getBoundingClientRect().height, 0) / 24"""


def pictures(page: Page) -> Locator:
    """The cards that have their picture."""
    return page.locator("#history article[data-status=succeeded]")


def old_one(page: Page) -> Locator:
    """A card of the past, which nothing happens to."""
    return pictures(page).filter(has_text="Alpine hut above the clouds").first


def tab_to(page: Page, place: Locator) -> None:
    """With nothing but Tab, from where the focus is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if place.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("Tab does not lead there")


def test_mine_are_my_own_and_the_team_is_everybody(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    own, theirs = made(studio, "bob", 1), made(studio, "alice", 1)
    page = visit("bob", **screen)
    expect(page.get_by_role("link", name="Team")).to_have_attribute("aria-current", "page")
    expect(bird(page, own, 1)).to_be_visible()
    expect_author(page, screen, bird(page, own, 1), "Bob")
    expect(bird(page, theirs, 1)).to_be_visible()
    expect_author(page, screen, bird(page, theirs, 1), "Alice Adams")
    press(screen, page.get_by_role("navigation", name="History").get_by_role("link", name="Mine"))
    expect(page.get_by_role("heading", name="My pictures")).to_be_attached()
    expect(page.get_by_role("link", name="Mine")).to_have_attribute("aria-current", "page")
    expect(bird(page, own, 1)).to_be_visible()
    expect(bird(page, theirs, 1)).to_have_count(0)
    mine = {author.text_content() for author in page.locator("#history .card-name").all()}
    assert mine == {"Bob"}


def test_scrolling_brings_everything_each_once_and_newest_first(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    wanted = studio.shell(ALL_OF_THE_PAST, last=str(YESTERDAY))
    page = visit(path=PAST, **screen)
    expect_filled(page)
    seen: dict[str, str] = {}
    for _ in range(40):
        cards = page.locator("#history .card").evaluate_all(DAYS)
        ids = [card for card, _ in cards]
        assert len(set(ids)) == len(ids)
        assert [day for _, day in cards] == sorted((day for _, day in cards), reverse=True)
        seen |= dict(cards)
        if page.evaluate("scrollY + innerHeight > document.documentElement.scrollHeight - 2"):
            break
        scroll(page, 900)
    assert len(wanted) >= 90
    assert seen.keys() == set(wanted)
    assert page.locator("#more").count() == 0
    expect_loaded(pictures(page).last.locator("img.card-picture"))


def test_the_rows_of_the_wall_are_level_and_inside_the_page(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    boxes = [card.bounding_box() for card in page.locator("#history .card").all()]
    rows: dict[float, list[dict[str, float]]] = {}
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= screen["viewport"]["width"]
        rows.setdefault(round(box["y"]), []).append(box)
    for row in rows.values():
        assert max(box["height"] for box in row) - min(box["height"] for box in row) < 1.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_picture_opens_over_the_history_and_closing_it_leaves_one_where_one_was(visit: Visit) -> None:
    page = visit(path=PAST)
    opened = old_one(page)
    # Away from the composer, from under which a click would have to scroll it first.
    opened.evaluate("card => card.scrollIntoView({ block: 'center' })")
    place = opened.bounding_box()
    opened.get_by_role("link").first.click()
    viewer = page.get_by_role("dialog", name="Picture")
    expect(viewer.get_by_role("heading", name="Alpine hut above the clouds")).to_be_visible()
    expect_loaded(viewer.locator("img.detail-full"))
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("heading", level=1)).not_to_contain_text("Alpine hut")
    page.keyboard.press("ArrowLeft")
    expect(viewer.get_by_role("heading", name="Alpine hut above the clouds")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    assert opened.bounding_box() == place
    expect(opened.get_by_role("link").first).to_be_focused()


def test_a_page_of_its_own_tells_everything_about_it(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    address = old_one(page).get_by_role("link").first.get_attribute("href")
    page.goto(address)
    prompt_shown = page.get_by_role("heading", level=1, name="Alpine hut above the clouds at dawn, wide")
    expect(prompt_shown).to_be_visible()
    picture = page.get_by_role("img", name="Alpine hut above the clouds")
    expect_loaded(picture)
    box = picture.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= screen["viewport"]["width"]
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.03, "in its own shape"
    facts = page.locator(".detail-facts")
    for words in ("Asked", "Finished", "Size", "Gemini 2.5 Flash Image"):
        expect(facts).to_contain_text(words)
    expect(facts).to_contain_text(re.compile("Alice Adams|Bob"))
    expect(facts).to_contain_text(re.compile(r"\d+ × \d+"))


def test_use_as_reference_adds_the_picture_and_keeps_what_was_typed(visit: Visit) -> None:
    page = visit(path=PAST)
    prompt(page).fill("The same, but in winter")
    made = old_one(page)
    made.hover()
    made.get_by_role("link", name="Use as reference").click()
    chip = page.get_by_role("list", name="References").get_by_role("listitem")
    expect(chip.get_by_role("button", name="Remove")).to_be_visible()
    expect_loaded(chip.get_by_role("img"))
    expect(prompt(page)).to_have_value("The same, but in winter")
    expect(prompt(page)).to_be_focused()


def test_a_reference_is_taken_by_the_keyboard_alone(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    made = pictures(page).first
    place = made
    if "has_touch" in screen:
        tab_to(page, made.get_by_role("button", name="Actions"))
        page.keyboard.press("Enter")
        place = page.get_by_role("dialog", name="Actions")
        expect(place).to_be_visible()
    tab_to(page, place.get_by_role("link", name="Use as reference"))
    page.keyboard.press("Enter")
    # The same bytes may have had a name before.
    expect(chips(page)).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chips(page).get_by_role("button", name="Remove")).to_be_visible()
    expect_loaded(chips(page).get_by_role("img"))


def test_the_size_of_the_pictures_is_chosen_with_the_arrow_keys(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    before = page.evaluate(HIGH)
    tab_to(page, page.get_by_role("radio", name="Medium"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Small")).to_be_checked()
    expect(page.get_by_role("radio", name="Small")).to_be_focused()
    expect_filled(page)
    assert page.evaluate(HIGH) < before
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Large")).to_be_checked()
    expect_filled(page)
    assert page.evaluate(HIGH) > before
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Medium")).to_be_checked()


def test_use_again_brings_the_prompt_back_and_what_was_typed_can_be_put_back(visit: Visit) -> None:
    page = visit(path=PAST)
    prompt(page).fill("Something else entirely")
    made = old_one(page)
    made.hover()
    made.get_by_role("link", name="Use again").click()
    expect(prompt(page)).to_have_value("Alpine hut above the clouds at dawn, wide")
    page.get_by_role("button", name="Put it back").click()
    expect(prompt(page)).to_have_value("Something else entirely")


def test_from_a_page_of_its_own_use_again_leads_to_the_studio(visit: Visit) -> None:
    page = visit(path=PAST)
    page.goto(old_one(page).get_by_role("link").first.get_attribute("href"))
    page.get_by_role("link", name="Use again").click()
    expect(prompt(page)).to_have_value("Alpine hut above the clouds at dawn, wide")


def test_on_a_phone_the_actions_of_a_picture_are_a_sheet(visit: Visit) -> None:
    page = visit(path=PAST, **PHONE)
    made = old_one(page)
    made.get_by_role("button", name="Actions").tap()
    sheet = page.get_by_role("dialog", name="Actions")
    expect(sheet).to_contain_text("Alpine hut above the clouds")
    expect(sheet.get_by_role("link", name="Download")).to_be_visible()
    sheet.get_by_role("link", name="Use as reference").tap()
    expect(sheet).to_be_hidden()
    expect(composer(page).get_by_role("button", name="Remove")).to_be_visible()
    for target in (page.get_by_role("button", name="Actions").first, page.get_by_role("button", name="Generate")):
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44
