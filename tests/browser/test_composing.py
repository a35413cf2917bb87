"""Writing a prompt and sending it."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import expect

from tests.browser.acts import card, choose, compose, composer, picture_of, prompt
from tests.browser.conftest import Visit
from tests.program.running import wait_until

# The cards of the whole history as they stand in it, each with where it is.
STANDING = """cards => cards.map((card) => {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  return { id: card.id, left, right, top, bottom };
})"""


def test_a_sent_prompt_is_a_card_at_once_and_the_composer_is_ready_for_the_next(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    words = f"Two cranes over a rice field, {screen['viewport']['width']}"
    prompt(page).click()
    page.keyboard.type(f"{words} [fast]")
    page.keyboard.press("Control+Enter")
    expect(card(page, words)).to_be_visible()
    expect(prompt(page)).to_have_value("")
    if "has_touch" not in screen:
        expect(prompt(page)).to_be_focused()


def test_a_set_of_four_stands_together_and_is_numbered(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    words = f"A kiosk at night, four ways, {screen['viewport']['width']}"
    prompt(page).click()
    choose(page, "Pictures", "4")
    compose(page, f"{words} [fast]")
    group = page.get_by_role("group", name=f"Alice Adams: {words}")
    cards = group.get_by_role("article")
    expect(cards).to_have_count(4)
    for nth in range(4):
        expect(cards.nth(nth)).to_contain_text(f"{nth + 1} of 4")
    wall = page.locator("#history .card").evaluate_all(STANDING)
    own = cards.evaluate_all("cards => cards.map((card) => card.id)")
    places = [place for place in wall if place["id"] in own]
    if "has_touch" not in screen:
        assert len({place["top"] for place in places}) == 1, "all in one row"
    first = wall.index(places[0])
    assert wall[first : first + 4] == places, "and nobody else's is between them"
    for one, other in pairwise(places):
        beside = other["top"] == one["top"] and 0 <= other["left"] - one["right"] < 16
        below = other["left"] < 16 and 0 <= other["top"] - one["bottom"] < 16
        assert beside or below, (one, other)
    expect(composer(page).get_by_role("button", name="Pictures 4")).to_be_visible()


def test_one_to_eight_are_offered_and_eight_are_made(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    words = f"A ferry in eight weathers, {screen['viewport']['width']}"
    prompt(page).fill(f"{words} [fast]")
    pictures = composer(page).get_by_role("button", name="Pictures")
    expect(pictures).to_have_accessible_name("Pictures 1")
    pictures.click()
    offered = composer(page).get_by_role("group", name="Pictures of each prompt")
    expect(offered.get_by_role("radio")).to_have_count(8)
    for nth in range(8):
        expect(offered.get_by_role("radio").nth(nth)).to_have_accessible_name(str(nth + 1))
        expect(offered.get_by_text(str(nth + 1), exact=True)).to_be_in_viewport(ratio=1)
    expect(offered.get_by_role("radio", name="1")).to_be_checked()
    offered.get_by_role("radio", name="8").click()
    expect(offered).to_be_hidden()
    page.get_by_role("button", name="Generate 8").click()
    cards = page.get_by_role("group", name=f"Alice Adams: {words}").get_by_role("article")
    expect(cards).to_have_count(8)
    for nth in range(8):
        expect(cards.nth(nth)).to_contain_text(f"{nth + 1} of 8")
        picture_of(cards.nth(nth))
    expect(card(page, words)).to_have_count(8)


def test_a_double_click_on_generate_sends_one(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("A single lighthouse, asked for twice [fast]")
    page.get_by_role("button", name="Generate").dblclick()
    expect(card(page, "A single lighthouse")).to_have_count(1)
    page.reload()
    expect(card(page, "A single lighthouse")).to_have_count(1)


def test_an_empty_prompt_is_not_sent(visit: Visit) -> None:
    page = visit()
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.get_by_role("button", name="Generate").click()
    expect(prompt(page)).to_be_focused()
    assert prompt(page).evaluate("area => area.validationMessage") == "Write what the picture should show."
    assert posts == []
    prompt(page).press_sequentially("A")
    assert prompt(page).evaluate("area => area.validity.valid")


def test_a_prompt_that_is_too_long_is_counted_and_kept(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("x" * 5001)
    expect(page.get_by_text("1 character too many")).to_be_visible()
    prompt(page).fill("x" * 4990)
    expect(page.get_by_text("10 characters left")).to_be_visible()


def test_how_many_are_too_many_covers_nothing_of_the_composer(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).click()
    choose(page, "Pictures", "8")
    choose(page, "Shape", "16:9")
    prompt(page).fill("x" * 6000)
    counted = page.get_by_text("1000 characters too many")
    expect(counted).to_be_in_viewport(ratio=1)
    told = counted.bounding_box()
    assert told
    assert told["height"] < 24, "one line"
    for button in composer(page).get_by_role("button").filter(visible=True).all():
        box = button.bounding_box()
        assert box
        apart = box["y"] >= told["y"] + told["height"] or box["y"] + box["height"] <= told["y"]
        assert apart, button.inner_text()


def test_markup_in_a_prompt_is_shown_as_it_was_typed(visit: Visit) -> None:
    page = visit()
    words = '<b>bold</b><script>alert(1)</script> & "quotes" {{ braces }} </textarea> [fast]'
    compose(page, words)
    made = card(page, "<b>bold</b>")
    expect(made.get_by_role("img", name="<b>bold</b>")).to_be_visible()
    made.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=words)).to_have_text(words)
    page.get_by_role("button", name="Close").click()
    made.hover()
    made.get_by_role("link", name="Use again").click()
    expect(prompt(page)).to_have_value(words)


def test_what_was_typed_is_still_there_after_a_reload(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("Half a thought about herons")
    page.reload()
    expect(prompt(page)).to_have_value("Half a thought about herons")


def test_the_composer_folds_away_while_one_scrolls_and_comes_back_on_focus(visit: Visit) -> None:
    page = visit()
    whole = composer(page).bounding_box()
    page.mouse.move(640, 300)
    pictures = page.get_by_role("button", name="Pictures")
    # A turn right after the page has come may be lost.
    wait_until(lambda: page.mouse.wheel(0, 700) or page.wait_for_timeout(300) or pictures.is_hidden())
    wait_until(lambda: page.wait_for_timeout(50) or composer(page).bounding_box()["height"] < whole["height"] / 2)
    page.keyboard.press("n")
    expect(prompt(page)).to_be_focused()
    expect(pictures).to_be_visible()
