"""Deleting, undoing it right there, the trash, and what is gone for good."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import opened
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, chosen, go_on, made, select
from tests.browser.held import answers_held, wait_for_one
from tests.browser.screens import DESKTOP
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.program.running import wait_until


@pytest.fixture
def flock(studio: Studio) -> str:
    return made(studio, "carol", 3)


def delete(page: Page, screen: dict[str, Any] = DESKTOP) -> None:
    press(screen, bar(page).get_by_role("button", name="Delete"))


def undo(page: Page) -> Locator:
    return page.get_by_role("status").get_by_role("button", name="Undo")


def numbers(page: Page, word: str) -> list[str]:
    """Which of a flock are there, in the order of the page."""
    cards = page.locator("#history").get_by_role("article").filter(has_text=word)
    return [words.rpartition(" ")[2] for words in cards.locator(".card-prompt").all_text_contents()]


def in_trash(page: Page, word: str, number: int) -> Locator:
    return page.locator("#trashed .card").filter(has_text=f"{word} number {number}")


def test_they_vanish_everywhere_and_undo_brings_them_back_to_their_places(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page, colleague = visit("carol", **screen), visit("bob")
    expect(bird(colleague, flock, 2)).to_be_visible()
    begin(page, screen, flock, 3, 2)
    delete(page, screen)
    for one in (page, colleague):
        expect(bird(one, flock, 2)).to_have_count(0)
        expect(bird(one, flock, 3)).to_have_count(0)
        expect(bird(one, flock, 1)).to_have_count(1)
    expect(bar(page)).to_be_hidden()
    message = page.get_by_role("status").filter(has_text="2 pictures are in the trash for 30 days.")
    box = message.locator(".message").bounding_box()
    assert box["y"] + box["height"] <= screen["viewport"]["height"], "it is seen wherever one has scrolled to"
    assert axe.in_light_and_dark(page) == []
    press(screen, undo(page))
    for one in (page, colleague):
        expect(bird(one, flock, 3)).to_have_count(1)
        assert numbers(one, flock) == ["3", "2", "1"]
    expect(page.get_by_role("status").filter(has_text="2 pictures are back.")).to_be_visible()


def test_with_keys_alone_it_is_deleted_and_undone(visit: Visit, flock: str) -> None:
    page = visit("carol")
    bird(page, flock, 2).get_by_role("link").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("Delete")
    expect(bird(page, flock, 2)).to_have_count(0)
    expect(undo(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(bird(page, flock, 2)).to_have_count(1)
    expect(page.locator("#history .card-open:focus")).to_have_count(1)
    bird(page, flock, 2).get_by_role("link").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("Delete")
    expect(undo(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(undo(page)).to_have_count(0)
    expect(page.locator("#history .card-open:focus")).to_have_count(1)


def test_control_z_undoes_the_last_deletion(visit: Visit, flock: str) -> None:
    page = visit("carol")
    select(page, flock, 1)
    delete(page)
    expect(bird(page, flock, 1)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(bird(page, flock, 1)).to_have_count(1)


def test_control_z_undoes_a_deletion_whose_answer_is_still_on_its_way(visit: Visit, flock: str) -> None:
    page = visit("carol")
    select(page, flock, 1)
    with answers_held(page, "**/generations/trash/") as held:
        delete(page)
        wait_for_one(page, held)
        expect(bird(page, flock, 1)).to_have_count(0)
        page.keyboard.press("Control+z")
    expect(bird(page, flock, 1)).to_have_count(1)


def test_control_z_in_an_open_picture_undoes_its_deletion_and_no_other(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    begin(page, screen, flock, 1)
    delete(page, screen)
    expect(undo(page)).to_be_visible()
    dialog = opened(page, bird(page, flock, 2))
    with answers_held(page, "**/generations/trash/") as held:
        dialog.get_by_role("button", name="Delete").click()
        wait_for_one(page, held)
        expect(bird(page, flock, 2)).to_have_count(0)
        page.keyboard.press("Control+z")
    expect(bird(page, flock, 2)).to_have_count(1)
    expect(bird(page, flock, 1)).to_have_count(0)


def test_another_message_leaves_the_undo_where_it_is(
    visit: Visit, flock: str, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit("carol", "/?scope=mine", **screen)
    begin(page, screen, flock, 2)
    delete(page, screen)
    expect(undo(page)).to_be_focused()
    page.route("**/favourite/", lambda route: route.abort())
    bird(page, flock, 1).get_by_role("link").first.focus()
    page.keyboard.press("f")
    trouble = page.locator(".message", has_text="the favourite was not kept.")
    expect(trouble).to_be_visible()
    expect(undo(page)).to_be_visible()
    for message in page.locator(".message").all():
        box = message.bounding_box()
        assert box["y"] + box["height"] <= screen["viewport"]["height"]
    trouble.get_by_role("button", name="Dismiss").click()
    expect(trouble).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(bird(page, flock, 2)).to_have_count(1)


def test_what_is_not_ones_own_stays_and_that_is_said(
    visit: Visit, studio: Studio, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    own = made(studio, "bob", 1)
    expect(bird(page, own, 1)).to_have_count(1)
    begin(page, screen, flock, 3)
    go_on(page, screen, own, 1)
    delete(page, screen)
    expect(page.get_by_text("1 is somebody else's; only they or an admin can delete it.")).to_be_visible()
    expect(bird(page, own, 1)).to_have_count(0)
    expect(chosen(page)).to_have_count(1)


def test_when_the_studio_cannot_be_reached_nothing_is_lost(
    visit: Visit, flock: str, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page = visit("carol", **screen)
    begin(page, screen, flock, 3, 2)
    page.context.set_offline(True)
    delete(page, screen)
    expect(page.get_by_text("The studio could not be reached. Nothing was done; try again.")).to_be_visible()
    expect(chosen(page)).to_have_count(2)
    page.context.set_offline(False)
    delete(page, screen)
    expect(chosen(page)).to_have_count(0)


def test_from_a_pictures_own_page_one_comes_back_to_the_studio_and_can_undo_it(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    page.goto(bird(page, flock, 2).get_by_role("link").first.get_attribute("href"))
    page.get_by_role("button", name="Delete").click()
    expect(bird(page, flock, 3)).to_have_count(1)
    expect(bird(page, flock, 2)).to_have_count(0)
    press(screen, undo(page))
    expect(bird(page, flock, 2)).to_have_count(1)


def test_the_only_one_is_deleted_in_the_lightbox_and_one_is_back_in_the_history(visit: Visit, flock: str) -> None:
    page = visit("carol", f'/?q="{flock} number 2"')
    bird(page, flock, 2).get_by_role("link").first.click()
    viewer = page.get_by_role("dialog", name="Picture")
    viewer.get_by_role("button", name="Delete").click()
    expect(viewer).to_be_hidden()
    expect(bird(page, flock, 2)).to_have_count(0)
    expect(undo(page)).to_be_focused()
    undo(page).click()
    expect(bird(page, flock, 2)).to_have_count(1)


def test_a_colleagues_picture_offers_no_delete(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    page.goto(bird(page, flock, 2).get_by_role("link").first.get_attribute("href"))
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)


def test_from_the_trash_it_comes_back_or_goes_for_good_with_its_bytes(
    visit: Visit, studio: Studio, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("carol", **screen)
    begin(page, screen, flock, 3, 2)
    uuid = bird(page, flock, 3).get_attribute("id").removeprefix("generation-")
    delete(page, screen)
    expect(bird(page, flock, 3)).to_have_count(0)
    assert list(studio.folder.glob(f"media/**/{uuid}*"))
    page.goto("/trash/")
    expect(in_trash(page, flock, 2)).to_contain_text("30 days left")
    press(screen, in_trash(page, flock, 2).locator(".card-select"))
    assert axe.in_light_and_dark(page) == []
    press(screen, page.get_by_role("button", name="Restore"))
    expect(page.get_by_text("It is back.")).to_be_visible()
    expect(in_trash(page, flock, 2)).to_have_count(0)
    in_trash(page, flock, 3).locator(".card-select").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Delete 1 picture for good?")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("1 picture is deleted for good.")).to_be_visible()
    expect(in_trash(page, flock, 3)).to_have_count(0)
    wait_until(lambda: not list(studio.folder.glob(f"media/**/{uuid}*")))
    page.goto("/")
    expect(bird(page, flock, 2)).to_have_count(1)


def test_a_long_trash_is_scrolled_without_complaint(visit: Visit, studio: Studio) -> None:
    word = made(studio, "carol", 6)
    studio.shell(
        "from generator.models import Generation, Member\n"
        "Generation.objects.filter(prompt__startswith=word).trash(by=Member.objects.get(username='carol'))",
        word=word,
    )
    page = visit("carol", "/trash/", viewport={"width": 390, "height": 500})
    expect(in_trash(page, word, 1)).to_have_count(1)
    page.mouse.move(200, 250)
    # A turn right after the page has come may be lost.
    wait_until(lambda: page.mouse.wheel(0, 400) or page.wait_for_timeout(100) or page.evaluate("scrollY > 100"))


def test_before_the_whole_trash_is_emptied_it_is_asked(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", **screen)
    begin(page, screen, flock, 1)
    delete(page, screen)
    expect(undo(page)).to_be_visible()
    page.goto("/trash/")
    page.get_by_role("button", name="Empty the trash").click()
    expect(page.get_by_role("heading", name=re.compile("Delete all .* in the trash for good"))).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.get_by_role("link", name="Keep").click()
    expect(in_trash(page, flock, 1)).to_have_count(1)


def test_the_page_of_what_was_deleted_says_so_and_brings_it_back(
    visit: Visit, flock: str, screen: dict[str, Any], forgiven: list[str]
) -> None:
    page = visit("carol", **screen)
    address = bird(page, flock, 3).get_by_role("link").first.get_attribute("href")
    begin(page, screen, flock, 3)
    delete(page, screen)
    expect(undo(page)).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("heading", name="This picture was deleted")).to_be_visible()
    expect(page.get_by_text("It is in the trash for 30 more days.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    forgiven.append("404")
    colleague = visit("bob", address, **screen)
    expect(colleague.get_by_text("has removed it from the studio.")).to_be_visible()
    expect(colleague.get_by_text(flock)).to_have_count(0)
    assert axe.in_light_and_dark(colleague) == []
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name=f"{flock} number 3")).to_be_visible()


def test_without_a_script_the_trash_works_too(visit: Visit, flock: str) -> None:
    page = visit("carol", java_script_enabled=False)
    page.goto(bird(page, flock, 1).get_by_role("link").first.get_attribute("href"))
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("It is in the trash for 30 days.")).to_be_visible()
    page.goto("/trash/")
    in_trash(page, flock, 1).get_by_role("checkbox").check()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("It is back.")).to_be_visible()
    page.goto("/")
    expect(bird(page, flock, 1)).to_have_count(1)


def test_the_trash_is_found_in_the_rail_and_on_a_phone_in_the_menu(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", **screen)
    if "has_touch" in screen:
        page.get_by_role("button", name="Carol", exact=True).tap()
    page.get_by_role("link", name="Trash").click()
    expect(page.get_by_role("heading", level=1, name="Trash")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
