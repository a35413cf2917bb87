"""Pictures that nobody else's tests touch: some of one member, under a word of their own."""

import secrets
import string
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.studio import Studio
from tests.browser.touch import Glass, middle
from tests.browser.wall import AT_REST

MAKE = """
from generator.models import Member, Status
from tests import make
from tests.browser import past
author = Member.objects.get(username=member)
for number in range(1, count + 1):
    content = make.picture(size=(160, 120), colour=(60, 20 * number, 30 * number))
    past.made(author, Status.SUCCEEDED, f"{word} number {number}", content)
"""

FAIL = """
from generator.models import Member, Status
from tests.browser import past
past.made(Member.objects.get(username=member), Status.FAILED, words)
"""


def made(studio: Studio, member: str, count: int = 4) -> str:
    """Their word, without figures, which may be searched for; in the history the highest number comes first."""
    word = f"Flock {''.join(secrets.choice(string.ascii_lowercase) for _ in range(6))}"
    studio.shell(MAKE, member=member, word=word, count=count)
    return word


def failed(studio: Studio, member: str, words: str) -> str:
    """One that has no picture and will have none; its words."""
    studio.shell(FAIL, member=member, words=words)
    return words


def bird(page: Page, word: str, number: int) -> Locator:
    """The card of one of them."""
    return page.locator("#history").get_by_role("article").filter(has_text=f"{word} number {number}")


def bar(page: Page) -> Locator:
    return page.get_by_role("form", name="Selected pictures")


def circle(card: Locator) -> Locator:
    return card.get_by_role("button", name="Select", exact=True).first


def chosen(page: Page) -> Locator:
    """The cards that are selected."""
    return page.locator("#history .card:has(> .card-select[aria-pressed=true])")


def loaded(page: Page) -> list[str]:
    """The ids of the cards that are there now and can be selected; more may come at any moment."""
    ids: list[str] = page.locator("#history .card:has(> [data-select])").evaluate_all(
        "cards => cards.map(({ id }) => id)"
    )
    return ids


def expect_chosen(page: Page, ids: list[str]) -> None:
    for one in ids:
        expect(page.locator(f"#{one} > [data-select]")).to_have_attribute("aria-pressed", "true")


def select(page: Page, word: str, *numbers: int) -> None:
    """As a person does, with the mouse."""
    for number in numbers:
        card = bird(page, word, number)
        card.hover()
        circle(card).click()


def begin(page: Page, screen: dict[str, Any], word: str, *numbers: int) -> None:
    """With the mouse, or on a phone with a finger that rests on the first and taps the others."""
    if "has_touch" not in screen:
        select(page, word, *numbers)
    else:
        first, *others = (bird(page, word, number) for number in numbers)
        first.evaluate("card => card.scrollIntoView({ block: 'center' })")
        page.evaluate(AT_REST)
        long_press(page, first)
        for other in others:
            other.get_by_role("link").first.tap()
    expect(chosen(page)).to_have_count(len(numbers))


def go_on(page: Page, screen: dict[str, Any], word: str, number: int) -> None:
    """One more, when something is selected already."""
    if "has_touch" in screen:
        bird(page, word, number).get_by_role("link").first.tap()
    else:
        select(page, word, number)


def long_press(page: Page, card: Locator, many: int = 1) -> None:
    """A finger that rests, and is lifted once so many are selected."""
    glass = Glass(page)
    glass.touch("touchStart", middle(card))
    expect(chosen(page)).to_have_count(many)
    glass.lift()
