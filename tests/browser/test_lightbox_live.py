"""What goes on in a picture that is open: it comes, something is done with it, the studio cannot be reached."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.browser.acts import PAST, card, compose, expect_loaded, opened, prompt, prompt_shown, viewer
from tests.browser.bringing import chips
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, bird, failed, made, select
from tests.browser.held import wait_for_one
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.browser.unanswered import cancel, unanswered
from tests.browser.under_way import finish, under_way

# As the server refuses what a form asks for.
REFUSAL = """<hx-partial hx-target="#messages" hx-swap="innerHTML">
<div class="message warning"><p>It is too late for that.</p></div>
</hx-partial>"""
DETAILS = re.compile(r"/generations/[0-9a-f-]{36}/$")


@pytest.fixture
def ferry(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    words = f"A ferry that is looked at while it is painted, {screen['viewport']['width']}"
    with under_way(studio, words) as prompt:
        yield prompt


def test_the_picture_takes_the_place_that_was_kept_for_it(
    visit: Visit, studio: Studio, ferry: str, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    compose(page, ferry)
    made = card(page, ferry)
    dialog = opened(page, made)
    expect(dialog.get_by_text(re.compile("Generating|Waiting|Sending|in line"))).to_be_visible()
    place = dialog.locator(".detail-pictures").bounding_box()
    heading = prompt_shown(page).bounding_box()
    # The last of what can be done: whoever is about to press it does not press another.
    again = dialog.get_by_role("link", name="Use again")
    pressed = again.bounding_box()
    expect(dialog.get_by_role("button", name="Edit this")).to_be_disabled()
    finish(studio, ferry)
    picture = dialog.locator(".detail-full")
    expect(picture).to_be_visible()
    expect_loaded(picture)
    assert dialog.locator(".detail-pictures").bounding_box() == place
    assert prompt_shown(page).bounding_box() == heading
    expect(dialog.get_by_role("link", name="Edit this")).to_be_visible()
    assert again.bounding_box() == pressed
    page.keyboard.press("Escape")
    expect(made.locator(".card-picture")).to_be_visible()


def test_what_failed_is_tried_again_without_leaving_it(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    words = f"A pier that was refused once, {screen['viewport']['width']}"
    failed(studio, "bob", f"{words} [fast]")
    page = visit("bob", **screen)
    dialog = opened(page, card(page, words))
    address = page.url
    press(screen, dialog.get_by_role("button", name="Try again"))
    expect(dialog.locator(".detail-full")).to_be_visible()
    assert page.url == address
    press(screen, dialog.get_by_role("button", name="Close"))
    expect(dialog).to_be_hidden()
    expect(card(page, words).locator(".card-picture")).to_be_visible()


def test_when_the_studio_cannot_be_reached_it_says_so_and_tries_again(visit: Visit, forgiven: list[str]) -> None:
    forgiven += ["ERR_CONNECTION_REFUSED"]
    page = visit(path=PAST)
    page.route(DETAILS, lambda route: route.abort("connectionrefused"))
    page.locator("#history .card-open").nth(2).click()
    trouble = viewer(page).get_by_role("alert")
    expect(trouble).to_contain_text("The studio could not be reached.")
    expect(prompt_shown(page)).not_to_be_empty()
    page.unroute(DETAILS)
    trouble.get_by_role("button", name="Try again").click()
    expect(viewer(page).get_by_role("link", name="Download")).to_be_visible()
    expect(trouble).to_be_hidden()


def test_what_was_deleted_meanwhile_is_said_to_be(visit: Visit, forgiven: list[str], screen: dict[str, Any]) -> None:
    forgiven.append("404")
    page = visit(path=PAST, **screen)

    def gone(route: Route) -> None:
        route.fulfill(status=404, body="Nothing is here")

    page.route(DETAILS, gone)
    page.locator("#history .card-open").nth(3).click()
    said = viewer(page).get_by_role("alert").get_by_text("This picture is no longer here")
    expect(said).to_be_in_viewport(ratio=1)


def test_editing_a_picture_closes_it_and_begins_a_prompt(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(path=PAST, **screen)
    studio = page.url
    dialog = opened(page, page.locator("#history .card").nth(2))
    dialog.get_by_role("link", name="Edit this").click()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(studio)
    if "has_touch" not in screen:
        expect(prompt(page)).to_be_focused()


def test_a_favourite_is_marked_in_both_places(visit: Visit) -> None:
    page = visit("bob", path=PAST)
    made = page.locator("#history .card").nth(7)
    dialog = opened(page, made)
    page.keyboard.press("f")
    expect(dialog.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").filter(has_text="Marked as a favourite")).to_be_attached()
    page.keyboard.press("Escape")
    heart = made.get_by_role("button", name="Favourite", include_hidden=True)
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.goto(made.locator(".card-open").get_attribute("href"))
    heart = page.get_by_role("button", name="Favourite")
    expect(heart).to_have_attribute("aria-pressed", "true")
    with page.expect_response(re.compile("/favourite/")):
        heart.click()
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_f_marks_and_e_edits_before_the_details_have_come(visit: Visit, studio: Studio) -> None:
    word = made(studio, "carol", 2)
    page = visit("carol", "/?scope=mine")
    held: list[tuple[Route, APIResponse]] = []
    first = bird(page, word, 2)
    address = first.locator(".card-open").get_attribute("href") or ""
    page.route(f"**{address}", lambda route: held.append((route, route.fetch())), times=1)
    first.locator(".card-open").click()
    expect(prompt_shown(page)).to_have_text(f"{word} number 2")
    wait_for_one(page, held)
    page.keyboard.press("f")
    expect(page.get_by_role("status").filter(has_text="Marked as a favourite")).to_be_attached()
    heart = first.get_by_role("button", name="Favourite", include_hidden=True)
    expect(heart).to_have_attribute("aria-pressed", "true")
    # The details were asked for before, and do not know of it.
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(viewer(page).get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.route(DETAILS, lambda _: None)
    bird(page, word, 1).locator(".card-open").click()
    page.keyboard.press("e")
    expect(viewer(page)).to_be_hidden()
    expect(prompt(page)).to_be_focused()
    expect(chips(page)).to_have_count(1)


def test_what_a_prompt_says_is_no_message(visit: Visit, studio: Studio) -> None:
    word = made(studio, "carol", 1)
    studio.shell(
        "from generator.models import Member, Status\n"
        "from tests.browser import past\n"
        "past.made(Member.objects.get(username='carol'), Status.FAILED, 'A prompt about #messages [fast]')"
    )
    page = visit("carol", "/?scope=mine")
    select(page, word, 1)
    bar(page).get_by_role("button", name="Delete").click()
    expect(page.locator("#messages")).to_contain_text("in the trash")
    dialog = opened(page, card(page, "A prompt about #messages"))
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.locator(".detail-full")).to_be_visible()
    expect(dialog.get_by_role("alert")).to_be_hidden()


def test_it_follows_what_the_server_tells_and_asks_for_nothing_else(visit: Visit, studio: Studio) -> None:
    words = f"A buoy that nobody answers for {secrets.token_hex(3)}"
    uuid = unanswered(studio, words)
    page = visit("bob", "/?scope=mine")
    dialog = opened(page, card(page, words))
    expect(dialog.get_by_text("Not confirmed by the provider yet")).to_be_visible()
    # Once in ten seconds it looks by itself; what is meant here lies between two of these.
    page.wait_for_event("request", lambda request: uuid in request.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if uuid in request.url else None)
    page.wait_for_timeout(2500)  # in which it would be asked for, if it were
    assert asked == []
    cancel(studio, uuid)
    expect(dialog.get_by_text("Canceled")).to_be_visible()


def test_why_something_could_not_be_done_is_still_said_when_the_stream_tells_more(
    visit: Visit, studio: Studio
) -> None:
    words = f"A groyne that is given up too late {secrets.token_hex(3)}"
    uuid = unanswered(studio, words)
    page = visit("bob", "/?scope=mine")
    dialog = opened(page, card(page, words))
    page.route("**/cancel/", lambda route: route.fulfill(body=REFUSAL, content_type="text/html"))
    dialog.get_by_role("button", name="Give it up").click()
    expect(dialog.locator("#messages")).to_contain_text("It is too late for that.")
    cancel(studio, uuid)
    expect(dialog.get_by_text("Canceled")).to_be_visible()
    expect(dialog.locator("#messages")).to_contain_text("It is too late for that.")


def test_a_card_that_is_on_its_way_to_the_trash_says_so_to_whoever_looks_at_it(
    visit: Visit, studio: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("404")
    word = made(studio, "carol", 1)
    page, theirs = visit("bob", **screen), visit("carol", "/?scope=mine")
    dialog = opened(page, bird(page, word, 1))
    place = dialog.locator(".detail-full").bounding_box()
    select(theirs, word, 1)
    bar(theirs).get_by_role("button", name="Delete").click()
    said = dialog.get_by_role("alert").get_by_text("This picture is no longer here")
    expect(said).to_be_in_viewport(ratio=1)
    assert dialog.locator(".detail-full").bounding_box() == place, "it lies over the picture, which stays where it is"
    # Nothing of it can be done any more.
    expect(dialog.locator(".detail-acts[inert]").get_by_role("link", name="Edit this")).to_have_count(1)
    page.keyboard.press("e")
    expect(dialog).to_be_visible()
