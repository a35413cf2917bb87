"""What happens is seen on every view that it belongs to, and on no other."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import card, compose, picture_of
from tests.browser.conftest import Visit
from tests.browser.held import answers_held, wait_for_one
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.browser.under_way import finish, under_way
from tests.browser.wall import expect_place, nothing_coming, place, scroll

# Two that were in the trash, one of them a variation of a set; they come back.
MADE = """
from django.utils import timezone
from generator.models import Generation, Member, Status
from tests import make
bob = Member.objects.get(username="bob")
below = make.generation(bob, Status.CANCELED, words + " below")
one = make.generation(bob, Status.CANCELED, words + " alone")
four = make.group(bob, 4, Status.CANCELED, prompt=words + " of four")
above = make.generation(bob, Status.CANCELED, words + " above")
gone = Generation.objects.filter(pk__in=[one.pk, four[1].pk])
gone.update(trashed_at=timezone.now())
answer = [str(made.uuid) for made in (one, *four)]
"""
ALONE = """
from django.utils import timezone
from generator.models import Generation, Member, Status
from tests import make
made = make.generation(Member.objects.get(username="bob"), Status.CANCELED, words)
Generation.objects.filter(pk=made.pk).update(trashed_at=timezone.now())
answer = str(made.uuid)
"""
BACK = """
from django.db import transaction
from generator.models import Feed, Generation
with transaction.atomic():
    Generation.objects.filter(uuid__in=uuids).update(trashed_at=None, change=Feed.advance())
"""
AWAY = """
from django.db import transaction
from django.utils import timezone
from generator.models import Feed, Generation
with transaction.atomic():
    Generation.objects.filter(uuid=uuid).update(trashed_at=timezone.now(), change=Feed.advance())
