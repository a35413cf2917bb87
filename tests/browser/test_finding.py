"""Searching as one types, what else narrows the history, and addresses that can be shared."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import axe
from tests.browser.acts import card, compose, opened, viewer
from tests.browser.conftest import Visit
from tests.browser.held import answers_held, wait_for_one
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.test_accessibility import LOOKS
from tests.browser.touch import press
from tests.program.running import wait_until

HERONS = """
from generator.models import Generation, Member, Status
from tests.browser import past
members = {name: Member.objects.get(username=name) for name in ("alice", "bob")}
for name, status, prompt in (
    ("alice", Status.SUCCEEDED, "Heron at the weir, blue hour"),
    ("bob", Status.SUCCEEDED, "Heron beside a red fox, weir"),
    ("bob", Status.SUCCEEDED, "Heron in Über-large boots"),
    ("bob", Status.FAILED, "Heron that would not come"),
):
    past.made(members[name], status, prompt)
Generation.objects.filter(prompt__contains="boots").update(referenced=1)
"""


@pytest.fixture(scope="module", autouse=True)
def _herons(studio: Studio) -> None:
    studio.shell(HERONS)


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search in prompts")


def panel(page: Page) -> Locator:
    return page.get_by_role("group", name="Filters", exact=True)


def open_panel(page: Page) -> Locator:
    page.get_by_role("button", name="Filters").click()
    expect(panel(page)).to_be_visible()
    return panel(page)


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="Filters").get_by_role("link")


def cards(page: Page) -> Locator:
    return page.locator("#history .card")


def views_asked(page: Page) -> list[str]:
    """The queries of the views that are asked for from now on."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url.partition("?")[2]) if "/view/" in request.url else None
    )
    return asked


