"""A set that waits: each says which it is, all are canceled at once, and one is told of it as of one.

A set that failed: all are tried again at once.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import axe
from tests.browser.acts import card, choose, compose, opened, prompt
from tests.browser.conftest import Tab, Visit
from tests.browser.flocks import failed
from tests.browser.screens import DESKTOP
from tests.browser.studio import Studio, crowded_studio
from tests.browser.test_being_told import HEARD, NOTE, SHOWS, TOLD, forget_what_was_told, look_elsewhere, switch
from tests.browser.test_fingers import expect_fingertip
from tests.browser.touch import press
from tests.program.running import wait_until

# What was left waits no more; what comes next stands behind others of his, one of which leaves in a minute.
LONG_LINE = """
from generator.models import Generation, Member, Status
from tests.browser import past
for one in Generation.objects.all():
    one.cancel()
bob = Member.objects.get(username="bob")
for _ in range(4):
    past.made(bob, Status.QUEUED, "What stands before")
"""
# Some of them come, the others do not, all in one moment.
END = """
from django.db import transaction
from generator.models import Attempt, Picture
from tests import make
with transaction.atomic():
    for words in come:
        attempt = Attempt.objects.get(generation__prompt=words)
        attempt.hear("COMPLETED", [make.RESULT])
        kept = Picture.keep(attempt, 0, make.picture())
        attempt.collected(kept.width, kept.height)
    for attempt in Attempt.objects.filter(generation__prompt__in=fail, ended_at=None):
        attempt.give_up("It was enough.", "given up by a test")
"""
FAILED_SET = """
import uuid
from django.db import transaction
from generator.models import Member, Status
from tests.browser import past
bob, group = Member.objects.get(username="bob"), uuid.uuid4()
with transaction.atomic():
    for position, prompt in enumerate(words, start=1):
        past.made(bob, Status.FAILED, prompt, group=group, position=position, count=len(words))
"""
FOCUSED = "(id) => document.activeElement?.closest('.card')?.id === id"
# Whether each of the cards shows its prompt where it begins a row or its set, and nowhere else; more rows than one.
SAYS_AND_BEGINS = """(cards) => {
  const edge = document.getElementById("history").getBoundingClientRect().left;
  const begins = cards.map((one, nth) => !nth || one.getBoundingClientRect().left < edge + 1);
  const says = cards.map((one) => one.querySelector(".card-prompt").getBoundingClientRect().width > 20);
  return [begins.filter(Boolean).length > 1, ...begins.map((one, nth) => one === says[nth])];
}"""
KINDS = ("salted", "plain", "with seeds")


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio that may ask the provider once a minute, and has done so: what is sent waits."""
    with crowded_studio(tmp_path_factory.mktemp("slow")) as program:
        yield program


def visited(slow: Studio, open_page: Visit, screen: dict[str, Any]) -> Page:
    """Bob's page, on which one of each is asked for, and what is sent now waits for as long as a test looks at it."""
    slow.forget_drafts()
    slow.shell(LONG_LINE)
    page = open_page(slow.url, slow.session("bob"), **screen)
    page.goto("/", wait_until="domcontentloaded")
    return page


@pytest.fixture
def bob(slow: Studio, open_page: Visit, screen: dict[str, Any]) -> Page:
    return visited(slow, open_page, screen)


@pytest.fixture
def desk(slow: Studio, open_page: Visit) -> Page:
    """Where a card has room for two buttons."""
    return visited(slow, open_page, DESKTOP)


def kinds(words: str) -> list[str]:
    return [f"{words} {kind}" for kind in KINDS]


def sent(page: Page, words: str) -> list[Locator]:
    """The cards of three alternatives, in their order."""
    compose(page, f"{words} {{{'|'.join(KINDS)}}}")
    return [card(page, kind) for kind in kinds(words)]


def expect_read(found: Locator) -> None:
    """Its prompt is there for the eye, and not for the ear alone."""
    expect(found.locator(".card-prompt")).to_be_visible()
    assert found.locator(".card-prompt").evaluate("prompt => prompt.getBoundingClientRect().width > 20")


def expect_canceled(found: Locator) -> None:
    """It is, and it says so."""
    expect(found).to_have_attribute("data-status", "canceled")
    expect(found.get_by_text("Canceled")).to_be_visible()


def test_each_alternative_says_which_it_is_and_variations_say_it_once(bob: Page, slow: Studio) -> None:
    words = f"A pretzel for {bob.evaluate('innerWidth')}"
    for one in sent(bob, words):
        expect_read(one)
    # One comes back as a card alone, which the stream brings to the other page as well.
    made = [card(bob, kind) for kind in kinds(words)]
    made[1].locator(".card-open").focus()
    slow.shell(
        "from generator.models import Generation\nGeneration.objects.get(prompt=words).cancel()",
        words=kinds(words)[1],
    )
    expect_canceled(made[1])
    for one in made:
        expect_read(one)
    bob.reload()
    for one in made:
        expect_read(one)
    assert axe.violations(bob) == []


