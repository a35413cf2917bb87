"""One click on any picture starts a follow-up with it as the first reference."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import EARLIER, card, compose, file, opened, picture_of, prompt, use
from tests.browser.authors import expect_author
from tests.browser.bringing import chips, expect_order, fresh, names, pick
from tests.browser.conftest import Visit
from tests.browser.touch import press


def picture(page: Page, nth: int = 0) -> str:
    """What a picture of the history shows."""
    return str(page.locator("#history img.card-picture").nth(nth).get_attribute("alt"))


def opener(page: Page) -> Locator:
    return page.locator("#history article[data-status=succeeded] .card-open").first


def edit(page: Page, touch: bool, shown: Locator | None = None) -> None:
    """The picture of a card, or else the newest."""
    use(page, "Edit this", touch, shown)


def test_edit_this_makes_the_picture_the_first_reference_and_keeps_the_prompt(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(path=EARLIER, **screen)
    touch = "has_touch" in screen
    prompt(page).click()
    expect(prompt(page)).to_have_attribute("placeholder", "Describe a picture")
    pick(page, file("style.png", fresh()))
    expect_order(page, "style.png")
    # One's own picture is changed just as one of the studio's.
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")
    prompt(page).fill("The same by night")
    edit(page, touch)
    expect_order(page, picture(page), "style.png")
    expect(prompt(page)).to_be_focused()
    expect(prompt(page)).to_have_value("The same by night")
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_colleagues_picture_starts_a_follow_up_of_ones_own(visit: Visit, screen: dict[str, Any]) -> None:
    theirs = visit("bob", **screen)
    touch, where = "has_touch" in screen, screen["viewport"]["width"]
    jetty, lit = f"A jetty in the rain, {where} [fast]", f"The same jetty, lit, {where} [fast]"
    compose(theirs, jetty)
    picture_of(card(theirs, jetty))

    page = visit("alice", **screen)
    prompt(page).click()
    pick(page, file("style.png", fresh()))
    expect_order(page, "style.png")
    shown = card(page, jetty)
    name = str(picture_of(shown).get_attribute("alt"))
    expect_author(page, screen, shown, "Bob")
    edit(page, touch, shown)
    expect_order(page, name, "style.png")
    expect(prompt(page)).to_be_focused()
    expect(prompt(page)).to_have_value("")
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")
    compose(page, lit)
    made = card(page, lit)
    picture_of(made)
    expect_author(page, screen, made, "Alice Adams")
    made_from = opened(page, made).get_by_role("region", name="Made from")
    expect(made_from.get_by_role("link").first).to_have_accessible_name(f"Bob: {name}")


def test_with_three_the_last_makes_room_and_can_be_put_back(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=EARLIER, **screen)
    prompt(page).click()
    pick(page, *(file(f"{nth}.png", fresh()) for nth in (1, 2, 3)))
    expect_order(page, "1.png", "2.png", "3.png")
    edit(page, "has_touch" in screen)
    expect_order(page, picture(page), "1.png", "2.png")
    expect(page.get_by_text("The last reference made room for this picture.")).to_be_in_viewport(ratio=1)
    press(screen, page.get_by_role("button", name="Put it back"))
    expect_order(page, "1.png", "2.png", "3.png")
    expect(page.get_by_text("made room")).to_have_count(0)


def test_a_picture_that_is_a_reference_already_moves_to_the_front(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=EARLIER, **screen)
    touch = "has_touch" in screen
    prompt(page).click()
    pick(page, file("style.png", fresh()))
    expect_order(page, "style.png")
    use(page, "Use as reference", touch)
    expect_order(page, "style.png", picture(page))
    edit(page, touch)
    expect_order(page, picture(page), "style.png")


def test_the_lightbox_closes_for_it(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=EARLIER, **screen)
    name = picture(page)
    press(screen, opener(page))
    viewer = page.get_by_role("dialog", name="Picture")
    expect(viewer.get_by_role("heading", level=1)).to_be_visible()
    press(screen, viewer.get_by_role("link", name="Edit this"))
    expect(viewer).to_be_hidden()
    expect_order(page, name)
    expect(prompt(page)).to_be_focused()


def test_the_page_of_a_picture_leads_to_the_studio_with_it_and_with_the_draft(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(path=EARLIER, **screen)
    name = picture(page)
    with page.expect_response("**/draft/"):
        prompt(page).fill("Typed in the studio, before the picture was opened")
    page.goto(str(opener(page).get_attribute("href")))
    page.get_by_role("link", name="Edit this").click()
    expect_order(page, name)
    expect(prompt(page)).to_have_value("Typed in the studio, before the picture was opened")
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")


def test_without_javascript_it_is_a_link(visit: Visit) -> None:
    page = visit(path=EARLIER, java_script_enabled=False)
    name = picture(page)
    opener(page).click()
    page.get_by_role("link", name="Edit this").click()
    expect(chips(page)).to_have_count(1)
    assert names(page) == [name]
    expect(prompt(page)).to_have_attribute("placeholder", "Describe the change")


def test_what_was_made_from_it_says_so(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    first, second = (f"{words}, {screen['viewport']['width']}" for words in ("A ferry at noon", "With its lights on"))
    compose(page, f"{first} [fast]")
    picture_of(card(page, first))
    edit(page, "has_touch" in screen, card(page, first))
    expect(chips(page)).to_have_count(1)
    compose(page, f"{second} [fast]")
    later = card(page, second)
    picture_of(later)
    later.get_by_role("link").first.click()
    made_from = page.get_by_role("dialog", name="Picture").get_by_role("region", name="Made from")
    made_from.get_by_role("link", name=first).click()
    # And the other way round.
    where_it_led = page.get_by_role("dialog", name="Picture").get_by_role("region", name="Where it led")
    expect(where_it_led).to_contain_text("Used in 1 later picture")
    expect(where_it_led.get_by_role("link", name=second)).to_be_visible()
