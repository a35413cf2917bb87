"""The options of the composer: how many pictures, which shape, and what is said of it before it is sent."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import make
from tests.browser import axe
from tests.browser.acts import card, choose, composer, expect_loaded, file, picture_of, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.touch import press


def option(page: Page, name: str) -> Locator:
    return composer(page).get_by_role("button", name=name)


def places(page: Page) -> Locator:
    return page.get_by_role("list", name="References").get_by_role("listitem")


def add(page: Page, *colours: str) -> None:
    there = places(page).count()
    files = [file(f"{colour}.png", make.picture(size=(90, 60), colour=colour)) for colour in colours]
    page.get_by_role("button", name="References").set_input_files(files)
    expect(places(page)).to_have_count(there + len(colours))
    expect(page.locator(".uploading")).to_have_count(0)


def test_six_are_chosen_announced_on_the_button_and_made(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    words = f"Six boats, {screen['viewport']['width']}"
    prompt(page).click()
    choose(page, "Pictures", "6")
    expect(option(page, "Pictures 6")).to_be_visible()
    prompt(page).fill(f"{words} [fast]")
    page.get_by_role("button", name="Generate 6").click()
    expect(card(page, words)).to_have_count(6)
    expect(option(page, "Pictures 6")).to_be_visible()


def test_every_target_is_large_enough_and_on_one_line_with_generate(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).fill("{a|b} {c|d}")
    choose(page, "Pictures", "8")
    expect(page.get_by_role("button", name="Generate 32")).to_be_visible()
    shown = composer(page).locator(".attach button, .attach-pick, .option, .send").all()
    boxes = [one.bounding_box() for one in shown if one.is_visible()]
    assert len(boxes) >= 6
    for box in boxes:
        assert box["width"] >= 44, box
        assert box["height"] >= 44, box
        assert box["x"] >= 8, box
        assert box["x"] + box["width"] <= 382, box
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 4
    ordered = sorted(boxes, key=lambda box: box["x"])
    assert all(one["x"] + one["width"] <= two["x"] + 0.5 for one, two in pairwise(ordered))
    page.get_by_role("button", name="Pictures").click()
    for radio in page.get_by_role("radio").all():
        box = radio.bounding_box()
        assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize("width", [320, 360, 721, 820, 941, 1100])
def test_at_no_width_does_one_control_lie_over_another(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    prompt(page).fill("{a|b} {c|d}")
    choose(page, "Pictures", "8")
    choose(page, "Shape", "16:9")
    shown = composer(page).locator(".attach button, .attach-pick, .option, .send").all()
    boxes = sorted((one.bounding_box() for one in shown if one.is_visible()), key=lambda box: box["x"])
    assert all(one["x"] + one["width"] <= two["x"] + 0.5 for one, two in pairwise(boxes)), boxes
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_is_typed_and_the_arrows_choose(visit: Visit) -> None:
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    prompt(page).fill("A canoe that nobody sends")
    option(page, "Pictures").focus()
    page.keyboard.press("5")
    expect(option(page, "Pictures 5")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="5")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="6")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="6")).to_be_hidden()
    expect(option(page, "Pictures 6")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="6")).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    expect(option(page, "Pictures 2")).to_be_focused()
    expect(page.get_by_role("button", name="Generate 2")).to_be_visible()
    expect(prompt(page)).to_have_value("A canoe that nobody sends")
    expect(card(page, "A canoe that nobody sends")).to_have_count(0)
    assert [url for url in sent if url.endswith("/generations/")] == []


def test_alternatives_are_counted_and_listed_before_sending(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    where = screen["viewport"]["width"]
    prompt(page).fill(f"A {{red|blue|green}} kite, {where} [fast]")
    choose(page, "Pictures", "2")
    listed = page.get_by_role("group").filter(has_text="3 prompts × 2 = 6 pictures")
    listed.get_by_text("3 prompts × 2 = 6 pictures").click()
    expect(listed.get_by_role("listitem")).to_have_text(
        [f"A {colour} kite, {where} [fast]" for colour in ("red", "blue", "green")]
    )
    prompt(page).fill(f"A {{red|blue}} kite, {where} [fast]")
    expect(page.get_by_text("2 prompts × 2 = 4 pictures")).to_be_visible()
    page.get_by_role("button", name="Generate 4").click()
    expect(card(page, f"A red kite, {where}")).to_have_count(2)
    expect(card(page, f"A blue kite, {where}")).to_have_count(2)
    expect(page.get_by_text("prompts × 2")).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("{a|b|c|d|e|f} {1|2|3|4|5|6}", "That makes 36 pictures; the limit is 32 at once. Ask for fewer."),
        ("{a|b}" * 40, "That makes more than 999 pictures; the limit is 32 at once. Ask for fewer."),
        ("{|a}", "One of the alternatives leaves no words at all; write some around the braces."),
    ],
)
def test_what_cannot_be_sent_says_so_before_it_is(
    visit: Visit, words: str, sentence: str, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    prompt(page).fill(words)
    expect(page.get_by_text(sentence)).to_be_in_viewport(ratio=1)
    press(screen, page.get_by_role("button", name="Generate"))
    expect(prompt(page)).to_be_focused()
    expect(page.get_by_text(sentence)).to_be_in_viewport(ratio=1)
    assert prompt(page).evaluate("area => area.validationMessage") == sentence
    assert [url for url in sent if url.endswith("/generations/")] == []
    prompt(page).fill("x" * 5001)
    assert "too long" in prompt(page).evaluate("area => area.validationMessage")
    prompt(page).fill("A lake")
    expect(page.get_by_text(sentence)).to_be_hidden()
    assert prompt(page).evaluate("area => area.validity.valid")


def test_fewer_pictures_of_each_make_it_possible_again(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).fill("{a|b|c|d|e|f} bicycle")
    choose(page, "Pictures", "8")
    expect(page.get_by_text("That makes 48 pictures")).to_be_in_viewport(ratio=1)
    choose(page, "Pictures", "5")
    expect(page.get_by_role("button", name="Generate 30")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("That makes")).to_be_hidden()
    assert prompt(page).evaluate("area => area.validity.valid")


def test_a_shape_takes_the_last_place_and_can_be_removed(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    words = f"A shaped harbour, {screen['viewport']['width']}"
    prompt(page).fill(f"{words} [fast]")
    choose(page, "Shape", "16:9")
    add(page, "teal")
    expect(places(page)).to_have_count(2)
    expect(places(page).last).to_contain_text("16:9")
    tile, frame = places(page).last.bounding_box(), places(page).last.locator(".shape").bounding_box()
    assert tile["x"] <= frame["x"]
    choose(page, "Shape", "2:3")
    expect(places(page).last).to_contain_text("2:3")
    page.get_by_role("button", name="Remove the blank canvas").click()
    expect(places(page)).to_have_count(1)
    choose(page, "Shape", "3:2")
    page.get_by_role("button", name="Generate").click()
    made = card(page, words)
    expect(made).to_be_visible()
    expect(places(page)).to_have_count(1)
    expect(places(page)).to_contain_text("3:2")
    assert made.get_attribute("data-shape") == "1.5"
    picture_of(made)
    page.goto(made.get_by_role("link").first.get_attribute("href"))
    expect(page.get_by_text("Shape asked for")).to_be_visible()
    expect(page.get_by_text("3:2", exact=True)).to_be_visible()
    whole = page.locator(".detail-full")
    expect_loaded(whole)
    # What has come has the shape that was asked for, in its own pixels.
    width, height = whole.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert abs(width / height - 1.5) < 0.03, (width, height)


def test_with_three_references_there_is_no_place_for_a_shape_and_it_says_what_to_do(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    prompt(page).click()
    add(page, "teal", "orange", "navy")
    option(page, "Shape").click()
    page.get_by_role("radio", name="4:3").click()
    said = page.get_by_text("All three places are taken by references. Remove one, then choose 4:3.")
    expect(said).to_be_visible()
    expect(page.get_by_role("radio", name="As it comes")).to_be_checked()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove navy.png").click()
    choose(page, "Shape", "4:3")
    expect(places(page)).to_have_count(3)
    expect(places(page).last).to_contain_text("4:3")


def test_with_a_shape_there_are_two_places_for_references(visit: Visit) -> None:
    page = visit()
    choose(page, "Shape", "1:1")
    add(page, "teal", "orange")
    page.get_by_role("button", name="References").set_input_files([file("plum.png", make.picture(colour="plum"))])
    expect(page.get_by_text("references at most")).to_be_visible()
    expect(places(page)).to_have_count(3)


@pytest.mark.parametrize("name", ["Pictures", "Shape"])
def test_axe_finds_nothing_in_what_an_option_opens(visit: Visit, screen: dict[str, Any], name: str) -> None:
    page = visit(color_scheme="dark", **screen)
    prompt(page).fill("A {red|blue} kite")
    choose(page, "Shape", "9:16")
    option(page, name).click()
    expect(composer(page).get_by_role("group", name="prompt" if name == "Pictures" else "Shape")).to_be_visible()
    assert axe.violations(page) == []


def test_without_javascript_count_and_shape_stand_in_the_form(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(java_script_enabled=False, **screen)
    words = f"Plain boats, {screen['viewport']['width']}"
    prompt(page).fill(f"{words} [fast]")
    composer(page).get_by_role("radio", name="2", exact=True).check()
    composer(page).get_by_role("radio", name="9:16").check()
    page.get_by_role("button", name="Generate").click()
    expect(card(page, words)).to_have_count(2)
    assert card(page, words).first.get_attribute("data-shape") == "0.56"