def test_each_of_several_alternatives_says_which_it_is(bob: Page) -> None:
    words = f"A bagel for {bob.evaluate('innerWidth')}"
    prompt(bob).click()
    choose(bob, "Pictures", "2")
    sent(bob, words)
    expect(card(bob, words)).to_have_count(6)
    shown = card(bob, words).locator(".card-prompt")
    widths = shown.evaluate_all("all => all.map((one) => one.getBoundingClientRect().width > 20)")
    assert widths == [True] * 6


def test_what_says_the_same_says_it_once_a_row(bob: Page) -> None:
    words = f"A bun for {bob.evaluate('innerWidth')}"
    prompt(bob).click()
    choose(bob, "Pictures", "4")
    compose(bob, words)
    made = card(bob, words)
    expect(made).to_have_count(4)
    for width in (390, 320, 390):
        bob.set_viewport_size({"width": width, "height": 844})
        wait_until(lambda: all(made.evaluate_all(SAYS_AND_BEGINS)))
    made.nth(2).get_by_role("button", name="Cancel", exact=True).click()
    expect_canceled(made.nth(2))
    assert all(made.evaluate_all(SAYS_AND_BEGINS))


def test_all_that_wait_of_a_set_are_canceled_at_once_from_a_card(desk: Page, slow: Studio, open_page: Visit) -> None:
    words = "A scone for me"
    compose(desk, f"Another, which stays, {words}")
    made = sent(desk, words)
    colleague = open_page(slow.url, slow.session("alice"), **DESKTOP)
    colleague.goto("/", wait_until="domcontentloaded")
    expect(card(colleague, words).get_by_role("button")).to_have_count(0)
    lone = card(desk, "Another, which stays")
    expect(lone.get_by_role("button", name="Cancel", exact=True)).to_be_visible()
    expect(lone.get_by_role("button", name="Cancel all")).to_be_hidden()
    whole = made[2].get_by_role("button", name="Cancel all")
    expect(whole).to_be_visible()
    whole.click()
    for page in (desk, colleague):
        for kind in kinds(words):
            expect_canceled(card(page, kind))
    expect(lone).to_have_attribute("data-status", "queued")
    expect(lone.get_by_text("in line")).to_be_visible()


def test_the_last_that_waits_offers_no_more_than_itself(desk: Page) -> None:
    made = sent(desk, "A muffin for me")
    for one in made[:2]:
        expect(made[2].get_by_role("button", name="Cancel all")).to_be_visible()
        one.get_by_role("button", name="Cancel", exact=True).click()
        expect_canceled(one)
    expect(made[2].get_by_role("button", name="Cancel all")).to_be_hidden()
    expect(made[2].get_by_role("button", name="Cancel", exact=True)).to_be_visible()


def test_all_that_wait_of_a_set_are_canceled_where_one_is_looked_at(bob: Page, screen: dict[str, Any]) -> None:
    words = f"A crumpet for {bob.evaluate('innerWidth')}"
    made = sent(bob, words)
    shown = opened(bob, made[1])
    whole = shown.get_by_role("button", name="Cancel all that wait")
    expect(whole).to_be_in_viewport(ratio=1)
    if bob.evaluate("navigator.maxTouchPoints"):
        expect_fingertip(whole)
    assert axe.violations(bob) == []
    press(screen, whole)
    expect(shown.get_by_text("It was never sent and cost nothing.")).to_be_visible()
    expect(whole).to_have_count(0)
    bob.keyboard.press("Escape")
    for one in made:
        expect_canceled(one)


def failed_set(slow: Studio, words: str) -> None:
    """The three, none of which came to anything."""
    slow.shell(FAILED_SET, words=kinds(words))


