"""A picture over the history: at once, with an address, and on to the next."""

import re
from typing import Any

from PIL import ImageColor
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.acts import PAST, expect_loaded, opened, prompt_shown, viewer
from tests.browser.conftest import Visit
from tests.browser.pixels import in_the_middle, plain
from tests.browser.touch import press

DETAILS = re.compile(r"/generations/[0-9a-f-]{36}/$")
# A card that somebody has not scrolled to yet.
TAKEN_AWAY = """(id) => {
  window.taken = document.getElementById(id);
  window.set = window.taken.parentElement;
  window.taken.remove();
}"""
PUT_BACK = "() => window.set.prepend(window.taken)"
# What is seen tells which of the two files it is.
SMALL, FULL = "#12f03c", "#f0123c"
PICTURE = re.compile(r"/pictures/[0-9a-f-]{36}/$")


def nth(page: Page, number: int) -> Locator:
    return page.locator("#history .card").nth(number)


def prompt_of(page: Page, number: int) -> str:
    return nth(page, number).locator(".card-prompt").text_content() or ""


def address_of(page: Page, number: int) -> str:
    return nth(page, number).locator(".card-open").get_attribute("href") or ""


def go_on(page: Page, screen: dict[str, Any]) -> None:
    """To the next: with a key, or with a finger on the button."""
    if "has_touch" in screen:
        viewer(page).get_by_role("button", name="Older picture").tap()
    else:
        page.keyboard.press("ArrowRight")


def test_it_opens_with_what_the_page_knows_and_nothing_moves_when_the_rest_comes(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(path=PAST, **screen)
    page.route("**/thumbnail/", lambda route: route.fulfill(body=plain(SMALL), content_type="image/png"))
    page.reload()
    held: list[Route] = []
    open_now = False

    def answer(route: Route) -> None:
        if PICTURE.search(route.request.url):
            route.fulfill(body=plain(FULL), content_type="image/png")
        else:
            route.continue_()

    def hold(route: Route) -> None:
        if open_now:
            answer(route)
        else:
            held.append(route)

    page.route(re.compile(f"{DETAILS.pattern}|{PICTURE.pattern}"), hold)
    card = nth(page, 2)
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    expect_loaded(card.locator(".card-picture"))
    card.locator(".card-open").click()
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 2))
    expect(viewer(page).locator(".detail-author")).to_contain_text(re.compile("Alice Adams|Bob"))
    small = viewer(page).locator(".detail-small")
    assert small.evaluate("image => image.complete && image.naturalWidth > 0")
    assert in_the_middle(small) == ImageColor.getrgb(SMALL)
    place, heading = small.bounding_box(), prompt_shown(page).bounding_box()
    expect(viewer(page).get_by_role("link", name="Download")).to_have_count(0)
    open_now = True
    for route in held:
        answer(route)
    expect(viewer(page).get_by_role("link", name="Download")).to_be_visible()
    expect_loaded(viewer(page).locator(".detail-full"))
    assert in_the_middle(viewer(page).locator(".detail-full")) == ImageColor.getrgb(FULL)
    assert viewer(page).locator(".detail-full").bounding_box() == place
    assert prompt_shown(page).bounding_box() == heading


def test_the_address_is_the_pictures_and_back_leaves_the_studio_where_it_was(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(path=PAST, **screen)
    studio, title = page.url, page.title()
    opened(page, nth(page, 4))
    place = nth(page, 4).bounding_box()
    expect(page).to_have_url(re.compile(address_of(page, 4)))
    expect(page).to_have_title(re.compile(re.escape(prompt_of(page, 4)[:50])))
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)
    expect(page).to_have_title(title)
    assert nth(page, 4).bounding_box() == place
    expect(nth(page, 4).locator(".card-open")).to_be_focused()
    page.go_forward()
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 4))
    expect(viewer(page).get_by_role("link", name="Download")).to_be_visible()
    page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)
    assert nth(page, 4).bounding_box() == place