"""
# One of today, one of another day, one of today again, and one of that other day.
TWICE = """
from datetime import timedelta
from django.utils import timezone
from generator.models import Generation, Member, Status
from tests import make
bob = Member.objects.get(username="bob")
made = [make.generation(bob, Status.CANCELED, words) for _ in range(4)]
other = [made[1].pk, made[3].pk]
Generation.objects.filter(pk__in=other).update(created=timezone.now() - timedelta(days=400))
answer = [str(one.uuid) for one in made]
"""
# Keeps what the page is told is gone.
LISTEN = """() => {
  window.gone = [];
  document.addEventListener("history:gone", ({ detail }) => window.gone.push(detail));
}"""
# As the stream tells it.
GONE = """(ids) => {
  const gone = ids.map((id) => `<div id="${id}" data-gone data-change="999999999"></div>`).join("");
  const text = `<hx-partial hx-target="#history" hx-swap="upsert">${gone}</hx-partial>`;
  return htmx.swap({ text, target: document.body, swap: "none", sourceElement: document.body, request: {} });
}"""


def order(page: Page, words: str) -> list[str]:
    """The cards of a test, as they stand."""
    return card(page, words).evaluate_all("cards => cards.map((one) => one.id)")


def test_a_search_shows_what_is_new_and_matches_and_nothing_else(visit: Visit, screen: dict[str, Any]) -> None:
    page, alice = visit("bob", "/?q=zebra", **screen), visit("alice")
    horse, zebra = (f"A {animal} at a crossing, {screen['viewport']['width']}" for animal in ("horse", "zebra"))
    compose(alice, f"{horse} [fast]")
    compose(alice, f"{zebra} [fast]")
    picture_of(card(page, zebra))
    expect(card(page, horse)).to_have_count(0)


def test_who_sends_what_is_not_in_their_view_is_told_where_it_is(visit: Visit, screen: dict[str, Any]) -> None:
    page, where = visit("bob", "/?q=giraffe", **screen), screen["viewport"]["width"]
    compose(page, f"A heron, not in this view, {where} [fast]")
    expect(page.get_by_text("Sent; it is not in this view.")).to_be_in_viewport(ratio=1)
    press(screen, page.get_by_role("link", name="Show everything"))
    expect(card(page, f"A heron, not in this view, {where}")).to_be_visible()
    page.goto("/?q=giraffe")
    compose(page, f"A giraffe, in this view, {where} [fast]")
    expect(card(page, f"A giraffe, in this view, {where}")).to_be_visible()
    expect(page.get_by_text("Sent; it is not in this view.")).to_be_hidden()


def test_who_is_a_little_below_the_top_is_shown_what_they_sent(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great(**screen)
    scroll(page, 500)
    compose(page, f"A tern just above what one looks at, {screen['viewport']['width']} [fast]")
    page.wait_for_function("() => scrollY === 0")
    expect(card(page, "A tern just above what one looks at").first).to_be_in_viewport()
    expect(page.get_by_text("Sent; it stands at the top.")).to_be_hidden()


def test_who_sends_from_deep_in_the_past_is_led_to_the_top(visit_great: Visit, screen: dict[str, Any]) -> None:
    page = visit_great("/?before=2000", **screen)
    words = f"A kite from deep in the past, {screen['viewport']['width']}"
    was = place(page)
    compose(page, f"{words} [fast]")
    expect(page.get_by_text("Sent; it stands at the top.")).to_be_in_viewport(ratio=1)
    expect_place(page, was)
    press(screen, page.get_by_role("link", name="Show it"))
    expect(card(page, words)).to_be_in_viewport()


def test_of_several_that_were_sent_it_is_said_that_they_stand_there(
    visit_great: Visit, screen: dict[str, Any]
) -> None:
    page = visit_great("/?before=2000", **screen)
    compose(page, f"{{A kite|Two kites}} from deep in the past, {screen['viewport']['width']} [fast]")
    expect(page.get_by_text("Sent; they stand at the top.")).to_be_in_viewport(ratio=1)


def test_who_has_scrolled_down_stays_there_while_new_ones_come_above(
    visit_great: Visit, screen: dict[str, Any]
) -> None:
    page = visit_great(**screen)
    words = f"A gull above what one looks at, {screen['viewport']['width']}"
    for _ in range(2):
        scroll(page, 900)
    was = place(page)
    compose(page, f"{words} [fast]")
    said = page.get_by_text("Sent; it stands at the top.")
    expect(said).to_be_in_viewport(ratio=1)
    said.hover()  # it stays while somebody is at it
    expect_place(page, was)
    # Nor does anything move when its picture comes.
    expect(page.locator("#announcer")).to_contain_text(words)
    expect_place(page, was)
    press(screen, page.get_by_role("link", name="Show it"))
    expect(card(page, words)).to_be_in_viewport()


def test_what_no_longer_matches_is_not_taken_from_under_ones_eyes(visit: Visit, studio: Studio) -> None:
    page = visit("bob", "/?status=unfinished")
    with under_way(studio, "A tram that finishes") as words:
        compose(page, words)
        made = card(page, words)
        expect(made.get_by_text("Generating")).to_be_visible()
        finish(studio, words)
        picture_of(made)
    page.reload()
    expect(page.locator("#composer")).to_be_visible()
    expect(made).to_have_count(0)


def test_what_comes_back_stands_where_it_stood_and_what_goes_leaves_nothing_behind(
    visit: Visit, studio: Studio
) -> None:
    words = "A lantern that was put away"
    alone, *four = (f"generation-{uuid}" for uuid in studio.shell(MADE, words=words))
    page = visit("bob", "/?scope=mine")
    expect(card(page, f"{words} above")).to_be_visible()
    expect(card(page, words)).to_have_count(5)
    studio.shell(BACK, uuids=[alone.removeprefix("generation-"), four[1].removeprefix("generation-")])
    expect(card(page, words)).to_have_count(7)
    shown = order(page, words)
    assert shown[1:5] == four
    assert shown[5] == alone
    for uuid in (alone, *four):
        studio.shell(AWAY, uuid=uuid.removeprefix("generation-"))
    expect(card(page, words)).to_have_count(2)
    empty = (
        "() => [...document.querySelectorAll('#history .set')].filter((set) => !set.querySelector('.card')).length"
    )
    assert page.evaluate(empty) == 0
    all_shown = page.locator("#history .card").evaluate_all("all => all.map((one) => one.id)")
    # Of all at once, which nobody puts away; the server, which knows better, is not heard before that has been seen.
    with nothing_coming(page):
        page.evaluate(GONE, all_shown)
        expect(page.locator(f"#{all_shown[0]}")).to_have_count(0)
    # What is below comes up; neither an empty set nor the heading of an empty day stays.
    assert page.evaluate(empty) == 0
    expect(page.locator("#history .day:not(:has(+ .set))")).to_have_count(0)


def test_a_day_that_comes_twice_because_a_clock_was_wrong_keeps_its_headings(visit: Visit, studio: Studio) -> None:
    words = "A pendulum of another day"
    away = studio.shell(TWICE, words=words)
    page = visit("bob", "/?scope=mine")
    page.evaluate("() => { window.stale = 0; document.addEventListener('history:stale', () => { stale += 1; }); }")
    twice = page.locator(f"#history .day:has(+ .set [id$='{away[0]}'], + .set [id$='{away[2]}'])")
    expect(twice).to_have_count(2)
    studio.shell(AWAY, uuid=away[3])
    expect(card(page, words)).to_have_count(3)
    expect(twice).to_have_count(2)
    studio.shell(AWAY, uuid=away[1])
    expect(card(page, words)).to_have_count(2)
    expect(twice).to_have_count(1)
    expect(page.locator("#history .day:not(:has(+ .set))")).to_have_count(0)
    assert page.evaluate("stale") == 0


def put_away(page: Page, studio: Studio, uuid: str) -> None:
    """It is deleted, and the page has been told so."""
    page.evaluate(LISTEN)
    studio.shell(AWAY, uuid=uuid)
    page.wait_for_function("(id) => window.gone.includes(id)", arg=f"generation-{uuid}")


def test_a_picture_that_is_deleted_while_it_is_asked_about_does_not_come(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"A pelican that goes at once, {screen['viewport']['width']}"
    uuid = studio.shell(ALONE, words=words)
    page = visit("bob", "/?q=pelican", **screen)
    page.evaluate("document.addEventListener('history:judged', () => (window.judged = true))")
    # Of no other, which may change meanwhile.
    with answers_held(page, f"**/generations/?*only={uuid}*") as held:
        studio.shell(BACK, uuids=[uuid])
        wait_for_one(page, held)
        put_away(page, studio, uuid)
    assert words in held[0][1].text()
    page.wait_for_function("() => window.judged")
    expect(card(page, words)).to_have_count(0)


def test_a_picture_that_is_deleted_while_its_part_of_the_history_comes_does_not_come(
    visit_great: Visit, great: Studio
) -> None:
    page = visit_great()
    shown = page.locator("#history .card").count()
    with answers_held(page, "**/generations/?*before=*") as held:
        while not held:
            page.mouse.wheel(0, 600)
            page.wait_for_timeout(50)
        first, second = re.findall(r'id="generation-([0-9a-f-]+)"', held[0][1].text())[:2]
        put_away(page, great, first)
    expect(page.locator(f"#generation-{second}")).to_have_count(1)
    expect(page.locator(f"#generation-{first}")).to_have_count(0)
    assert page.locator("#history .card").count() > shown
    great.shell(BACK, uuids=[first])
    expect(page.locator(f"#generation-{first}")).to_have_count(1)


def test_what_the_studio_could_not_be_asked_about_comes_all_the_same(visit: Visit, forgiven: list[str]) -> None:
    forgiven.append("503")
    page, alice = visit("bob", "/?q=ostrich"), visit("alice")
    page.route("**/generations/?*only=*", lambda route: route.fulfill(status=503))
    with page.expect_response("**/generations/?*only=*"):
        compose(alice, "An ostrich that nobody could ask about [fast]")
    # The last that is told of it is asked about in vain, too.
    expect(card(alice, "An ostrich that nobody could ask about")).to_have_attribute("data-status", "succeeded")
    for _ in range(2):
        page.wait_for_event("response", lambda response: "only=" in response.url)
    page.unroute("**/generations/?*only=*")
    picture_of(card(page, "An ostrich that nobody could ask about"))


def test_who_looks_for_something_else_meanwhile_hears_no_more_of_what_they_sent(
    visit: Visit, forgiven: list[str]
) -> None:
    forgiven.append("503")
    page, alice = visit("bob", "/?q=dromedary"), visit("alice")
    page.route("**/generations/?*only=*", lambda route: route.fulfill(status=503))
    with page.expect_response("**/generations/?*only=*"):
        compose(page, "A plover that is not looked for [fast]")
    page.get_by_role("searchbox", name="Search in prompts").fill("cassowary")
    expect(page).to_have_url(re.compile("q=cassowary"))
    page.unroute("**/generations/?*only=*")
    compose(alice, "A cassowary at the gate [fast]")
    expect(card(page, "A cassowary at the gate")).to_be_visible()
    assert not page.get_by_text("Sent; it is not in this view.").is_visible()