def test_what_is_typed_is_found_and_the_address_keeps_it(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    search(page).press_sequentially("heron we")
    expect(cards(page)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/\?q=heron\+we$"))
    expect(page).to_have_title("“heron we”, Team · Atelier")
    expect(search(page)).to_be_focused()
    page.reload()
    expect(cards(page)).to_have_count(2)
    expect(search(page)).to_have_value("heron we")
    search(page).fill("heron uber")
    expect(cards(page)).to_have_count(1)
    search(page).fill('"red fox"')
    expect(card(page, "Heron beside a red fox")).to_be_visible()


def test_back_leaves_a_search_at_one_go_and_forward_brings_it_again(visit: Visit) -> None:
    page = visit("bob")
    newest = cards(page).first.get_attribute("id")
    search(page).press_sequentially("heron", delay=120)
    expect(cards(page)).to_have_count(4)
    search(page).press_sequentially(" weir", delay=120)
    expect(cards(page)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/\?q=heron\+weir$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    expect(search(page)).to_have_value("")
    expect(cards(page).first).to_have_id(str(newest))
    page.go_forward()
    expect(search(page)).to_have_value("heron weir")
    expect(cards(page)).to_have_count(2)


def test_an_answer_that_comes_late_replaces_nothing_newer(visit: Visit) -> None:
    page = visit("bob")
    held: list[Route] = []
    page.route(re.compile(r"/view/\?q=heron$"), lambda route: held.append(route))
    search(page).fill("heron")
    wait_for_one(page, held)
    search(page).fill("heron boots")
    expect(cards(page)).to_have_count(1)
    held[0].fulfill(body='<h1 id="heading"></h1><div id="chips"></div><div id="history">late</div>')
    page.wait_for_timeout(300)
    expect(cards(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=heron\+boots"))


def test_only_what_takes_long_says_so(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    sign = page.locator("#filters .icon-search")
    held: list[Route] = []
    page.route(re.compile(r"/view/\?q=fog"), lambda route: held.append(route))
    search(page).fill("fog")
    wait_for_one(page, held)
    # Its sign turns, and is seen to.
    expect(page.locator(".filters.slow")).to_be_visible()
    expect(sign).to_be_in_viewport(ratio=1)
    box = sign.bounding_box()
    assert box
    looks = {page.screenshot(clip=box, scale="css")}
    wait_until(lambda: looks.add(page.screenshot(clip=box, scale="css")) or len(looks) > 2)
    held[0].continue_()
    expect(page.locator(".filters.slow")).to_have_count(0)
    expect(sign).to_have_css("animation-name", "none")
    expect(cards(page).first).to_contain_text("Fog over a harbour")


def expect_next_apart(page: Page) -> None:
    """The search for herons has been finished: what is typed after that is one of its own, and one comes back."""
    search(page).press("End")
    search(page).press_sequentially(" weir")
    expect(page).to_have_url(re.compile(r"\?q=heron\+weir$"))
    expect(cards(page)).to_have_count(2)
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=heron$"))
    expect(cards(page)).to_have_count(4)


def test_enter_asks_for_nothing_that_is_on_its_way(visit: Visit) -> None:
    page = visit("bob")
    asked = views_asked(page)
    with answers_held(page, "**/view/?q=heron") as held:
        search(page).fill("heron")
        wait_for_one(page, held)
        search(page).press("Enter")
    expect(cards(page)).to_have_count(4)
    assert asked == ["q=heron"]
    expect_next_apart(page)


def test_the_focus_stays_in_a_history_that_is_replaced(visit: Visit) -> None:
    page = visit("bob", "/?q=heron")
    opener = cards(page).locator(".card-open")
    with answers_held(page, "**/view/?q=heron+weir") as held:
        search(page).fill("heron weir")
        wait_for_one(page, held)
        search(page).press("ArrowDown")
        expect(opener.first).to_be_focused()
    expect(cards(page)).to_have_count(2)
    expect(opener.first).to_be_focused()
    page.keyboard.press("j")
    expect(opener.nth(1)).to_be_focused()
    same = cards(page).nth(1).get_attribute("id")
    page.go_back()
    expect(cards(page)).to_have_count(4)
    expect(page.locator(f"#{same} .card-open")).to_be_focused()
    page.goto("/?q=heron&status=canceled")
    page.get_by_role("link", name="Without Canceled").press("Enter")
    expect(opener.first).to_be_focused()


def test_a_search_that_fails_says_so_and_leaves_what_is_there(
    visit: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit("bob", **screen)
    newest = cards(page).first.get_attribute("id")
    page.route("**/view/*", lambda route: route.abort())
    search(page).fill("heron")
    expect(page.get_by_text("The search could not be done.")).to_be_visible()
    expect(search(page)).to_have_value("heron")
    expect(cards(page).first).to_have_id(str(newest))
    page.unroute("**/view/*")
    search(page).press("Enter")
    expect(cards(page)).to_have_count(4)


def test_member_state_and_days_narrow_it_and_chips_take_it_back(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("alice", "/?q=heron", **screen)
    filters = open_panel(page)
    filters.get_by_role("searchbox", name="Find a member").fill("bo")
    expect(filters.get_by_role("radio", name="Carol")).to_be_hidden()
    filters.get_by_role("radio", name="Bob").click()
    expect(chips(page)).to_have_text([re.compile("“heron”"), re.compile("Bob")])
    filters.get_by_role("radio", name="Finished").click()
    expect(chips(page)).to_have_count(3)
    filters.get_by_role("link", name="Today").click()
    expect(chips(page)).to_have_count(4)
    expect(cards(page)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?q=heron&by=bob&status=succeeded&since=[-\d]+$"))
    filters.get_by_role("button", name="Show").click()
    expect(filters).to_be_hidden()
    chips(page).filter(has_text="Finished").click()
    expect(cards(page)).to_have_count(3)
    expect(card(page, "Heron that would not come")).to_be_visible()
    page.go_back()
    expect(chips(page)).to_have_count(4)
    expect(cards(page)).to_have_count(2)
    page.get_by_role("link", name="Clear all").click()
    expect(chips(page)).to_have_count(0)
    expect(page).to_have_url(re.compile("/$"))
    expect(search(page)).to_have_value("")


def test_what_has_references_and_days_that_were(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("alice", "/?q=heron", **screen)
    filters = open_panel(page)
    filters.get_by_role("checkbox", name="With references").click()
    expect(cards(page)).to_have_count(1)
    expect(card(page, "Heron in Über-large boots")).to_be_visible()
    filters.get_by_label("To", exact=True).fill("2020-01-31")
    expect(page.get_by_role("heading", name="No pictures match")).to_be_visible()
    expect(chips(page).last).to_contain_text("Until 31 January 2020")
    filters.get_by_label("From", exact=True).fill("2020-01-02")
    expect(chips(page).last).to_contain_text("2 January 2020 to 31 January 2020")
    expect(page.get_by_role("heading", name="No pictures match")).to_be_visible()
    filters.get_by_label("To", exact=True).fill("")
    expect(chips(page).last).to_contain_text("Since 2 January 2020")
    expect(cards(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=heron&references=yes&since=2020-01-02$"))
    filters.get_by_label("From", exact=True).fill("2999-12-31")
    expect(page.get_by_role("heading", name="No pictures match")).to_be_visible()


def test_chips_go_by_key_and_the_focus_stays_among_them(visit: Visit) -> None:
    page = visit("alice", "/?q=heron&by=bob&status=succeeded")
    chips(page).nth(1).focus()
    page.keyboard.press("Delete")
    expect(chips(page)).to_have_count(2)
    expect(chips(page).nth(1)).to_be_focused()
    page.keyboard.press("Backspace")
    expect(chips(page)).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(search(page)).to_be_focused()
    expect(chips(page)).to_have_count(0)


def test_on_a_phone_the_last_chip_brings_no_keyboard(visit: Visit) -> None:
    page = visit("alice", "/?q=heron", **PHONE)
    chips(page).first.tap()
    expect(chips(page)).to_have_count(0)
    expect(search(page)).not_to_be_focused()


def test_a_member_is_found_and_chosen_by_keys(visit: Visit) -> None:
    page = visit("alice")
    filters = open_panel(page)
    # The browser tells of the opening a moment later.
    expect(filters.get_by_role("searchbox", name="Find a member")).to_be_focused()
    page.keyboard.type("bob")
    page.keyboard.press("ArrowDown")
    expect(filters.get_by_role("radio", name="Bob")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_hidden()
    expect(chips(page)).to_have_text([re.compile("Bob")])


def test_a_colleague_is_not_looked_for_among_ones_own(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("alice", "/?scope=mine&q=heron", **screen)
    press(screen, open_panel(page).locator("label").filter(has_text="Bob"))
    expect(page).to_have_url(re.compile(r"\?q=heron&by=bob$"))
    expect(cards(page).first).to_be_visible()
    place = page.get_by_role("navigation", name="History").get_by_role("link", name="Team")
    expect(place).to_have_attribute("aria-current", "true")


def test_a_view_is_the_same_for_whoever_gets_its_address(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?q=heron&by=Bob&status=failed", **screen)
    expect(cards(page)).to_have_count(1)
    expect(page).to_have_title("“heron”, Bob, Failed, Team · Atelier")
    filters = open_panel(page)
    expect(filters.get_by_role("radio", name="Bob")).to_be_checked()
    expect(filters.get_by_role("radio", name="Failed")).to_be_checked()


def test_nothing_found_says_of_what_and_how_to_find_more(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", "/?q=heron&status=canceled", **screen)
    expect(page.get_by_role("heading", name="No pictures match")).to_be_visible()
    page.get_by_role("link", name="Without Canceled").click()
    expect(cards(page)).to_have_count(4)
    search(page).fill("zeppelin")
    expect(page.get_by_text("Every word has to be in the prompt")).to_be_visible()
    page.get_by_role("link", name="Without “zeppelin”").click()
    expect(cards(page).first).to_be_visible()
    page = visit("carol", "/?scope=mine&q=heron", **screen)
    page.get_by_role("link", name="Look at everybody's").click()
    expect(cards(page)).to_have_count(4)


def test_the_search_is_a_key_away_and_escape_clears_it(visit: Visit) -> None:
    page = visit("bob")
    # A turn right after the page has come may be lost.
    wait_until(lambda: page.mouse.wheel(0, 2500) or page.wait_for_timeout(300) or page.evaluate("scrollY > 1000"))
    expect(search(page)).not_to_be_in_viewport()
    page.keyboard.press("/")
    expect(search(page)).to_be_focused()
    expect(search(page)).to_be_in_viewport()
    page.keyboard.type("heron")
    expect(page).to_have_url(re.compile(r"\?q=heron$"))
    expect(cards(page)).to_have_count(4)
    page.keyboard.press("ArrowDown")
    expect(cards(page).first.get_by_role("link").first).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(search(page)).to_have_value("")
    expect(chips(page)).to_have_count(0)


def test_the_lightbox_opens_over_what_is_found_and_leaves_it(visit: Visit) -> None:
    page = visit("bob")
    search(page).fill("heron weir")
    expect(cards(page)).to_have_count(2)
    opened(page, cards(page).first)
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(re.compile(r"q=heron\+weir"))
    expect(cards(page)).to_have_count(2)


def test_the_filters_are_in_reach_of_a_thumb(visit: Visit) -> None:
    page = visit("bob", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    filters = open_panel(page)
    expect(filters.get_by_role("button", name="Show")).to_be_in_viewport()
    box = filters.bounding_box()
    assert box["y"] + box["height"] >= PHONE["viewport"]["height"] - 1, "at the foot of the screen"
    small = filters.locator("label:visible, a:visible, button:visible, input[type=date]").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.textContent)"
    )
    assert [text.strip() for text in small if text.strip() not in ("From", "To")] == []
    page.touchscreen.tap(195, 60)
    expect(filters).to_be_hidden()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_the_filters(visit: Visit, look: str) -> None:
    page = visit("bob", "/?q=heron&by=alice&since=2020-01-01", **LOOKS[look])
    assert axe.violations(page) == []
    open_panel(page)
    assert axe.violations(page) == []
    page.goto("/?q=zeppelin&favourites=yes&status=failed")
    assert axe.violations(page) == []


def test_without_a_script_the_form_finds_the_same(visit: Visit) -> None:
    page = visit("bob", java_script_enabled=False)
    search(page).fill("heron")
    search(page).press("Enter")
    expect(cards(page)).to_have_count(4)
    expect(page).to_have_url(re.compile(r"/\?q=heron$"))
    filters = open_panel(page)
    filters.get_by_role("radio", name="Alice Adams").click()
    filters.get_by_role("radio", name="Finished").click()
    filters.get_by_role("button", name="Show").click()
    expect(cards(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/\?q=heron&by=alice&status=succeeded$"))
    chips(page).first.click()
    expect(chips(page)).to_have_count(2)
    page.get_by_role("link", name="Clear all").click()
    expect(chips(page)).to_have_count(0)


def test_what_is_sent_from_a_filtered_view_is_not_lost(visit: Visit) -> None:
    page = visit("carol", "/?q=heron&by=bob")
    compose(page, "An owl from elsewhere [fast]")
    page.goto("/?q=owl elsewhere")
    expect(card(page, "An owl from elsewhere")).to_be_visible()


def test_enter_asks_once_and_back_leaves_the_whole_search(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    asked = views_asked(page)
    search(page).press_sequentially("her")
    expect(page).to_have_url(re.compile(r"\?q=her$"))
    search(page).press_sequentially("on")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=heron$"))
    expect(cards(page)).to_have_count(4)
    assert asked.count("q=heron") == 1
    expect_next_apart(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/$"))
    expect(search(page)).to_have_value("")


def test_clearing_the_filters_leaves_the_shelf_alone(visit: Visit) -> None:
    page = visit("bob", "/?q=heron&by=bob")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Clear all").click()
    expect(chips(page)).to_have_count(0)
    open_panel(page).get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(re.compile("/$"))
    assert [address for address in asked if "/shelf/" in address] == []


def test_escape_leaves_a_search_that_is_empty_and_the_keys_work_again(visit: Visit) -> None:
    page = visit("bob")
    page.keyboard.press("/")
    page.keyboard.type("heron")
    expect(cards(page)).to_have_count(4)
    page.keyboard.press("Escape")
    expect(search(page)).to_have_value("")
    expect(search(page)).to_be_focused()
    expect(chips(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(search(page)).not_to_be_focused()
    page.keyboard.press("j")
    expect(cards(page).first.get_by_role("link").first).to_be_focused()
    expect(search(page)).to_have_value("")
