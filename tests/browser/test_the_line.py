"""Who waits sees the place go down and the bar move on, without a reload."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import axe
from tests.browser.acts import card, compose, expect_all_inside, opened
from tests.browser.conftest import PATIENCE, Visit
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio, crowded_studio
from tests.browser.test_fingers import expect_fingertip
from tests.browser.under_way import under_way

IN_SOME_TIME = re.compile(r"^picture in about \d+ (s|min)$")
STANDING = """
from generator.models import Member, Status
from generator.models.generations import SHAPES
from tests.browser import past
bob = Member.objects.get(username="bob")
words = "A crowd of umbrellas, none alike, in an early evening"
answer = [str(past.made(bob, Status.QUEUED, words, shape=shape).uuid) for shape in SHAPES for _ in range(2)]
"""
AT_THE_PROVIDER = """
from generator.models import Member, Status
from tests.browser import past
past.made(Member.objects.get(username="bob"), Status.GENERATING, words)
"""
# A browser that is a day ahead.
WRONG_CLOCK = "const now = Date.now; Date.now = () => now() + 86400000;"
HISTORY_OF_THE_BAR = """() => new Promise((tell) => {
  const values = [];
  const look = () => {
    const bar = document.querySelector("#detail progress");
    if (bar) values.push(bar.value);
    if (values.length < 60) requestAnimationFrame(() => setTimeout(look, 40));
    else tell(values);
  };
  look();
})"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio that may ask the provider once a minute, and has done so."""
    with crowded_studio(tmp_path_factory.mktemp("crowded")) as program:
        yield program


def when(one: Locator) -> Locator:
    return one.locator(".standing-when")


def test_a_place_goes_down_on_every_page_when_somebody_ahead_cancels(crowded: Studio, open_page: Visit) -> None:
    alice, bob = (
        open_page(crowded.url, crowded.session(name), **screen)
        for name, screen in (("alice", DESKTOP), ("bob", PHONE))
    )
    for page in (alice, bob):
        page.goto("/", wait_until="domcontentloaded")
    compose(alice, "A kite that comes first")
    compose(bob, "A kite that comes second")
    waiting = [card(page, "A kite that comes second") for page in (alice, bob)]
    for one in waiting:
        expect(one.get_by_text("2nd in line")).to_be_visible()
        expect(when(one)).to_have_text(IN_SOME_TIME)
    assert axe.violations(bob) == []
    # At the desktop by the keyboard, and on the phone, below, by a finger.
    card(alice, "A kite that comes first").get_by_role("button", name="Cancel").press("Enter")
    expect(card(alice, "A kite that comes first").get_by_text("Canceled")).to_be_visible()
    for one in waiting:
        expect(one.get_by_text("Next in line")).to_be_visible()
    # The page of the generation, opened over the history, moves as well.
    compose(alice, "A kite that comes after all")
    card(alice, "A kite that comes after all").get_by_role("link").first.click()
    detail = alice.locator("#detail")
    expect(detail.get_by_text("2nd in line")).to_be_visible()
    card(bob, "A kite that comes second").get_by_role("button", name="Cancel").tap()
    expect(detail.get_by_text("Next in line")).to_be_visible()


def test_all_that_a_card_in_line_says_and_offers_is_inside_it(
    crowded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    made = crowded.shell(STANDING)
    page = open_page(crowded.url, crowded.session("bob"), **screen)
    page.goto("/?scope=mine", wait_until="domcontentloaded")
    expect_all_inside(page, made, "in line")


def test_what_waits_can_be_canceled_where_its_picture_will_be_seen(
    crowded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    # Bob's own stand before it: its turn does not come meanwhile.
    crowded.shell(STANDING)
    words = f"A kite that is looked at while it waits, {screen['viewport']['width']}"
    alice, bob = (open_page(crowded.url, crowded.session(name), **screen) for name in ("alice", "bob"))
    for page in (alice, bob):
        page.goto("/", wait_until="domcontentloaded")
    compose(bob, words)
    own, theirs = (opened(page, card(page, words)) for page in (bob, alice))
    for dialog in (own, theirs):
        expect(dialog.get_by_text("in line")).to_be_visible()
    expect(theirs.get_by_role("button", name="Cancel")).to_have_count(0)
    address, cancel = bob.url, own.get_by_role("button", name="Cancel")
    if "has_touch" in screen:
        expect_fingertip(cancel)
        cancel.tap()
    else:
        cancel.click()
    for dialog in (own, theirs):
        expect(dialog.get_by_text("Canceled")).to_be_visible()
        expect(dialog.get_by_text("It was never sent and cost nothing.")).to_be_visible()
    expect(cancel).to_have_count(0)
    assert bob.url == address
    for page, dialog in ((bob, own), (alice, theirs)):
        dialog.get_by_role("button", name="Close").click()
        expect(dialog).to_be_hidden()
        expect(card(page, words).get_by_text("Canceled")).to_be_visible()


@pytest.fixture
def glacier(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    """What is still under way however busy the machine is."""
    with under_way(studio, f"A glacier that takes its time, {screen['viewport']['width']}") as words:
        yield words


def test_the_bar_moves_on_and_never_back_whatever_the_clock_of_the_browser(
    visit: Visit, glacier: str, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    words = glacier
    compose(page, words)
    made = card(page, words)
    expect(made.get_by_text("Generating")).to_be_visible()
    address = made.get_by_role("link").first.get_attribute("href")
    assert address
    bar = made.get_by_role("progressbar")
    before = bar.evaluate("bar => bar.value")
    page.add_init_script(WRONG_CLOCK)
    page.goto(address)
    expect(page.get_by_role("status").filter(has_text="Generating")).to_be_visible()
    # Over several answers that are morphed into the page.
    values = page.evaluate(HISTORY_OF_THE_BAR)
    assert values == sorted(values)
    assert before < values[0] < values[-1] < 100


OVERDUE_SOON = """
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from generator.models import Generation, Member, Status
from tests.browser import past
made = past.made(Member.objects.get(username="bob"), Status.GENERATING, words)
since = timezone.now() - timedelta(seconds=settings.GENERATION_DEADLINE - 40)
Generation.objects.filter(pk=made.pk).update(accepted_at=since)
"""


def test_an_open_page_says_by_itself_that_something_takes_unusually_long(
    crowded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    words = f"A pendulum that swings too long, {screen['viewport']['width']}"
    page = open_page(crowded.url, crowded.session("alice"), **screen)
    page.goto("/", wait_until="domcontentloaded")
    crowded.shell(OVERDUE_SOON, words=words)
    made = card(page, words)
    expect(made.get_by_text("Generating")).to_be_visible()
    unusual = made.get_by_text("Taking unusually long.")
    expect(unusual).to_have_count(0)
    expect(unusual).to_be_visible(timeout=2 * PATIENCE)


def test_what_takes_longer_than_usual_is_called_so_and_is_not_at_its_end(
    crowded: Studio, open_page: Visit, screen: dict[str, Any]
) -> None:
    words = f"A clock without hands, {screen['viewport']['width']}"
    page = open_page(crowded.url, crowded.session("alice"), **screen)
    page.goto("/", wait_until="domcontentloaded")
    crowded.shell(AT_THE_PROVIDER, words=words)
    made = card(page, words)
    longer = made.get_by_text("longer than usual")
    expect(made.get_by_text("Generating")).to_be_visible()
    expect(longer).to_be_hidden()
    # The catalogue says that twelve seconds are usual; half as much again is longer.
    expect(longer).to_be_visible()
    assert made.get_by_role("progressbar").evaluate("bar => bar.value") < 100
