"""What a picture was made from and what was made from it: a small tree one walks."""

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import card as found
from tests.browser.acts import compose, expect_loaded, opened, picture_of, prompt_shown, viewer
from tests.browser.bringing import chips
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.test_accessibility import LOOKS
from tests.browser.test_editing_a_picture import edit
from tests.browser.touch import press

FAMILY = """
from generator.models import Member, Reference, ReferenceUse, Status
from tests import make
from tests.browser import past
alice, bob = (Member.objects.get(username=name) for name in ("alice", "bob"))
def child(author, prompt, colour, *references):
    made = past.made(author, Status.SUCCEEDED, prompt, make.picture(size=(320, 240), colour=colour))
    for position, reference in enumerate(references, 1):
        ReferenceUse.objects.create(generation=made, reference=reference, position=position)
    return made
def taken(made, member):
    picture = made.pictures.get()
    with picture.file.open() as file:
        return Reference.keep(file.read(), picture.alt, member, picture)
mood = Reference.keep(make.picture(size=(90, 60), colour="sienna"), "mood.png", bob)
ground = child(alice, "Grandmother of pearl", "#a09080", mood)
mother = child(bob, "Mother of pearl", "#90a080", taken(ground, bob), mood)
for number in range(4):
    child(alice, f"Pearl, number {number}", f"#8090{number}0", taken(mother, alice))
answer = {"ground": str(ground.uuid), "mother": str(mother.uuid)}
"""
# One that more came of than the tree has room for. Its picture is like no other's, or the reference would be that
# other's.
BROOD = """
from generator.models import Member, Reference, ReferenceUse, Status
from tests import make
from tests.browser import past
alice, bob = (Member.objects.get(username=name) for name in ("alice", "bob"))
mother = past.made(bob, Status.SUCCEEDED, f"{word}, the mother", make.picture(size=(320, 240), colour=colour))
picture = mother.pictures.get()
with picture.file.open() as file:
    reference = Reference.keep(file.read(), picture.alt, alice, picture)
for number in range(1, 14):
    content = make.picture(size=(32, 24), colour=(120, 14 * number, 160))
    child = past.made(alice, Status.SUCCEEDED, f"{word}, number {number}", content)
    ReferenceUse.objects.create(generation=child, reference=reference, position=1)
answer = str(mother.uuid)
"""


@pytest.fixture(scope="module")
def family(studio: Studio) -> dict[str, str]:
    found: dict[str, str] = studio.shell(FAMILY)
    return found


def card(page: Page, uuid: str) -> Locator:
    return page.locator(f"#generation-{uuid}")


def tree(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("Made from|Where it led"))


def test_it_says_how_often_it_was_used_and_one_walks_up_and_down(
    visit: Visit, screen: dict[str, Any], family: dict[str, str]
) -> None:
    page = visit(**screen)
    studio = page.url
    opened(page, card(page, family["mother"]))
    expect(tree(page)).to_contain_text("Used in 4 later pictures")
    tree(page).get_by_role("link", name="Alice Adams: Grandmother of pearl").click()
    expect(prompt_shown(page)).to_have_text("Grandmother of pearl")
    expect(page).to_have_url(re.compile(family["ground"]))
    expect(tree(page)).to_contain_text("Used in 1 later picture")
    tree(page).get_by_role("link", name="Bob: Mother of pearl, used in 4 more").click()
    expect(prompt_shown(page)).to_have_text("Mother of pearl")
    tree(page).get_by_role("link", name="Alice Adams: Pearl, number 3").click()
    expect(prompt_shown(page)).to_have_text("Pearl, number 3")
    expect(tree(page).get_by_role("link", name="Grandmother of pearl")).to_be_visible()
    expect_loaded(tree(page).get_by_role("img", name="Grandmother of pearl"))
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)


def test_it_is_walked_with_keys(visit: Visit, family: dict[str, str]) -> None:
    page = visit()
    opened(page, card(page, family["mother"]))
    tree(page).get_by_role("link", name="Bob: Mother of pearl").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(prompt_shown(page)).to_have_text(re.compile("Pearl, number"))
    # One goes on from where one is in the other's tree.
    expect(tree(page).get_by_role("link", name=re.compile("Pearl, number"))).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(prompt_shown(page)).to_have_text("Mother of pearl")


