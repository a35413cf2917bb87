"""The keys of the studio: a whole round with no hand on the mouse."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.acts import EARLIER, PAST, opened, prompt, prompt_shown, viewer
from tests.browser.bringing import chips, expect_order
from tests.browser.conftest import Visit
from tests.browser.flocks import expect_chosen, loaded
from tests.browser.studio import Studio
from tests.browser.test_accessibility import LOOKS
from tests.browser.test_editing_a_picture import picture
from tests.program.running import wait_until

BOXES = """cards => cards.map((card) => {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  return { left, right, top, bottom };
})"""


def focused(page: Page) -> int:
    """Which card of the page has the focus; -1 when none has."""
    number: int = page.locator("#history .card").evaluate_all(
        "cards => cards.findIndex((card) => card.contains(document.activeElement))"
    )
    return number


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_j_and_k_and_the_arrows_go_through_the_cards_in_order(visit: Visit) -> None:
    page = visit(path=PAST)
    press(page, "j")
    assert focused(page) == 0
    press(page, "j", "j", "ArrowRight", "k", "ArrowLeft", "j")
    assert focused(page) == 2
    press(page, "k", "k", "k", "k")
    assert focused(page) == 0, "before the first is nothing"


def test_j_begins_where_one_looks(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    page.locator("#history .card").nth(14).evaluate("card => card.scrollIntoView({ block: 'center' })")
    press(page, "j")
    box = page.locator("#history .card").nth(focused(page)).bounding_box()
    assert focused(page) > 1
    assert box["y"] > -box["height"] / 2


def test_whoever_has_scrolled_away_goes_on_from_what_they_see(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    for away, key in ((20, "j"), (3, "k"), (20, "ArrowDown")):
        press(page, "j")
        left = focused(page)
        page.locator("#history .card").nth(away).evaluate("card => card.scrollIntoView({ block: 'center' })")
        before = page.evaluate("scrollY")
        press(page, key)
        box = page.locator("#history .card").nth(focused(page)).bounding_box()
        assert focused(page) != left
        assert -box["height"] / 2 < box["y"] < page.viewport_size["height"] - box["height"] / 2
        assert abs(page.evaluate("scrollY") - before) < box["height"], "the page stays where it was"
    # What is still seen, if only a little of it, is what one goes on from.
    page.locator("#history .card").nth(focused(page)).evaluate(
        "card => scrollBy(0, card.getBoundingClientRect().bottom - 10)"
    )
    left = focused(page)
    press(page, "j")
    assert focused(page) == left + 1


def test_up_and_down_go_to_the_nearest_card_of_the_next_row(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    press(page, "j", "j", "j")
    for key, sign in (("ArrowDown", 1), ("ArrowDown", 1), ("ArrowDown", 1), ("ArrowUp", -1)):
        at, boxes = focused(page), page.locator("#history .card").evaluate_all(BOXES)
        press(page, key)
        here, there = boxes[at], boxes[focused(page)]
        assert (there["top"] - here["top"]) * sign > 0
        rows = sorted({round(box["top"]) for box in boxes})
        step = rows.index(round(there["top"])) - rows.index(round(here["top"]))
        assert step == sign
        middle = (here["left"] + here["right"]) / 2
        away = {
            number: max(box["left"] - middle, middle - box["right"], 0)
            for number, box in enumerate(boxes)
            if round(box["top"]) == round(there["top"])
        }
        assert away[focused(page)] == min(away.values())


def test_the_focused_card_is_never_under_the_composer_or_the_header(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    header = page.locator(".rail").bounding_box()
    top = header["height"] if "has_touch" in screen else 0
    gone_to: set[int] = set()
    for key in ["ArrowDown"] * 8 + ["ArrowUp"] * 5 + ["j"] * 4:
        press(page, key)
        at = focused(page)
        assert at >= 0, key
        gone_to.add(at)
        box = page.locator("#history .card").nth(at).bounding_box()
        place = page.locator(".composer").bounding_box()
        assert box["y"] >= top - 1, key
        assert box["y"] + box["height"] <= place["y"] + 1, key
    assert len(gone_to) >= 10, "it went on with every key"


def test_going_on_with_j_brings_more_of_the_history(visit: Visit) -> None:
    page = visit()
    before = page.locator("#history .card").count()
    page.locator("#history .card-open").nth(before - 1).focus()
    press(page, "k")
    for _ in range(3):
        following = page.locator("#history .card").nth(focused(page) + 1)
        name = following.get_attribute("id")
        press(page, "j")
        expect(page.locator(f"#{name} .card-open")).to_be_focused()


def test_enter_opens_f_marks_e_edits_and_escape_closes(visit: Visit) -> None:
    page = visit("bob", path=EARLIER)
    press(page, "j", "j", "j")
    card = page.locator("#history .card").nth(2)
    heart = card.locator("[data-favourite]")
    was = heart.get_attribute("aria-pressed")
    press(page, "f")
    expect(heart).not_to_have_attribute("aria-pressed", was or "")
    press(page, "f")
    expect(heart).to_have_attribute("aria-pressed", was or "")
    press(page, "Enter")
    expect(prompt_shown(page)).to_have_text(card.locator(".card-prompt").text_content() or "")
    press(page, "Escape")
    expect(viewer(page)).to_be_hidden()
    expect(card.locator(".card-open")).to_be_focused()
    press(page, "e")
    expect(prompt(page)).to_be_focused()
    expect_order(page, picture(page, 2))
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")
    chips(page).get_by_role("button", name="Remove").click()
    expect(chips(page)).to_have_count(0)


def test_n_begins_a_prompt_and_escape_leaves_it(visit: Visit) -> None:
    page = visit(path=PAST)
    press(page, "j", "n")
    expect(prompt(page)).to_be_focused()
    expect(prompt(page)).to_have_value("")
    press(page, "j", "f", "?", "/", "x")
    expect(prompt(page)).to_have_value("jf?/x")
    press(page, "Escape")
    expect(prompt(page)).not_to_be_focused()
    press(page, "j")
    assert focused(page) >= 0


def test_n_and_the_slash_lead_from_other_pages_to_the_studio(visit: Visit, studio: Studio) -> None:
    page = visit(path="/trash/")
    press(page, "n")
    expect(prompt(page)).to_be_focused()
    expect(prompt(page)).to_have_value("")
    page.goto(page.locator("#history .card-open").first.get_attribute("href") or "")
    press(page, "/")
    expect(page.get_by_role("searchbox", name="Search in prompts")).to_be_focused()
    expect(page.get_by_role("searchbox", name="Search in prompts")).to_have_value("")
    studio.shell(
        "from generator.models import Member\nfrom tests import make\n"
        "make.prompt(Member.objects.get(username='alice'), 'Found by a key', 'A key')"
    )
    page.goto("/prompts/")
    press(page, "/")
    expect(page.get_by_role("searchbox", name="Search prompts")).to_be_focused()
    page.keyboard.type("n/")
    expect(page.get_by_role("searchbox", name="Search prompts")).to_have_value("n/")


def test_a_picture_that_is_open_has_neither_a_search_nor_a_new_prompt(visit: Visit) -> None:
    page = visit(path=PAST)
    opened(page, page.locator("#history .card").nth(1))
    address = page.url
    press(page, "n", "/")
    expect(viewer(page)).to_be_visible()
    expect(page).to_have_url(address)
    press(page, "Escape")
    expect(viewer(page)).to_be_hidden()
    expect(prompt(page)).to_have_value("")
    expect(page.get_by_role("searchbox", name="Search in prompts")).to_have_value("")


@pytest.mark.parametrize("key", ["Control+j", "Alt+j", "Meta+j", "Control+f"])
def test_no_key_acts_with_a_modifier(visit: Visit, key: str) -> None:
    page = visit(path=PAST)
    press(page, key)
    assert focused(page) == -1


def test_while_a_dialog_or_a_menu_is_open_the_cards_are_left_alone(visit: Visit) -> None:
    page = visit(path=PAST)
    press(page, "?", "j", "n", "ArrowDown")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert focused(page) == -1
    press(page, "Escape")
    page.get_by_role("button", name="Alice Adams").click()
    press(page, "j", "n")
    assert focused(page) == -1
    expect(prompt(page)).not_to_be_focused()
    press(page, "Escape")
    expect(page.locator("#account-menu")).to_be_hidden()


def test_escape_closes_the_top_thing_alone(visit: Visit) -> None:
    page = visit(path=PAST)
    opened(page, page.locator("#history .card").nth(1))
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(viewer(page)).to_be_visible()
    press(page, "Escape")
    expect(viewer(page)).to_be_hidden()
    # Whoever keeps something open over the composer is asked first.
    press(page, "n")
    page.evaluate("document.addEventListener('dismiss', (event) => event.preventDefault(), { once: true })")
    press(page, "Escape")
    expect(prompt(page)).to_be_focused()
    press(page, "Escape")
    expect(prompt(page)).not_to_be_focused()


def test_delete_on_a_chip_takes_only_the_chip_while_something_is_selected(visit: Visit) -> None:
    page = visit(path=PAST)
    press(page, "j", "x")
    expect(page.locator(".selection-count")).to_have_text("1 selected")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator(".chip").first.focus()
    press(page, "Delete")
    expect(page.locator(".chip")).to_have_count(0)
    assert sent == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_keys_are_told_by_a_question_mark_or_in_the_menu(visit: Visit, look: str) -> None:
    page = visit(path=PAST, **LOOKS[look])
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    for words in ("New prompt", "Favourite", "Edit this", "Select"):
        expect(dialog).to_contain_text(words)
    assert axe.violations(page) == []
    press(page, "?")
    expect(dialog).to_be_hidden()
    if "has_touch" in LOOKS[look]:
        return
    page.get_by_role("button", name="Alice Adams").click()
    page.get_by_role("button", name=re.compile("^Keys")).click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_the_page_stays_where_it_is_while_the_menu_is_gone_to(visit: Visit) -> None:
    page = visit(path=PAST)
    page.get_by_role("button", name="Alice Adams").focus()
    assert page.evaluate("scrollY") == 0


def test_what_lies_under_the_keys_stays_where_it_is_on_every_page(visit: Visit) -> None:
    page = visit(path="/prompts/", viewport={"width": 1280, "height": 200})
    # A turn right after the page has come may be lost.
    wait_until(lambda: page.mouse.wheel(0, 60) or page.wait_for_timeout(100) or page.evaluate("scrollY > 0"))
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).overflowY") == "hidden"


def test_all_that_are_loaded_are_selected_from_a_card_and_not_the_words_of_the_page(visit: Visit) -> None:
    page = visit(path=PAST)
    press(page, "j")
    there = loaded(page)
    assert len(there) > 20
    press(page, "Control+a")
    expect_chosen(page, there)
    assert page.evaluate("String(getSelection())") == ""