def test_reloading_the_address_shows_the_pictures_own_page_and_one_comes_back(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(path=PAST, **screen)
    address = address_of(page, 1)
    opened(page, nth(page, 1))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(viewer(page)).to_have_count(0)
    expect_loaded(page.locator(".detail-full"))
    expect(page).to_have_url(re.compile(address))
    if "has_touch" in screen:
        page.get_by_role("link", name="Studio").tap()
    else:
        page.keyboard.press("Escape")
    expect(page.locator("#history .card").first).to_be_visible()
    assert page.url.endswith(PAST)
    # Whoever got the address from somebody goes to the studio.
    page.goto(address)
    page.reload()
    press(screen, page.get_by_role("link", name="Studio"))
    expect(page.locator("#history .card").first).to_be_visible()


def test_next_and_previous_follow_the_view_and_back_still_leads_out(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    studio = page.url
    opened(page, nth(page, 3))
    for go, number in (
        (lambda: page.keyboard.press("ArrowRight"), 4),
        (lambda: page.keyboard.press("j"), 5),
        (lambda: page.keyboard.press("k"), 4),
        (lambda: page.keyboard.press("ArrowLeft"), 3),
        (lambda: viewer(page).get_by_role("button", name="Newer picture").click(), 2),
        (lambda: viewer(page).get_by_role("button", name="Older picture").click(), 3),
    ):
        go()
        expect(page).to_have_url(re.compile(address_of(page, number)))
        expect(prompt_shown(page)).to_have_text(prompt_of(page, number))
        expect(viewer(page).locator(".facts")).to_be_visible()
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)


def test_there_is_nothing_before_the_first(visit: Visit) -> None:
    page = visit(path=PAST)
    opened(page, nth(page, 0))
    expect(viewer(page).get_by_role("button", name="Newer picture")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(address_of(page, 0)))


def test_closing_far_from_where_one_began_shows_the_card_one_ended_at(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    opened(page, nth(page, 0))
    for number in range(1, 21):
        go_on(page, screen)
        if "has_touch" in screen:
            expect(prompt_shown(page)).to_have_text(prompt_of(page, number))
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 20))
    if "has_touch" in screen:
        viewer(page).get_by_role("button", name="Close").tap()
    else:
        page.keyboard.press("Escape")
    expect(nth(page, 20).locator(".card-open")).to_be_focused()
    expect(nth(page, 20)).to_be_in_viewport(ratio=1)


def test_a_step_shows_at_once_because_the_neighbours_are_there(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    # Two that have not been looked at by anybody here.
    with page.expect_response(lambda answer: answer.url.endswith(address_of(page, 13))):
        opened(page, nth(page, 12))
    picture = nth(page, 13).locator("[download]").get_attribute("href").partition("?")[0]
    for path in (address_of(page, 13), picture):
        page.wait_for_function(
            "path => performance.getEntriesByName(new URL(path, location).href).some((one) => one.responseEnd)",
            arg=path,
        )
    # What has come has been taken in as well: the page asked for this before, and decodes it before this does.
    page.evaluate("path => Object.assign(new Image(), { src: path }).decode()", picture)
    there = page.evaluate(
        """async (touch) => {
          if (touch) document.querySelector("#viewer [data-step='1']").click();
          else document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
          const full = document.querySelector("#detail .detail-full");
          return [full.complete, Boolean(document.querySelector("#detail [download]"))];
        }""",
        "has_touch" in screen,
    )
    assert there == [True, True]


def test_a_key_that_is_held_down_leafs_through_without_asking_for_every_picture(visit: Visit) -> None:
    page = visit(path=PAST)
    opened(page, nth(page, 0))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # At once, however busy the machine is: slower ones would be looked at one by one.
    page.evaluate(
        """() => {
          const key = { key: "ArrowRight", bubbles: true };
          for (let nth = 0; nth < 20; nth += 1) {
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { ...key, repeat: nth > 0 }));
          }
          document.activeElement.dispatchEvent(new KeyboardEvent("keyup", key));
        }"""
    )
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 20))
    expect(page).to_have_url(re.compile(address_of(page, 20)))
    expect(viewer(page).locator(".facts")).to_be_visible()
    expect_loaded(viewer(page).locator(".detail-full"))
    details = {url for url in asked if DETAILS.search(url)}
    assert len(details) < 12, details


