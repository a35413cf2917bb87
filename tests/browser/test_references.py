"""Adding pictures that steer a generation: picked, dropped, pasted, linked to, and taken away again."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import card, compose, composer, expect_loaded, file, prompt
from tests.browser.bringing import BRING, bring, chips, expect_chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.touch import press
from tests.program.running import wait_until


def test_several_files_are_picked_at_once_removed_one_by_one_and_sent_along(visit: Visit, screen) -> None:
    page = visit(**screen)
    page.mouse.move(0, 0)
    if "has_touch" in screen:
        prompt(page).tap()
    pick(page, file("lake.png", fresh()), file("hill.png", fresh()), file("town.png", fresh()))
    expect_chips(page, "lake.png", "hill.png", "town.png")
    page.get_by_role("button", name="Remove hill.png").click()
    expect_chips(page, "lake.png", "town.png")
    words = f"A meadow after two references, {screen['viewport']['width']}"
    compose(page, f"{words} [fast]")
    expect(chips(page)).to_have_count(0)
    card(page, words).get_by_role("link").first.click()
    expect(page.get_by_role("img", name="Reference 1")).to_be_visible()
    expect(page.get_by_role("img", name="Reference 2")).to_be_visible()
    expect(page.get_by_role("img", name="Reference 3")).to_have_count(0)
    expect_loaded(page.get_by_role("img", name="Reference 2"))


def bring_again(page: Page, picked: dict[str, Any]) -> None:
    with page.expect_response("**/references/"):
        pick(page, picked)


def test_the_same_picture_is_one_reference_whatever_it_is_called(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    content, width = fresh(), screen["viewport"]["width"]
    first, second, third = (f"{name}-{width}.png" for name in ("teacup", "tankard", "goblet"))
    prompt(page).click()
    pick(page, file(first, content))
    expect_order(page, first)
    bring_again(page, file(second, content))
    expect_order(page, first)
    # A colleague who brings it gets the one that is there.
    theirs = visit("bob", **screen)
    prompt(theirs).click()
    bring_again(theirs, file(third, content))
    expect_order(theirs, first)
    theirs.get_by_role("button", name="Open the reference shelf").click()
    shelf = theirs.get_by_role("dialog", name="References")
    shelf.get_by_role("searchbox").fill(first)
    expect(shelf.get_by_role("status")).to_have_text("1 found")
    expect(shelf.get_by_role("button", name=first, pressed=True)).to_be_visible()
    for other in (second, third):
        shelf.get_by_role("searchbox").fill(other)
        expect(shelf.get_by_text(f"Nothing on the shelf has “{other}”.")).to_be_visible()


def test_a_picture_is_dropped_anywhere_on_the_page(visit: Visit) -> None:
    page = visit()
    bring(page, "dragover", "cup.png")
    expect(page.get_by_text("Drop pictures to use them as references")).to_be_visible()
    bring(page, "drop", "cup.png")
    expect(page.get_by_text("Drop pictures to use them as references")).to_be_hidden()
    expect_chips(page, "cup.png")


def test_a_picture_is_pasted_into_the_prompt_and_the_text_stays(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("In the colours of the clipboard")
    bring(page, "paste", "image.png")
    expect_chips(page, "image.png")
    expect(prompt(page)).to_have_value("In the colours of the clipboard")


def test_a_link_to_a_private_address_is_refused_in_a_sentence(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("After a picture in the cellar")
    page.get_by_role("button", name="Add a reference from a link").click()
    link = page.get_by_role("textbox", name="Link to a picture")
    expect(link).to_be_focused()
    link.fill("http://192.168.1.1/cellar.png")
    link.press("Enter")
    refusal = "Only public http and https addresses can be used."
    expect(composer(page).get_by_role("alert").filter(has_text=refusal)).to_be_visible()
    expect(chips(page)).to_have_count(0)
    expect(prompt(page)).to_have_value("After a picture in the cellar")
    # It is there to be mended.
    expect(link).to_have_value("http://192.168.1.1/cellar.png")
    expect(link).to_be_focused()
    link.fill("192.168.1.1/attic.png")
    link.press("Enter")
    expect(link).to_have_value("https://192.168.1.1/attic.png")
    expect(composer(page).get_by_role("alert").filter(has_text=refusal)).to_be_visible()


def test_words_instead_of_a_link_are_told_in_one_sentence_and_stay(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    link = open_link(page)
    link.fill("not a link at all")
    link.press("Enter")
    said = composer(page).locator("#reference-errors .error")
    expect(said).to_have_text(["An address has no spaces. Check the link, or copy it once more."])
    expect(link).to_have_value("not a link at all")


def open_link(page: Page) -> Locator:
    """The field for a link, on a phone from the shelf."""
    prompt(page).click()
    button = page.get_by_role("button", name="Add a reference from a link")
    if not button.is_visible():
        page.get_by_role("button", name="Open the reference shelf").click()
        button = page.get_by_role("button", name="From a link")
    button.click()
    link = page.get_by_role("textbox", name="Link to a picture")
    expect(link).to_be_focused()
    return link


@pytest.mark.parametrize("address", ["example.com/a.png", "http://192.168.1.1/cellar.png"])
@pytest.mark.parametrize("how", ["key", "button"])
def test_a_link_that_was_put_away_neither_stops_sending_nor_goes_along(
    visit: Visit, screen: dict[str, Any], address: str, how: str
) -> None:
    page = visit(**screen)
    words = f"Without {address}, by {how}, {screen['viewport']['width']}"
    prompt(page).fill(f"{words} [fast]")
    link = open_link(page)
    link.fill(address)
    if how == "key":
        link.press("Escape")
    else:
        page.get_by_role("button", name="Add a reference from a link").click()
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Generate").click()
    expect(card(page, words)).to_be_visible()


def test_a_link_that_cannot_be_had_is_still_there_to_be_mended(
    visit: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("422")
    page = visit(**screen)
    link = open_link(page)
    link.fill("http://192.168.1.1/cellar.png")
    prompt(page).fill("After a picture in the cellar")
    prompt(page).press("Control+Enter")
    expect(composer(page).get_by_text("Only public http and https addresses can be used.")).to_be_visible()
    expect(link).to_be_visible()
    expect(link).to_have_value("http://192.168.1.1/cellar.png")
    button = page.get_by_role("button", name="Add a reference from a link")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(link).to_be_hidden()
    expect(page.locator("#reference-url")).to_have_value("")


def test_a_folded_composer_unfolds_to_say_what_is_wrong_with_a_link(visit: Visit) -> None:
    page = visit()
    open_link(page).fill("example.com/a.png")
    prompt(page).fill("Not with such a link")
    page.wait_for_timeout(900)  # what was typed in just now is not folded away
    page.mouse.move(600, 300)
    link = page.get_by_role("textbox", name="Link to a picture")
    wait_until(lambda: page.mouse.wheel(0, 300) or page.wait_for_timeout(300) or link.is_hidden())
    page.keyboard.press("Control+Enter")
    expect(link).to_be_focused()


def test_a_fourth_reference_is_left_out_and_it_says_so(visit: Visit) -> None:
    page = visit()
    pick(page, *(file(f"{nth}.png", fresh()) for nth in range(4)))
    expect(page.get_by_text("Three references at most; one picture was left out.")).to_be_visible()
    expect_chips(page, "0.png", "1.png", "2.png")
    bring(page, "drop", "late.png")
    expect(page.get_by_text("Three references at most; one picture was left out.")).to_be_visible()
    expect(chips(page)).to_have_count(3)


def test_what_is_no_picture_or_too_large_is_refused_by_name_and_the_rest_is_added(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    if "has_touch" in screen:
        prompt(page).tap()
    page.evaluate(BRING, ["drop", ["poster.png"], "image/png", [21 * 1024 * 1024], None])
    expect(page.get_by_text("poster.png is 21 MB; the limit is 20 MB.")).to_be_in_viewport(ratio=1)
    prompt(page).fill("Kept while files are refused")
    pick(
        page,
        file("notes.txt", b"milk, bread", "text/plain"),
        file("disguised.png", b"<svg onload='alert(1)'/>"),
        file("sound.png", fresh()),
    )
    for sentence in (
        "notes.txt is not a PNG, JPEG or WebP picture.",
        "disguised.png is not a PNG, JPEG or WebP picture.",
    ):
        expect(page.get_by_text(sentence)).to_be_in_viewport(ratio=1)
    expect_chips(page, "sound.png")
    expect(prompt(page)).to_have_value("Kept while files are refused")


def test_sending_waits_for_a_reference_that_is_still_going_up(visit: Visit) -> None:
    page = visit()
    page.route("**/references/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    pick(page, file("slow.png", fresh()))
    prompt(page).fill("Sent before its reference had arrived [fast]")
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    card(page, "Sent before its reference").get_by_role("link").first.click()
    expect(page.get_by_role("img", name="Reference 1")).to_be_visible()


def test_a_reference_that_could_not_be_sent_says_so_and_can_be_added_again(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit(**screen)
    page.route("**/references/", lambda route: route.abort())
    press(screen, prompt(page))
    mine = file("tunnel.png", fresh())
    pick(page, mine)
    trouble = page.get_by_text("The studio could not be reached; the reference was not added.")
    expect(trouble).to_be_in_viewport(ratio=1)
    expect(chips(page)).to_have_count(0)
    page.unroute("**/references/")
    pick(page, mine)
    expect_chips(page, "tunnel.png")
    expect(page.get_by_text("could not be reached")).to_be_hidden()
