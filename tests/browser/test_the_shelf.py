"""The shelf: references at hand for everybody, found, picked, named and pinned."""

import base64
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import make
from tests.browser import axe
from tests.browser.acts import expect_loaded, prompt, use
from tests.browser.bringing import chips, expect_order, names
from tests.browser.conftest import Visit
from tests.browser.screens import DESKTOP, PHONE, TABLET
from tests.browser.studio import Studio
from tests.browser.touch import press

ADD = """
import base64
from generator.models import Member, Reference
made = Reference.objects.filter(label=label).first()
made = made or Reference.keep(base64.b64decode(content), label, Member.objects.get(username=member))
answer = str(made.uuid)
"""


def add(studio: Studio, member: str, label: str) -> str:
    """A reference that a member has added before; its uuid."""
    content = base64.b64encode(make.picture(colour=tuple(secrets.token_bytes(3)))).decode()
    return str(studio.shell(ADD, member=member, label=label, content=content))


@pytest.fixture(scope="module", autouse=True)
def things(studio: Studio) -> list[str]:
    """On the shelf already: alice's mug and lamp, and bob's kettle."""
    return [add(studio, *one) for one in (("alice", "mug.png"), ("alice", "lamp.png"), ("bob", "kettle.png"))]


def shelf(page: Page) -> Locator:
    return page.get_by_role("dialog", name="References")


def open_any_shelf(page: Page) -> Locator:
    """Whatever stands on it."""
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    expect(shelf(page).locator("#shelf-body > *").first).to_be_visible()
    return shelf(page)


def open_shelf(page: Page) -> Locator:
    there = open_any_shelf(page)
    expect(there.get_by_role("button", name="mug.png")).to_be_visible()
    return there


def section(page: Page, name: str) -> Locator:
    return shelf(page).get_by_role("region", name=name)


