"""A colleague was here before: what they made is shown before the same is paid for again, with a choice."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import axe
from tests.browser.acts import (
    card,
    compose,
    composer,
    expect_loaded,
    file,
    picture_of,
    prompt,
    prompt_shown,
    viewer,
)
from tests.browser.bringing import chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.studio import Studio

MADE = """
from datetime import timedelta
from django.utils import timezone
from generator.models import Generation, Member, Status
from generator.models.generations import wish_of
from tests import make
from tests.browser import past
for word in words:
    one = past.made(Member.objects.get(username="bob"), Status.SUCCEEDED, word, wish=wish_of(word, "", []))
    Generation.objects.filter(pk=one.pk).update(created=timezone.now() - timedelta(days=1))
"""


def question(page: Page) -> Locator:
    return page.get_by_role("region", name="A colleague was here before")


def mine(page: Page, words: str) -> Locator:
    return card(page, words).filter(has_text="Alice Adams")


def asked(page: Page, studio: Studio, words: str) -> Page:
    """Somebody asks for what a colleague has made already."""
    studio.shell(MADE, words=[words])
    prompt(page).fill(words)
    page.get_by_role("button", name="Generate").click()
    return page


def test_it_is_shown_with_its_picture_and_made_all_the_same(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"A windmill at noon, {screen['viewport']['width']}"
    studio.shell(MADE, words=[words])
    page = visit(**screen)
    prompt(page).fill(f"  {words.upper()}  ")
    page.get_by_role("button", name="Generate").click()
    expect(question(page)).to_be_focused()
    expect(question(page).get_by_text("Bob made this yesterday.")).to_be_visible()
    expect_loaded(question(page).locator("img"))
    box = composer(page).bounding_box()
    assert box["y"] >= 0
    assert axe.violations(page) == []
    expect(prompt(page)).to_have_value(f"  {words.upper()}  ")
    question(page).get_by_role("button", name="Make it anyway").click()
    expect(mine(page, words.upper())).to_have_count(1)
    expect(question(page)).to_be_hidden()
    expect(prompt(page)).to_have_value("")


def test_their_picture_becomes_a_reference_of_the_same_prompt(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"A watermill at noon, {screen['viewport']['width']}"
    page = asked(visit(**screen), studio, words)
    question(page).get_by_role("button", name="Use it as reference").click()
    expect(page.get_by_role("list", name="References").get_by_role("listitem")).to_have_count(1)
    expect(prompt(page)).to_have_value(words)
    expect(question(page)).to_be_hidden()
    page.get_by_role("button", name="Generate").click()
    expect(mine(page, words)).to_have_count(1)


def test_the_same_words_with_the_same_references_are_the_same_and_with_others_they_are_not(
    visit: Visit, screen: dict[str, Any]
) -> None:
    words = f"A sawmill after a sketch, {screen['viewport']['width']}"
    sketch, other = fresh(), fresh()

    def write(page: Page, name: str, content: bytes) -> None:
        prompt(page).click()
        pick(page, file(name, content))
        expect_order(page, name)
        prompt(page).fill(f"{words} [fast]")

    theirs = visit("bob", **screen)
    write(theirs, f"sketch-{screen['viewport']['width']}.png", sketch)
    theirs.get_by_role("button", name="Generate").click()
    picture_of(card(theirs, words))

    page = visit(**screen)
    # Neither without a reference nor with another one is it what a colleague has asked for.
    compose(page, f"{words} [fast]")
    expect(mine(page, words)).to_have_count(1)
    write(page, "other.png", other)
    page.get_by_role("button", name="Generate").click()
    expect(mine(page, words)).to_have_count(2)
    expect(question(page)).to_be_hidden()

    write(page, f"sketch-{screen['viewport']['width']}.png", sketch)
    page.get_by_role("button", name="Generate").click()
    # At midnight today becomes yesterday.
    expect(question(page)).to_contain_text(re.compile("Bob made this (today|yesterday)"))
    expect(question(page)).to_contain_text("The same words, the same references.")
    expect_loaded(question(page).locator("img"))
    expect(mine(page, words)).to_have_count(2)
    expect(chips(page)).to_have_count(1)


def test_what_was_pressed_while_a_reference_went_up_is_what_is_done(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"A wind pump at noon, {screen['viewport']['width']}"
    page = asked(visit(**screen), studio, words)
    expect(question(page)).to_be_focused()
    held: list[Route] = []
    page.route("**/references/", lambda route: held.append(route))
    with page.expect_request("**/references/"):
        pick(page, file("slow.png", fresh()))
    question(page).get_by_role("button", name="Use it as reference").click()
    expect(composer(page)).to_have_class(re.compile("waiting"))
    held[0].continue_()
    expect(chips(page)).to_have_count(2)
    expect(question(page)).to_be_hidden()
    expect(prompt(page)).to_have_value(words)
    expect(mine(page, words)).to_have_count(0)


def test_what_waits_for_a_reference_is_not_sent_once_another_prompt_has_taken_its_place(visit: Visit) -> None:
    page = visit()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    held: list[Route] = []
    page.route("**/references/", lambda route: held.append(route))
    with page.expect_request("**/references/"):
        pick(page, file("slow.png", fresh()))
    prompt(page).fill("It waits for its reference")
    prompt(page).press("Control+Enter")
    expect(composer(page)).to_have_class(re.compile("waiting"))
    shown = page.locator("#history article[data-status=succeeded]").first
    shown.hover()
    shown.get_by_role("link", name="Use again").click()
    expect(page.get_by_text("What was in the composer was replaced.")).to_be_visible()
    with page.expect_response("**/references/"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert [url for url in sent if url.endswith("/generations/")] == []


def test_their_picture_is_opened_and_nothing_typed_is_lost(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"A tidal mill at noon, {screen['viewport']['width']}"
    page = asked(visit(**screen), studio, words)
    opener = question(page).get_by_role("link", name="Open it")
    expect(opener).to_be_in_viewport(ratio=1)
    opener.click()
    expect(prompt_shown(page)).to_have_text(words)
    expect(viewer(page)).to_contain_text("Bob")
    expect_loaded(viewer(page).locator(".detail-full"))
    if "has_touch" in screen:
        viewer(page).get_by_role("button", name="Close").tap()
    else:
        page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    expect(question(page).get_by_role("button", name="Make it anyway")).to_be_in_viewport(ratio=1)
    expect(prompt(page)).to_have_value(words)
    expect(mine(page, words)).to_have_count(0)


def test_of_several_those_that_exist_are_named_and_each_is_opened(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    mill = f"post mill, {screen['viewport']['width']}"
    studio.shell(MADE, words=[f"A red {mill}", f"A blue {mill}"])
    page = visit(**screen)
    prompt(page).fill(f"A {{red|green|blue}} {mill}")
    page.get_by_role("button", name="Generate 3").click()
    expect(question(page).get_by_role("listitem")).to_have_count(2)
    expect(question(page)).to_contain_text(f"A red {mill}")
    expect(question(page)).to_contain_text(f"A blue {mill}")
    expect(page.get_by_role("button", name="Generate 3")).to_be_visible()
    if "has_touch" not in screen:
        page.keyboard.press("Tab")
        expect(question(page).get_by_role("link", name="Open it").first).to_be_focused()
    for nth, colour in enumerate(("red", "blue")):
        question(page).get_by_role("link", name="Open it").nth(nth).click()
        expect(prompt_shown(page)).to_have_text(f"A {colour} {mill}")
        viewer(page).get_by_role("button", name="Close").click()
        expect(viewer(page)).to_be_hidden()
    question(page).get_by_role("button", name="Make them anyway").press("Enter")
    expect(mine(page, mill)).to_have_count(3)


def test_it_works_without_javascript(visit: Visit, studio: Studio) -> None:
    words = "A horse mill at noon"
    studio.shell(MADE, words=[words])
    page = visit(java_script_enabled=False)
    prompt(page).fill(words)
    page.get_by_role("button", name="Generate").click()
    expect(question(page).get_by_text("Bob made this yesterday.")).to_be_visible()
    question(page).get_by_role("button", name="Use it as reference").click()
    expect(prompt(page)).to_have_value(words)
    expect(page.get_by_role("list", name="References").get_by_role("listitem")).to_have_count(1)
    page.go_back()
    question(page).get_by_role("button", name="Make it anyway").click()
    expect(mine(page, words)).to_have_count(1)
