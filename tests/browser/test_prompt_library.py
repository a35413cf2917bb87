"""The prompt library: found with a keystroke, filled in, put into the composer, saved from it, and kept in order."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import prompt
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE, TABLET
from tests.browser.studio import Studio
from tests.browser.test_fingers import missed
from tests.browser.touch import press

PROMPTS = """
from generator.models import Member, SavedPrompt
from tests import make
SavedPrompt.objects.all().delete()
alice, bob = (Member.objects.get(username=name) for name in ("alice", "bob"))
make.prompt(alice, "Same light", "The same light as in the first picture", uses=2)
make.prompt(alice, "Poster", "A poster of {subject}, in {red|blue}, {mood}; {subject} is large", uses=5)
make.prompt(bob, "Product", "A product photograph of {product}", shared=True, uses=41)
make.prompt(bob, "Bob's secret", "Nobody's business", uses=99)
"""

MANY = """
from generator.models import Member, SavedPrompt
SavedPrompt.objects.all().delete()
alice = Member.objects.get(username="alice")
SavedPrompt.objects.bulk_create(
    SavedPrompt(owner=alice, name=f"Barn {number}", text=f"A barn, number {number}", uses=30 - number)
    for number in range(20)
)
"""


@pytest.fixture
def saved(studio: Studio) -> None:
    studio.shell(PROMPTS)


@pytest.fixture
def many_saved(studio: Studio) -> None:
    """More than are seen at once, and all of them used more often than what is saved next."""
    studio.shell(MANY)


@pytest.fixture
def nothing_saved(studio: Studio) -> None:
    studio.shell("from generator.models import SavedPrompt\nSavedPrompt.objects.all().delete()")


def library(page: Page) -> Locator:
    return page.locator("#library")


def options(page: Page) -> Locator:
    return library(page).get_by_role("option")


def chosen(page: Page) -> Locator:
    return library(page).locator('[role="option"][aria-selected="true"]')


def open_library(page: Page) -> None:
    prompt(page).click()
    page.get_by_role("button", name="Prompts").click()
    expect(options(page).first).to_be_visible()


def begin(page: Page, screen: dict[str, Any]) -> None:
    """Open it while something is written: by its key, and by its button where there are no keys."""
    if "has_touch" in screen:
        page.get_by_role("button", name="Prompts").tap()
    else:
        page.keyboard.press("Control+k")


def take_product(page: Page, screen: dict[str, Any]) -> None:
    """The first: by Enter, and by a tap where there are no keys."""
    if "has_touch" in screen:
        options(page).filter(has_text="Product").tap()
    else:
        expect(chosen(page)).to_contain_text("Product")
        page.keyboard.press("Enter")


def test_the_most_used_stands_first_with_the_name_of_whoever_shares_it(
    visit: Visit, saved: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    open_library(page)
    expect(options(page)).to_have_count(3)
    expect(options(page)).to_contain_text(["Product", "Poster", "Same light"])
    expect(options(page).first).to_contain_text("Bob")
    expect(chosen(page)).to_contain_text("Product")
    assert axe.in_light_and_dark(page) == []
    box = library(page).bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= screen["viewport"]["height"]


def test_a_slash_in_an_empty_prompt_opens_it_and_enter_puts_one_in(visit: Visit, saved: None) -> None:
    page = visit()
    prompt(page).focus()
    page.keyboard.press("/")
    search = library(page).get_by_role("combobox", name="Search prompts")
    expect(search).to_be_focused()
    page.keyboard.type("light")
    page.keyboard.press("Enter")
    expect(library(page)).to_be_hidden()
    expect(prompt(page)).to_have_value("The same light as in the first picture")
    expect(prompt(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(prompt(page)).to_have_value("")
    page.keyboard.type("Either/or")
    expect(prompt(page)).to_have_value("Either/or")


def test_search_finds_as_one_types(visit: Visit, saved: None, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    open_library(page)
    search = library(page).get_by_role("combobox", name="Search prompts")
    search.click()
    page.keyboard.type("po")
    expect(options(page)).to_have_count(1)
    expect(chosen(page)).to_contain_text("Poster")
    search.fill("")
    expect(options(page)).to_have_count(3)


def test_the_same_word_again_finds_the_same(visit: Visit, saved: None, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    for _ in range(2):
        open_library(page)
        library(page).get_by_role("combobox", name="Search prompts").click()
        page.keyboard.type("light", delay=10)
        expect(options(page)).to_have_text([re.compile("Same light")])
        library(page).get_by_role("button", name="Close").click()
        expect(library(page)).to_be_hidden()


def test_control_k_opens_it_from_anywhere_and_the_arrows_choose(visit: Visit, saved: None) -> None:
    page = visit()
    page.locator("#history .card-open").first.focus()
    page.keyboard.press("Control+k")
    expect(chosen(page)).to_contain_text("Product")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Same light")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Product")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_contain_text("Same light")
    page.keyboard.press("Escape")
    expect(library(page)).to_be_hidden()
    expect(page.locator("#history .card-open").first).to_be_focused()


@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_a_tablet_with_keys_is_searched_with_them(visit: Visit, saved: None, key: str) -> None:
    page = visit(**TABLET)
    prompt(page).click()
    page.keyboard.press(key)
    expect(options(page)).to_have_count(3)
    page.keyboard.type("same")
    expect(library(page).get_by_role("combobox", name="Search prompts")).to_have_value("same")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(prompt(page)).to_have_value("The same light as in the first picture")


def test_placeholders_become_fields_and_enter_goes_from_one_to_the_next(
    visit: Visit, saved: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    open_library(page)
    options(page).filter(has_text="Poster").click()
    fields = library(page).get_by_role("textbox")
    expect(fields).to_have_count(2)
    expect(library(page).get_by_role("textbox", name="subject")).to_be_focused()
    page.keyboard.type("two herons")
    expect(library(page).get_by_text("A poster of two herons")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.keyboard.press("Enter")
    expect(library(page).get_by_role("textbox", name="mood")).to_be_focused()
    page.keyboard.type("calm")
    page.keyboard.press("Enter")
    expect(library(page)).to_be_hidden()
    expect(prompt(page)).to_have_value("A poster of two herons, in {red|blue}, calm; two herons is large")
    expect(page.get_by_text("2 prompts, a picture each")).to_be_visible()


def test_fields_keep_their_place_as_the_prompt_grows_and_what_stands_in_them_when_it_is_closed(
    visit: Visit, saved: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    open_library(page)
    options(page).filter(has_text="Poster").click()
    subject = library(page).get_by_role("textbox", name="subject")
    mood = library(page).get_by_role("textbox", name="mood")
    subject.fill("a heron")
    before = (subject.bounding_box(), library(page).bounding_box()["height"])
    many = "forty herons that stand in the shallow water of a lake, each of them on one leg"
    subject.fill(many)
    expect(library(page).get_by_text(f"A poster of {many}")).to_be_in_viewport(ratio=1)
    assert library(page).bounding_box()["height"] > before[1]
    assert subject.bounding_box() == before[0]
    page.keyboard.press("Escape")
    expect(library(page)).to_be_hidden()
    open_library(page)
    options(page).filter(has_text="Poster").click()
    expect(subject).to_have_value(many)
    mood.fill("calm")
    subject.press("Control+Enter")
    expect(prompt(page)).to_have_value(f"A poster of {many}, in {{red|blue}}, calm; {many} is large")


def test_what_was_filled_in_last_is_offered_again_until_one_signs_out(
    open_page: Visit, studio: Studio, saved: None, screen: dict[str, Any]
) -> None:
    studio.forget_drafts()
    page = open_page(studio.url, studio.session("carol"), **screen)
    page.goto("/")
    open_library(page)
    take_product(page, screen)
    expect(library(page).get_by_role("textbox", name="product")).to_be_focused()
    page.keyboard.type("a brass lamp")
    page.keyboard.press("Enter")
    expect(prompt(page)).to_have_value("A product photograph of a brass lamp")
    page.reload()
    open_library(page)
    take_product(page, screen)
    expect(library(page).get_by_role("textbox", name="product")).to_have_value("a brass lamp")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Carol", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert "lamp" not in page.evaluate("localStorage.getItem('placeholders') ?? ''")


def test_what_is_taken_as_it_stood_is_kept_like_what_was_typed(
    visit: Visit, saved: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    page.evaluate(
        """localStorage.setItem("placeholders", JSON.stringify(
            [["product", "a brass lamp"], ...Array.from({ length: 99 }, (_, number) => [`name ${number}`, "a word"])]
        ))"""
    )
    open_library(page)
    take_product(page, screen)
    library(page).get_by_role("button", name="Put into the composer").click()
    expect(prompt(page)).to_have_value("A product photograph of a brass lamp")
    # One more than a browser keeps.
    prompt(page).fill("A {bird}")
    page.get_by_role("button", name="Fill in bird").click()
    library(page).get_by_role("textbox", name="bird").fill("heron")
    library(page).get_by_role("button", name="Put into the composer").click()
    expect(prompt(page)).to_have_value("A heron")
    open_library(page)
    take_product(page, screen)
    expect(library(page).get_by_role("textbox", name="product")).to_have_value("a brass lamp")


def test_it_goes_in_at_the_caret_of_what_is_written(visit: Visit, saved: None, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).click()
    prompt(page).fill("A barn. Its roof.")
    prompt(page).evaluate("area => area.setSelectionRange(7, 7)")
    begin(page, screen)
    expect(chosen(page)).to_contain_text("Product")
    press(screen, options(page).filter(has_text="Same light"))
    expect(prompt(page)).to_have_value("A barn. The same light as in the first picture Its roof.")
    page.keyboard.press("Control+z")
    expect(prompt(page)).to_have_value("A barn. Its roof.")
    prompt(page).evaluate("area => area.setSelectionRange(6, 6)")
    begin(page, screen)
    expect(chosen(page)).to_be_visible()
    if "has_touch" in screen:
        library(page).get_by_role("button", name="Close").tap()
        expect(library(page)).to_be_hidden()
        assert prompt(page).evaluate("area => [area.selectionStart, area.selectionEnd]") == [6, 6]
        prompt(page).focus()
    else:
        page.keyboard.press("Escape")
    expect(prompt(page)).to_be_focused()
    page.keyboard.type("s")
    expect(prompt(page)).to_have_value("A barns. Its roof.")


def test_placeholders_that_stand_in_the_composer_can_be_filled_in(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).fill("A {bird} over a {red|blue} {place}, { bird } again")
    page.get_by_role("button", name="Fill in bird and place").click()
    expect(library(page).get_by_role("textbox")).to_have_count(2)
    library(page).get_by_role("textbox", name="bird").fill("heron")
    library(page).get_by_role("textbox", name="place").fill("pond")
    library(page).get_by_role("button", name="Put into the composer").click()
    expect(prompt(page)).to_have_value("A heron over a {red|blue} pond, heron again")
    expect(page.get_by_role("button", name="Fill in")).to_be_hidden()


def test_a_prompt_is_saved_from_the_composer_and_is_there_for_the_team(
    visit: Visit, nothing_saved: None, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("422")
    page = visit(**screen)
    prompt(page).fill("A lighthouse of {material}")
    page.get_by_role("button", name="Prompts").click()
    library(page).get_by_role("button", name="Save this prompt").click()
    name = library(page).get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    expect(library(page).get_by_role("textbox", name="Prompt")).to_have_value("A lighthouse of {material}")
    name.fill("Lighthouse")
    library(page).get_by_role("checkbox", name="Share it with the team").check()
    assert axe.in_light_and_dark(page) == []
    library(page).get_by_role("button", name="Save", exact=True).click()
    expect(options(page)).to_contain_text(["Lighthouse"])
    expect(library(page).get_by_role("status")).to_have_text("“Lighthouse” is saved. 1 prompt")
    page.keyboard.press("Escape")
    expect(prompt(page)).to_have_value("A lighthouse of {material}")
    other = visit("bob", **screen)
    open_library(other)
    expect(options(other).first).to_contain_text("Alice Adams")


def test_what_was_saved_is_marked_and_in_sight_wherever_it_stands(
    visit: Visit, many_saved: None, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    prompt(page).fill("A lighthouse in fog")
    page.get_by_role("button", name="Prompts").click()
    library(page).get_by_role("button", name="Save this prompt").click()
    library(page).get_by_role("textbox", name="Name").fill("Zinc lighthouse")
    library(page).get_by_role("button", name="Save", exact=True).click()
    marked = library(page).get_by_role("option", selected=True)
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("Zinc lighthouse")
    expect(marked).to_be_in_viewport(ratio=0.95)


def test_the_same_name_is_told_and_replaced_on_request(
    visit: Visit, saved: None, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("422")
    page = visit(**screen)
    prompt(page).fill("A new poster")
    begin(page, screen)
    press(screen, library(page).get_by_role("button", name="Save this prompt"))
    library(page).get_by_role("textbox", name="Name").fill("Poster")
    library(page).get_by_role("textbox", name="Name").press("Enter")
    expect(library(page).get_by_text("You have a prompt called “Poster” already.")).to_be_in_viewport(ratio=1)
    expect(library(page).get_by_role("textbox", name="Prompt")).to_have_value("A new poster")
    press(screen, library(page).get_by_role("button", name="Replace the other"))
    expect(options(page).filter(has_text="A new poster")).to_have_count(1)
    expect(options(page)).to_have_count(3)


def test_an_empty_library_shows_how_it_is_done(visit: Visit, nothing_saved: None, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    open_library(page)
    expect(library(page).locator("#prompt-list").get_by_text("Nothing is saved yet.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    options(page).click()
    expect(library(page).get_by_role("textbox", name="product")).to_be_focused()
    library(page).get_by_role("button", name="All prompts").click()
    expect(options(page)).to_have_count(1)
    library(page).get_by_role("button", name="Close").click()
    page.goto("/prompts/")
    expect(page.get_by_text("Keep what works.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_a_search_that_finds_nothing_says_so(visit: Visit, saved: None, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    open_library(page)
    if "has_touch" in screen:
        library(page).get_by_role("combobox", name="Search prompts").tap()
    page.keyboard.type("zebra")
    nothing = library(page).locator("#prompt-list").get_by_text("No prompt has “zebra” in it.")
    expect(nothing).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(library(page)).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_what_is_found_is_heard_and_the_search_points_at_it(visit: Visit, saved: None) -> None:
    page = visit()
    open_library(page)
    search = library(page).get_by_role("combobox", name="Search prompts")
    heard = library(page).get_by_role("status")
    expect(heard).to_have_text("3 prompts")
    expect(search).to_have_attribute("aria-expanded", "true")
    listbox = library(page).get_by_role("listbox")
    expect(search).to_have_attribute("aria-controls", listbox.get_attribute("id") or "no id")
    expect(search).to_have_attribute("aria-activedescendant", chosen(page).get_attribute("id") or "no id")
    search.fill("poster")
    expect(heard).to_have_text("1 prompt")
    search.fill("zebra")
    expect(heard).to_have_text("No prompt has “zebra” in it.")
    expect(search).to_have_attribute("aria-expanded", "false")
    assert search.get_attribute("aria-activedescendant") is None


def test_on_a_phone_every_target_is_large_enough(visit: Visit, saved: None, forgiven: list[str]) -> None:
    forgiven.append("422")
    page = visit(**PHONE)
    open_library(page)
    for target in (*options(page).all(), *library(page).locator("button:visible, a:visible, input:visible").all()):
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44, target
    assert library(page).bounding_box()["width"] == 390
    assert missed(library(page)) == []
    options(page).filter(has_text="Poster").tap()
    expect(library(page).get_by_role("textbox", name="mood")).to_be_visible()
    assert missed(library(page)) == []
    library(page).get_by_role("button", name="Close").tap()
    expect(library(page)).to_be_hidden()
    prompt(page).fill("A new poster")
    open_library(page)
    library(page).get_by_role("button", name="Save this prompt").tap()
    name = library(page).get_by_role("textbox", name="Name")
    expect(name).to_be_visible()
    assert missed(library(page)) == []
    # With what it asks about a name that there is.
    name.fill("Poster")
    library(page).get_by_role("button", name="Save", exact=True).tap()
    expect(library(page).get_by_role("button", name="Replace the other")).to_be_visible()
    assert missed(library(page)) == []


@pytest.mark.parametrize("script", [True, False])
def test_the_page_lists_adds_changes_deletes_and_uses(
    visit: Visit, saved: None, screen: dict[str, Any], script: bool
) -> None:
    page = visit(path="/prompts/", java_script_enabled=script, **screen)
    expect(page.get_by_role("link", name="Edit Product")).to_have_count(0)
    page.get_by_role("link", name="New prompt").click()
    page.get_by_role("textbox", name="Name").fill("Mosaic")
    page.get_by_role("textbox", name="Prompt").fill("A mosaic of {animal}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Mosaic” is saved.")).to_be_visible()
    page.get_by_role("link", name="Edit Mosaic").click()
    page.get_by_role("checkbox", name="Share it with the team").check()
    page.get_by_role("textbox", name="Name").fill("Mosaic floor")
    page.get_by_role("button", name="Save").click()
    mine = page.get_by_role("listitem").filter(has_text="Mosaic floor")
    expect(mine.get_by_text("Shared")).to_be_visible()
    page.get_by_role("searchbox", name="Search prompts").fill("mosaic")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Use"))).to_have_count(1)
    page.get_by_role("button", name="Use Mosaic floor").click()
    expect(prompt(page)).to_have_value("A mosaic of {animal}")
    page.goto("/prompts/")
    page.get_by_role("link", name="Delete Mosaic floor").click()
    expect(page.get_by_text("The whole team loses it.")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("“Mosaic floor” is deleted.")).to_be_visible()
    expect(mine).to_have_count(0)


def test_axe_finds_nothing_on_the_pages(
    visit: Visit, saved: None, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("422")
    page = visit(path="/prompts/", **screen)
    assert axe.in_light_and_dark(page) == []
    page.get_by_role("link", name="Edit Poster").click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Poster")
    assert axe.in_light_and_dark(page) == []
    page.goto("/prompts/?q=zebra")
    expect(page.get_by_text("No prompt has “zebra” in it.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="Delete Poster").click()
    expect(page.get_by_role("heading", name="Delete this prompt?")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.goto("/prompts/new/")
    page.get_by_role("textbox", name="Name").fill("Poster")
    page.get_by_role("textbox", name="Prompt").fill("Another")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Replace the other")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