def test_one_click_puts_a_reference_into_a_slot_and_another_takes_it_out(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    prompt(page).click()
    prompt(page).fill("With things from the shelf")
    there = open_shelf(page)
    expect(section(page, "Mine lately").get_by_role("button", name="lamp.png")).to_be_visible()
    expect(section(page, "The team’s lately").get_by_role("button", name="kettle.png")).to_be_visible()
    for name in ("lamp.png", "kettle.png"):
        there.get_by_role("button", name=name).click()
        expect(there.get_by_role("button", name=name, pressed=True)).to_be_visible()
    expect(there.get_by_role("status")).to_have_text("kettle.png is reference 2.")
    there.get_by_role("button", name="lamp.png").click()
    expect(there.get_by_role("button", name="lamp.png", pressed=False)).to_be_visible()
    there.get_by_role("button", name="Close").click()
    expect(there).to_be_hidden()
    expect_order(page, "kettle.png")
    expect_loaded(chips(page).get_by_role("img"))
    expect(prompt(page)).to_have_value("With things from the shelf")


def test_it_is_used_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit()
    there = open_shelf(page)
    expect(there.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    first = there.locator("[data-pick]").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    second = there.locator("[data-pick]").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(first.locator("xpath=following-sibling::a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(there.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(there).to_be_hidden()
    expect(page.get_by_role("button", name="Open the reference shelf")).to_be_focused()
    expect(chips(page)).to_have_count(1)


def test_a_tablet_with_keys_searches_at_once_and_a_finger_chooses(visit: Visit) -> None:
    page = visit(**TABLET)
    search = shelf(page).get_by_role("searchbox")
    page.get_by_role("button", name="Open the reference shelf").press("Enter")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open the reference shelf").tap()
    expect(search).to_be_visible()
    expect(search).not_to_be_focused()


def test_when_all_places_are_taken_it_says_so(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    add(studio, "alice", "fourth.png")
    page = visit(**screen)
    there = open_shelf(page)
    for nth in range(3):
        there.locator("[data-pick]").nth(nth).click()
    expect(page.locator(".reference.uploading")).to_have_count(0)
    there.locator("[data-pick][aria-pressed=false]").first.click()
    expect(there.get_by_role("status")).to_have_text("Three references at most; remove one first.")
    expect(there.get_by_role("status")).to_be_in_viewport(ratio=1)
    expect(chips(page)).to_have_count(3)


def test_in_full_size_a_refusal_is_seen(
    visit: Visit, studio: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("ERR_FAILED")
    add(studio, "alice", "fourth.png")
    page = visit(**screen)
    there = open_shelf(page)
    for nth in range(3):
        there.locator("[data-pick]").nth(nth).click()
    expect(page.locator(".reference.uploading")).to_have_count(0)
    tile = there.locator(".shelf-tile").filter(has=page.locator("[data-pick][aria-pressed=false]")).first
    if "has_touch" not in screen:
        tile.hover()
    press(screen, tile.get_by_role("link"))
    whole = page.locator("#fullsize")
    expect(whole.get_by_role("alert")).to_be_hidden()
    press(screen, whole.get_by_role("button", name="Use as a reference"))
    refusal = whole.get_by_text("Three references at most; remove one first.")
    expect(refusal).to_be_in_viewport(ratio=1)
    assert refusal.bounding_box()["height"] > 10
    page.route("**/pin/", lambda route: route.abort())
    press(screen, whole.get_by_role("button", name="Pin for the team"))
    expect(whole.get_by_text("That could not be kept. Try again.")).to_be_visible()
    expect(refusal).to_be_hidden()


def test_a_name_and_a_pin_are_the_whole_teams(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("alice", **screen)
    name = f"Brand logo {screen['viewport']['width']}"
    there = open_shelf(page)
    tile = there.locator(".shelf-tile").filter(has=page.get_by_role("button", name="kettle.png"))
    if "has_touch" not in screen:
        tile.hover()
    tile.get_by_role("link", name="kettle.png, full size").click()
    whole = page.get_by_role("dialog", name="kettle.png")
    whole.get_by_role("textbox", name="Name").fill(name)
    page.keyboard.press("Enter")
    whole = page.get_by_role("dialog", name=name)
    expect(whole.get_by_role("textbox", name="Name")).to_be_focused()
    whole.get_by_role("button", name="Pin for the team").click()
    expect(whole.get_by_role("button", name="Pinned", pressed=True)).to_be_focused()
    whole.get_by_role("button", name="Use as a reference").click()
    expect(section(page, "Pinned").get_by_role("button", name=name, pressed=True)).to_be_visible()
    # Whoever has named it there is back at it.
    expect(section(page, "Pinned").get_by_role("link", name=f"{name}, full size")).to_be_focused()
    page.keyboard.press("Escape")
    expect_order(page, name)

    theirs = visit("bob", **screen)
    open_shelf(theirs)
    expect(section(theirs, "Pinned").get_by_role("button", name=name)).to_be_visible()
    # And anybody may take it back.
    opener = section(theirs, "Pinned").get_by_role("link", name=f"{name}, full size")
    if "has_touch" not in screen:
        section(theirs, "Pinned").get_by_role("button", name=name).hover()
    opener.click()
    whole = theirs.get_by_role("dialog", name=name)
    whole.get_by_role("button", name="Pinned").click()
    expect(whole.get_by_role("button", name="Pin for the team")).to_be_focused()
    whole.get_by_role("textbox", name="Name").fill("")
    whole.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("dialog", name="kettle.png")).to_be_visible()
    theirs.keyboard.press("Escape")
    expect(section(theirs, "Pinned").get_by_role("button", name=name)).to_have_count(0)
    expect(shelf(theirs).get_by_role("button", name="kettle.png")).to_be_visible()


def test_on_a_phone_a_link_is_added_from_there(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).tap()
    expect(page.get_by_role("button", name="Add a reference from a link")).to_be_hidden()
    page.get_by_role("button", name="Open the reference shelf").tap()
    shelf(page).get_by_role("button", name="From a link").tap()
    expect(shelf(page)).to_be_hidden()
    link = page.get_by_role("textbox", name="Link to a picture")
    expect(link).to_be_focused()
    link.fill("http://10.0.0.1/")
    link.press("Enter")
    expect(page.get_by_text("Only public http and https addresses can be used.")).to_be_visible()


def test_it_is_searched_as_one_types(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    there = open_shelf(page)
    there.get_by_role("searchbox").press_sequentially("ketTLE")
    expect(there.get_by_role("status")).to_have_text("1 found")
    expect(there.locator("[data-pick]")).to_have_count(1)
    there.get_by_role("searchbox").fill("nothing of the kind")
    expect(there.get_by_text("Nothing on the shelf has “nothing of the kind”.")).to_be_visible()
    assert axe.violations(page) == []
    there.get_by_role("button", name="Show everything").click()
    expect(there.get_by_role("button", name="mug.png")).to_be_visible()
    expect(there.get_by_role("searchbox")).to_be_focused()


def test_a_picture_is_found_by_its_prompt_once_it_was_a_reference(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    use(page, "Use as reference", "has_touch" in screen)
    expect(chips(page)).to_have_count(1)
    expect(page.locator(".reference.uploading")).to_have_count(0)
    [name] = names(page)
    there = open_shelf(page)
    there.get_by_role("searchbox").fill(" ".join(name.split()[:3]))
    expect(there.get_by_role("button", name=name, pressed=True).first).to_be_visible()


@pytest.fixture
def gone(studio: Studio) -> Iterator[str]:
    """What alice's reference is called whose files are gone; in the end it is gone itself."""
    label = "gone.png"
    uuid = add(studio, "alice", label)
    studio.shell(
        "from generator.models import Reference\n"
        "one = Reference.objects.get(uuid=uuid)\n"
        "for file in (one.file, one.thumbnail): file.storage.delete(file.name)",
        uuid=uuid,
    )
    yield label
    studio.shell("from generator.models import Reference\nReference.objects.get(uuid=uuid).delete()", uuid=uuid)


def test_a_reference_whose_file_is_gone_is_not_on_it(visit: Visit, gone: str) -> None:
    page = visit()
    there = open_shelf(page)
    expect(there.get_by_role("button", name=gone)).to_have_count(0)
    there.get_by_role("button", name="mug.png").click()
    expect(there.get_by_role("button", name="mug.png", pressed=True)).to_be_visible()


@pytest.mark.parametrize("look", [{**PHONE, "color_scheme": "dark"}, {**DESKTOP, "color_scheme": "light"}])
def test_nothing_is_in_the_way_of_a_screen_reader(visit: Visit, look: dict[str, Any]) -> None:
    page = visit(**look)
    there = open_shelf(page)
    there.get_by_role("button", name="mug.png").click()
    expect(there.get_by_role("button", name="mug.png", pressed=True)).to_be_visible()
    for image in there.get_by_role("img").all():
        expect_loaded(image)
    assert axe.violations(page) == []