def test_all_that_failed_of_a_set_are_tried_again_at_once_from_a_card(
    desk: Page, slow: Studio, open_page: Visit
) -> None:
    words = "A bun for me"
    lone = card(desk, failed(slow, "bob", f"One alone, {words}"))
    failed_set(slow, words)
    made = [card(desk, kind) for kind in kinds(words)]
    colleague = open_page(slow.url, slow.session("alice"), **DESKTOP)
    colleague.goto("/", wait_until="domcontentloaded")
    expect(card(colleague, words)).to_have_count(4)
    expect(card(colleague, words).get_by_role("button", name="again")).to_have_count(0)
    expect(lone.get_by_role("button", name="Try again")).to_be_visible()
    expect(lone.get_by_role("button", name="Try all again")).to_be_hidden()
    whole = made[0].get_by_role("button", name="Try all again")
    expect(whole).to_be_visible()
    expect(made[1].get_by_role("button", name="Try all again")).to_be_hidden()
    whole.focus()
    desk.keyboard.press("Enter")
    for page in (desk, colleague):
        for kind in kinds(words):
            expect(card(page, kind)).to_have_attribute("data-status", "queued")
    assert desk.evaluate(FOCUSED, made[0].get_attribute("id"))
    expect(lone).to_have_attribute("data-status", "failed")
    expect(made[0].get_by_role("button", name="Cancel all")).to_be_visible()


def test_all_that_failed_of_a_set_are_tried_again_where_one_is_looked_at(
    bob: Page, slow: Studio, screen: dict[str, Any]
) -> None:
    words = f"A pasty for {bob.evaluate('innerWidth')}"
    failed_set(slow, words)
    made = [card(bob, kind) for kind in kinds(words)]
    shown = opened(bob, made[1])
    whole = shown.get_by_role("button", name="Try all 3 again")
    expect(whole).to_be_visible()
    if bob.evaluate("navigator.maxTouchPoints"):
        expect_fingertip(whole)
    assert axe.violations(bob) == []
    press(screen, whole)
    expect(shown.get_by_role("button", name="Cancel all that wait")).to_be_visible()
    expect(whole).to_have_count(0)
    bob.keyboard.press("Escape")
    for one in made:
        expect(one).to_have_attribute("data-status", "queued")


def test_after_a_button_of_a_card_the_keyboard_is_still_on_that_card(slow: Studio, open_page: Visit) -> None:
    words = "A waffle that comes back"
    failed(slow, "bob", words)
    page = visited(slow, open_page, DESKTOP)
    again = card(page, words)
    again.get_by_role("button", name="Try again").focus()
    page.keyboard.press("Enter")
    expect(again).to_have_attribute("data-status", "queued")
    assert page.evaluate(FOCUSED, again.get_attribute("id"))
    made = sent(page, "A strudel")
    for name, canceled, then in (("Cancel", made[0], made[1]), ("Cancel all", made[1], made[2])):
        canceled.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        expect_canceled(canceled)
        assert page.evaluate(FOCUSED, canceled.get_attribute("id"))
        page.keyboard.press("j")
        expect(then.locator(".card-open")).to_be_focused()


@pytest.fixture
def listening(window: BrowserContext, studio: Studio) -> BrowserContext:
    window.grant_permissions(["notifications"], origin=studio.url)
    window.add_init_script(NOTE + SHOWS)
    return window


def test_a_set_is_told_of_by_one_notification_that_is_replaced_and_one_sound(
    listening: BrowserContext, tab: Tab, studio: Studio, screen: dict[str, Any]
) -> None:
    page = tab(**screen)
    switch(page, "Notify me")
    switch(page, "Play a sound")
    forget_what_was_told(page, "notify", "sound")
    words = f"[never] A brioche of which one is told, {screen['viewport']['width']},"
    made = sent(page, words)
    for one in made:
        expect(one.get_by_text("Generating")).to_be_visible()
    group = made[0].evaluate("card => card.parentElement.id")
    look_elsewhere(page)
    first, second, third = kinds(words)
    studio.shell(END, come=[first, second], fail=[third])
    page.wait_for_function("() => document.title.startsWith('(3) ')", polling=200)
    told = page.evaluate(TOLD)
    assert told.count("tone") == 2  # of which one chime is made
    page.wait_for_function(HEARD, polling=200)
    shown = [one for one in told if one != "tone"]
    assert {one["tag"] for one in shown} == {group}
    assert all("renotify" not in one for one in shown)
    assert len(shown) == 3
    assert shown[-1]["title"] == "2 of your pictures are ready, 1 did not come back"
    assert {"Your picture is ready", "2 of your pictures are ready"} & {one["title"] for one in shown}
    # The next set begins anew.
    page.bring_to_front()
    page.wait_for_function("() => !document.hidden", polling=200)
    forget_what_was_told(page, "notify", "sound")
    sent(page, f"{words} again")
    for kind in kinds(f"{words} again"):
        expect(card(page, kind).get_by_text("Generating")).to_be_visible()
    look_elsewhere(page)
    studio.shell(END, come=[], fail=kinds(f"{words} again"))
    page.wait_for_function("() => document.title.startsWith('(3) ')", polling=200)
    assert [one for one in page.evaluate(TOLD) if one != "tone"][-1][
        "title"
    ] == "3 of your pictures did not come back"
