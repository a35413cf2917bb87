"""The up arrow brings back earlier prompts of one's own."""

from playwright.sync_api import Page, expect

from tests.browser.acts import compose, composer, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.studio import Studio

PAST = """
from generator.models import Member
from tests import make
for words in ("A red kite", "A blue kite", "A blue kite", "A kite of many lines\\nover a beach"):
    make.generation(Member.objects.get(username="carol"), prompt=words).cancel()
make.generation(Member.objects.get(username="bob"), prompt="Not mine").cancel()
"""


def up(page: Page) -> None:
    page.keyboard.press("ArrowUp")


def down(page: Page) -> None:
    page.keyboard.press("ArrowDown")


def test_up_goes_back_through_my_prompts_and_down_to_what_was_being_typed(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    prompt(page).fill("Half a th")
    prompt(page).press("Home")
    for words in ("A kite of many lines\nover a beach", "A blue kite", "A red kite"):
        up(page)
        expect(prompt(page)).to_have_value(words)
    expect(page.locator("#recalled").get_by_text("Earlier prompt 3 of")).to_be_visible()
    expect(page.locator("#announcer")).to_contain_text("A red kite")
    down(page)
    expect(prompt(page)).to_have_value("A blue kite")
    down(page)
    down(page)
    expect(prompt(page)).to_have_value("Half a th")
    expect(page.locator("#recalled")).to_be_hidden()


def test_a_finger_goes_the_same_way_with_buttons(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol", **PHONE)
    prompt(page).fill("Half a thought")
    composer(page).get_by_role("button", name="Prompts").click()
    page.get_by_role("dialog", name="Prompts").get_by_role("button", name="Earlier prompts").click()
    expect(prompt(page)).to_have_value("A kite of many lines\nover a beach")
    earlier, later = (page.locator("#recalled").get_by_role("button", name=name) for name in ("Earlier", "Later"))
    earlier.click()
    expect(prompt(page)).to_have_value("A blue kite")
    later.click()
    later.click()
    expect(prompt(page)).to_have_value("Half a thought")
    expect(later).to_be_hidden()


def test_escape_returns_to_what_was_being_typed(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    prompt(page).fill("Not to be lost")
    prompt(page).press("Home")
    up(page)
    up(page)
    expect(prompt(page)).to_have_value("A blue kite")
    page.keyboard.press("Escape")
    expect(prompt(page)).to_have_value("Not to be lost")
    expect(prompt(page)).to_be_focused()


def test_in_the_middle_of_what_is_typed_the_arrow_moves_the_caret(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("One line\nand another")
    up(page)
    page.keyboard.type("X")
    assert "X" in prompt(page).input_value()
    expect(page.locator("#recalled")).to_be_hidden()


def test_going_on_from_an_earlier_prompt_keeps_what_was_typed_within_reach(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    prompt(page).fill("The interrupted one")
    prompt(page).press("Home")
    up(page)
    up(page)
    expect(prompt(page)).to_have_value("A blue kite")
    page.keyboard.type(" at night")
    expect(prompt(page)).to_have_value("A blue kite at night")
    prompt(page).press("Control+Home")
    up(page)
    expect(prompt(page)).to_have_value("The interrupted one")


def test_the_button_says_how_many_the_prompt_that_is_shown_will_make(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    prompt(page).fill("{a|b|c} kites")
    expect(page.get_by_role("button", name="Generate 3")).to_be_visible()
    prompt(page).press("Home")
    up(page)
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_visible()
    down(page)
    expect(page.get_by_role("button", name="Generate 3")).to_be_visible()


def test_what_is_looked_at_is_no_draft(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    prompt(page).fill("The draft")
    prompt(page).press("Home")
    up(page)
    expect(prompt(page)).to_have_value("A kite of many lines\nover a beach")
    page.reload()
    expect(prompt(page)).to_have_value("The draft")


def test_what_was_just_sent_comes_first_as_it_was_typed(visit: Visit, studio: Studio) -> None:
    studio.shell(PAST)
    page = visit("carol")
    compose(page, "A {small|large} kite [fast]")
    prompt(page).click()
    # So it does on the next page, and on any other device.
    for _ in range(2):
        up(page)
        expect(prompt(page)).to_have_value("A {small|large} kite [fast]")
        up(page)
        expect(prompt(page)).to_have_value("A kite of many lines\nover a beach")
        page.reload()
        prompt(page).click()