def test_on_a_page_of_its_own_the_tree_leads_from_page_to_page(
    visit: Visit, screen: dict[str, Any], family: dict[str, str]
) -> None:
    page = visit(path=f"/generations/{family['mother']}/", **screen)
    expect_loaded(tree(page).get_by_role("img", name="Reference 2: mood.png"))
    with page.expect_popup() as upload:
        tree(page).get_by_role("link", name="Reference 2: mood.png").click()
    assert "/references/" in upload.value.url
    upload.value.close()
    tree(page).get_by_role("link", name="Alice Adams: Grandmother of pearl").click()
    expect(page).to_have_url(re.compile(family["ground"]))
    expect(page.get_by_role("heading", level=1, name="Grandmother of pearl")).to_be_visible()
    expect(tree(page)).to_contain_text("Used in 1 later picture")
    press(screen, tree(page).get_by_role("link", name="Bob: Mother of pearl, used in 4 more"))
    expect(page).to_have_url(re.compile(family["mother"]))
    expect(page.get_by_role("heading", level=1, name="Mother of pearl", exact=True)).to_be_visible()
    expect(tree(page)).to_contain_text("Used in 4 later pictures")
    press(screen, tree(page).get_by_role("link", name="Alice Adams: Pearl, number 3"))
    expect(page.get_by_role("heading", level=1, name="Pearl, number 3")).to_be_visible()
    press(screen, tree(page).get_by_role("link", name="Bob: Mother of pearl"))
    expect(page).to_have_url(re.compile(family["mother"]))
    for node in tree(page).locator("a.node").all():
        box = node.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= screen["viewport"]["width"]


def test_all_that_was_made_of_one_is_a_view_of_the_history(
    visit: Visit, screen: dict[str, Any], family: dict[str, str]
) -> None:
    page = visit(path=f"/?of={family['mother']}", **screen)
    cards = page.locator("#history .card")
    expect(cards).to_have_count(4)
    expect(cards.filter(has_text="Pearl, number")).to_have_count(4)
    press(screen, page.get_by_role("link", name="Made from this picture"))
    expect(page).to_have_url(re.compile(family["mother"]))
    expect(page.get_by_role("heading", level=1, name="Mother of pearl", exact=True)).to_be_visible()


def test_of_many_that_were_made_of_one_some_are_shown_and_all_are_a_press_away(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    colour = secrets.token_hex(3)
    word = f"Oyster {colour}"
    uuid = studio.shell(BROOD, word=word, colour=f"#{colour}")
    page = visit("bob", f"/?q={word}", **screen)
    opened(page, card(page, uuid))
    address = page.url
    expect(tree(page)).to_contain_text("Used in 13 later pictures")
    shown = tree(page).get_by_role("link", name=f"Alice Adams: {word}, number")
    everything = tree(page).get_by_role("link", name="All 13 pictures made from it")
    left_out = int(everything.locator("[aria-hidden]").inner_text().removeprefix("+"))
    assert left_out > 0
    expect(shown).to_have_count(13 - left_out)
    press(screen, everything)
    expect(page).to_have_url(re.compile(rf"/\?of={uuid}"))
    cards = page.locator("#history .card")
    expect(cards).to_have_count(13)
    expect(cards.filter(has_text=f"{word}, number")).to_have_count(13)
    page.go_back()
    # As the picture that was open, or as a page of its own, where the browser has let go of what it left.
    expect(page).to_have_url(address)
    expect(page.get_by_role("heading", level=1, name=f"{word}, the mother")).to_be_visible()
    expect(tree(page)).to_contain_text("Used in 13 later pictures")


def test_what_a_colleague_makes_of_it_stands_in_the_trees_of_both(visit: Visit, screen: dict[str, Any]) -> None:
    theirs, own = visit("alice", **screen), visit("bob", **screen)
    first, second = (f"{words}, {screen['viewport']['width']}" for words in ("A kiln at dusk", "With its doors open"))
    compose(theirs, f"{first} [fast]")
    picture_of(found(own, first))
    edit(own, "has_touch" in screen, found(own, first))
    expect(chips(own)).to_have_count(1)
    compose(own, f"{second} [fast]")
    for page in (own, theirs):
        picture_of(found(page, second))
        opened(page, found(page, first))
        expect(tree(page)).to_contain_text("Used in 1 later picture")
        press(screen, tree(page).get_by_role("link", name=f"Bob: {second}"))
        expect(prompt_shown(page)).to_have_text(f"{second} [fast]")
        expect(viewer(page).locator(".detail-author")).to_have_text(re.compile("Bob"))
        made_from = viewer(page).get_by_role("region", name="Made from")
        press(screen, made_from.get_by_role("link", name=f"Alice Adams: {first}"))
        expect(prompt_shown(page)).to_have_text(f"{first} [fast]")
        expect(viewer(page).locator(".detail-author")).to_have_text(re.compile("Alice Adams"))


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_the_tree(visit: Visit, look: str, family: dict[str, str]) -> None:
    page = visit(path="/?q=pearl", **LOOKS[look])
    opened(page, card(page, family["mother"]))
    assert axe.violations(page) == []
    page.goto(f"/generations/{family['mother']}/")
    assert axe.violations(page) == []