def test_walking_on_brings_more_of_the_history(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    before = page.locator("#history .card").count()
    opened(page, nth(page, before - 2))
    for number in range(before - 1, before + 3):
        go_on(page, screen)
        expect(nth(page, number)).to_have_count(1)
        expect(page).to_have_url(re.compile(address_of(page, number)))


def test_a_step_that_has_to_wait_for_the_history_is_taken_when_it_comes(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    held: list[Route] = []
    page.route("**/generations/?*before=*", lambda route: held.append(route))
    page.reload()
    last = page.locator("#history .card").count() - 1
    opened(page, nth(page, last - 8))
    for _ in range(9):
        go_on(page, screen)
    for route in held:
        route.continue_()
    expect(nth(page, last + 1)).to_have_count(1)
    expect(page).to_have_url(re.compile(address_of(page, last + 1)))


def test_opening_again_at_once_after_closing_keeps_one_way_back(visit: Visit) -> None:
    page = visit(path=PAST)
    studio = page.url
    opened(page, nth(page, 5))
    for key in ("Escape", "j", "Enter"):
        page.keyboard.press(key)
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 6))
    expect(page).to_have_url(re.compile(address_of(page, 6)))
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)


def test_a_closing_that_is_told_late_leaves_what_was_opened_since(visit: Visit) -> None:
    page = visit(path=PAST)
    studio = page.url
    opened(page, nth(page, 5))
    # The browser tells of a closing when it comes to it, which a key may be quicker than.
    nth(page, 6).locator(".card-open").evaluate("(link) => (document.getElementById('viewer').close(), link.click())")
    expect(page).to_have_url(re.compile(address_of(page, 6)))
    expect(viewer(page).locator(".facts")).to_be_visible()
    expect(prompt_shown(page)).to_have_text(prompt_of(page, 6))
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url(studio)


def test_a_key_that_is_quicker_than_the_telling_goes_on_from_where_one_was(visit: Visit) -> None:
    page = visit(path=PAST)
    opened(page, nth(page, 3))
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(address_of(page, 4)))
    page.evaluate("""() => {
      document.getElementById("viewer").close();
      const key = new KeyboardEvent("keydown", { key: "j", bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(key);
    }""")
    expect(page).to_have_url(re.compile("/[?]"))
    expect(nth(page, 5).locator(".card-open")).to_be_focused()


def test_back_and_forward_before_the_closing_is_told_begin_anew(visit: Visit) -> None:
    page = visit(path=PAST)
    name = nth(page, 1).get_attribute("id")
    opened(page, nth(page, 1))
    page.evaluate(TAKEN_AWAY, name)
    # What the two do, before the browser comes to telling of the closing.
    page.evaluate("""() => {
      document.getElementById("viewer").close();
      window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    }""")
    expect(viewer(page).locator(".facts")).to_be_visible()
    for way in ("Newer picture", "Older picture"):
        expect(viewer(page).get_by_role("button", name=way)).to_be_disabled()


def test_what_has_no_card_on_the_page_leads_nowhere_until_it_has(visit: Visit) -> None:
    page = visit(path=PAST)
    name = nth(page, 1).get_attribute("id")
    opened(page, nth(page, 1))
    page.go_back()
    expect(viewer(page)).to_be_hidden()
    page.evaluate(TAKEN_AWAY, name)
    page.go_forward()
    expect(viewer(page).locator(".facts")).to_be_visible()
    for way in ("Newer picture", "Older picture"):
        expect(viewer(page).get_by_role("button", name=way)).to_be_disabled()
    address = page.url
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(address)
    page.evaluate(PUT_BACK)
    expect(viewer(page).get_by_role("button", name="Older picture")).to_be_enabled()
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(address)
