"""A studio of its own: from the link that the start prints, over a provider that refuses, to a restart."""

import os
import re
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.acts import card, compose, picture_of, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.studio import Studio
from tests.browser.test_fingers import expect_fingertip
from tests.conftest import PASSWORD
from tests.program.running import wait_until

THUMBNAILS = "**/thumbnail/**"
MISSING = "(image) => image.complete && !image.naturalWidth"


@pytest.fixture(scope="module")
def fresh(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio that nobody has set up."""
    with Studio(tmp_path_factory.mktemp("fresh"), {"SANDBOX_LATENCY": "0.3"}) as program:
        yield program


@pytest.fixture
def founded(fresh: Studio) -> Studio:
    """The studio with alice, its admin, and bob."""
    fresh.shell(
        "from generator.models import Member\n"
        "from tests.browser import past\n"
        "Member.create_first_admin('alice', password)\n"
        "Member.objects.filter(username='bob').exists() or past.members(['Bob'], password)",
        password=PASSWORD,
    )
    return fresh


def page_of(program: Studio, name: str, open_page: Visit, **screen: Any) -> Page:
    page = open_page(program.url, program.session(name), **screen)
    page.goto("/")
    return page


def test_the_printed_link_creates_the_first_admin_once(fresh: Studio, open_page: Visit, forgiven: list[str]) -> None:
    link = re.search(r"http://\S+/setup/\S+", fresh.output)[0]
    page = open_page(fresh.url)
    page.goto(link)
    expect(page.get_by_role("heading", name="Set up the studio")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Password confirmation").fill("short")
    forgiven += ["422", "403"]
    page.get_by_role("button", name="Create the admin").click()
    expect(page.get_by_text("too short")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("alice")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Create the admin").click()
    expect(page.get_by_role("heading", name="The wall is empty")).to_be_visible()
    expect(page.get_by_role("link", name="Admin panel")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()


def test_the_wall_and_the_shelf_are_empty_and_say_how_to_begin(
    founded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    page = open_page(founded.url, founded.session("bob"), **screen)
    page.goto("/")
    expect(page.get_by_role("heading", name="The wall is empty")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    assert axe.in_light_and_dark(page) == []
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    expect(page.get_by_text("The shelf is empty.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_the_first_picture_stands_where_it_will_stand_tomorrow(
    founded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    page = page_of(founded, "alice", open_page, **screen)
    words = f"A first mill of all, {screen['viewport']['width']}"
    compose(page, f"{words} [fast]")
    made, today = card(page, words), page.get_by_role("heading", name="Today")
    picture_of(made)
    live, place = today.bounding_box(), made.bounding_box()
    page.reload()
    picture_of(made)
    assert today.bounding_box() == live
    assert made.bounding_box() == place


def test_what_everybody_waits_for_is_told_to_everybody_until_an_admin_resumes(
    founded: Studio, open_page: Visit
) -> None:
    alice, bob = page_of(founded, "alice", open_page), page_of(founded, "bob", open_page)
    notice = re.compile("quota or credit is used up")
    compose(alice, "A mill that there is no credit for [402]")
    for page in (alice, bob):
        expect(page.get_by_role("status").filter(has_text=notice)).to_be_visible()
    compose(alice, "A mill that waits its turn")
    waiting, theirs = card(alice, "A mill that waits its turn"), card(bob, "A mill that waits its turn")
    for one in (waiting, theirs):
        expect(one.get_by_text("in line")).to_be_visible()
        expect(one.get_by_text("held up for now")).to_be_visible()
    expect(theirs.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(waiting.get_by_role("button", name="Cancel")).to_be_visible()
    assert axe.in_light_and_dark(bob) == []
    phone = open_page(founded.url, founded.session("alice"), **PHONE)
    phone.goto("/")
    expect(phone.get_by_role("status").filter(has_text=notice)).to_be_visible()
    assert axe.in_light_and_dark(phone) == []
    cancel = card(phone, "A mill that waits its turn").get_by_role("button", name="Cancel")
    expect_fingertip(cancel)
    refused = card(alice, "A mill that there is no credit for")
    refused.get_by_role("button", name="Cancel").click()
    for page in (alice, bob):
        expect(card(page, "no credit for").get_by_text("Canceled")).to_be_visible()
    alice.goto("/admin/generator/provider/")
    alice.get_by_role("checkbox", name=re.compile("Select this object")).check()
    alice.get_by_label("Action:").select_option(label="Resume sending")
    alice.get_by_role("button", name="Go").click()
    expect(alice.get_by_text("Sending goes on.")).to_be_visible()
    expect(bob.get_by_role("status").filter(has_text=notice)).to_be_hidden()
    picture_of(theirs)


def test_an_open_page_is_live_again_by_itself_after_the_server_came_back(
    founded: Studio, open_page: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    # Answers are cut wherever they are.
    forgiven += ["ERR_CONNECTION", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONTENT_LENGTH_MISMATCH"]
    forgiven += ["ERR_EMPTY_RESPONSE", "ERR_FAILED", "htmx:"]
    width = screen["viewport"]["width"]
    words, typed = f"A kite after the restart, {width}", f"Still typing, {width}"
    earlier, first = f"A kite before it, {width}", page_of(founded, "alice", open_page)
    compose(first, f"{earlier} [fast]")
    picture_of(card(first, earlier))
    bob = open_page(founded.url, founded.session("bob"), **screen)
    bob.route(THUMBNAILS, lambda route: route.abort())
    bob.goto("/")
    wait_until(lambda: card(bob, earlier).locator("img.card-picture").evaluate(MISSING))
    kept = bob.evaluate("window.kept = Math.random()")
    (web,) = founded.pids("web")
    os.kill(web, signal.SIGKILL)
    bob.unroute(THUMBNAILS)
    alice = open_page(founded.url, founded.session("alice"))
    wait_until(lambda: answers(alice), 60)
    compose(alice, f"{words} [fast]")
    expect(card(bob, words)).to_be_visible()
    assert bob.evaluate("window.kept") == kept, "not loaded anew"
    prompt(bob).fill(typed)
    picture_of(card(bob, words))
    expect(prompt(bob)).to_have_value(typed)
    # And the picture that was cut off has come.
    picture_of(card(bob, earlier))


def answers(page: Page) -> bool:
    try:
        return bool(page.goto("/"))
    except Exception:  # noqa: BLE001 - it is just starting
        return False
