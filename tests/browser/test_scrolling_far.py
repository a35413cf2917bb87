"""Thousands of pictures: one scrolls through them, leaves, comes back, and the page never holds more than a few."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import wall
from tests.browser.acts import YESTERDAY, called
from tests.browser.conftest import Visit
from tests.browser.pixels import points
from tests.browser.wall import expect_filled, expect_place, held, place, rest, scroll

FAR = 3000
DEEP = "/?before=900"
# Whatever stands under a heading is of its day, up to the next.
OF_ITS_DAY = """() => {
  let day = "";
  return [...document.querySelectorAll("#history :is(.day, .set), #history > [data-empty]")].every((one) => {
    if (one.matches(".set")) return !day || day === `day-${one.dataset.day}`;
    day = one.matches(".day") ? one.id : "";
    return true;
  });
}"""
# The part of each that is in the middle of the screen, where nothing lies over it.
IN_THE_MIDDLE = """all => all.map((one) => {
  const { x, width, top, bottom } = one.getBoundingClientRect();
  const [y, end] = [Math.max(top, 250), Math.min(bottom, 450)];
  return { x, y, width, height: end - y };
}).filter(({ height }) => height > 60)"""


def test_three_thousand_pictures_go_by_and_the_page_does_not_grow(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    page.evaluate(wall.SHIFTS)
    seen: dict[str, None] = {}
    most = {"nodes": 0, "cards": 0}
    for turn in range(400):
        now = held(page)
        seen |= dict.fromkeys(now["ids"])
        if turn == 10:
            early = now["nodes"]
        most = {name: max(most[name], now[name]) for name in most}
        if len(seen) >= FAR:
            break
        scroll(page, 3.5 * screen["viewport"]["height"])
    assert len(seen) >= FAR
    assert most["cards"] < 400
    assert most["nodes"] < 2.5 * early
    assert page.evaluate("shifted") < 0.02
    numbers = page.locator("#history .set").evaluate_all("sets => sets.map((set) => Number(set.dataset.number))")
    assert numbers == sorted(numbers, reverse=True)


def test_what_has_been_passed_is_there_again_on_the_way_back(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    places, by = [], 1.5 * screen["viewport"]["height"]
    for _ in range(16):
        places.append(place(page))
        scroll(page, by)
    for was in reversed(places):
        scroll(page, -by)
        expect_place(page, was)


def test_back_leads_to_the_same_picture_at_the_same_height(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    for _ in range(14):
        scroll(page, 2 * screen["viewport"]["height"])
    was = place(page)
    for leave in (lambda: page.goto("/accounts/password/"), page.reload, lambda: open_as_page(page, was.card)):
        rest(page)
        leave()
        if not page.locator("#history").count():
            page.go_back()
        expect_place(page, was)
        expect_filled(page)
        # What lies between the top and here was not fetched for it.
        assert held(page)["cards"] < 400
    scroll(page, -300)
    expect_place(page, wall.Place(was.card, was.top + 300))


def open_as_page(page: Page, card: str) -> None:
    page.goto(page.locator(f"#{card} .card-open").get_attribute("href"))


def test_five_thousand_down_one_comes_back_without_all_that_is_above(visit_great: Visit) -> None:
    page = visit_great("/?before=300")
    for _ in range(3):
        scroll(page, 1200)
    was = place(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect_place(page, was)
    expect_filled(page)
    assert len([address for address in asked if "/generations/?" in address]) < 8


def test_a_page_that_begins_deep_goes_on_in_both_directions(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(DEEP, **screen)
    first = place(page)
    page.wait_for_function("() => scrollY > 400")  # what is newer has come above
    scroll(page, -400)
    expect_place(page, wall.Place(first.card, first.top + 400))
    for _ in range(8):
        scroll(page, -2 * screen["viewport"]["height"])
    numbers = page.locator("#history .set").evaluate_all("sets => sets.map((set) => Number(set.dataset.number))")
    assert max(numbers) > 1000
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers)
    page.get_by_role("link", name="Newest").click()
    page.wait_for_function("() => scrollY === 0")
    expect(page.get_by_role("heading", name=called(YESTERDAY))).to_be_visible()
    expect(page.get_by_role("link", name="Newest")).to_be_hidden()


def test_every_day_has_one_heading(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    headings: dict[str, str] = {}
    for _ in range(25):
        for day, label in page.locator("#history .day").evaluate_all("all => all.map((h) => [h.id, h.textContent])"):
            assert headings.setdefault(day, label) == label
        ids = page.locator("#history .day").evaluate_all("all => all.map((h) => h.id)")
        assert len(set(ids)) == len(ids)
        assert page.evaluate(OF_ITS_DAY)
        scroll(page, 2.5 * screen["viewport"]["height"])
    assert len(headings) > 3
    assert headings[f"day-{YESTERDAY}"] == called(YESTERDAY)
    assert len(set(headings.values())) == len(headings)
    assert list(headings) == sorted(headings, reverse=True)


def test_nothing_moves_while_pictures_are_waited_for(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    page.evaluate(wall.SHIFTS)
    for _ in range(4):
        with wall.nothing_coming(page):
            # What was asked for before may still come.
            page.wait_for_function(f"() => (scrollTo(0, document.documentElement.scrollHeight), ({wall.BARE})())")
        expect_filled(page)
    assert page.locator("#history > [data-empty]").count()
    assert page.evaluate("shifted") < 0.001


def test_a_fling_shows_places_for_pictures_and_not_nothing(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    for _ in range(12):
        scroll(page, 2 * screen["viewport"]["height"])
    with wall.nothing_coming(page):
        page.evaluate("scrollTo(0, scrollY / 3)")
        empty = page.locator("#history > [data-empty]")
        page.wait_for_function(wall.BARE)
        inside = empty.evaluate_all(IN_THE_MIDDLE)
        assert inside
        for box in inside:
            assert len(set(points(page, box).values())) > 1, "it is told from the ground"


def test_who_was_signed_out_elsewhere_is_told_and_not_taken_away(
    visit_great: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("403")  # the stream's answer to a stranger
    page = visit_great(locale="en-ZA", **screen)  # a context of its own, which is signed out for good
    page.context.clear_cookies(name="sessionid")
    # What was asked for before may still come.
    page.wait_for_function(
        "() => (scrollTo(0, document.documentElement.scrollHeight), !document.getElementById('connection').hidden)"
    )
    expect(page.get_by_text("You are no longer signed in.")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click(trial=True)  # nothing lies over it
    expect(page.locator("#history .card")).not_to_have_count(0)


def test_what_could_not_be_fetched_is_tried_again(
    visit_great: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven += ["ERR_FAILED", "Failed to load"]
    page = visit_great(**screen)
    page.route("**/generations/?**", lambda route: route.abort())
    page.wait_for_function(
        "() => (scrollTo(0, document.documentElement.scrollHeight), document.querySelector('#more.failed'))"
    )
    again = page.get_by_role("link", name="Could not be loaded. Try again")
    expect(again).to_be_visible()
    cards = held(page)["ids"]
    with page.expect_request("**/generations/?**"):
        again.click()
    page.unroute("**/generations/?**")
    page.wait_for_function("(last) => document.querySelectorAll('#history .card').length > last", arg=len(cards))
