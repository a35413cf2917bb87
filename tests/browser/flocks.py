"""Pictures that nobody else's tests touch: some of one member, under a word of their own."""

import secrets

from playwright.sync_api import Locator, Page

from tests.browser.studio import Studio

MAKE = """
from generator.models import Member, Status
from tests import make
from tests.browser import past
author = Member.objects.get(username=member)
for number in range(1, count + 1):
    content = make.picture(size=(160, 120), colour=(60, 20 * number, 30 * number))
    past.made(author, Status.SUCCEEDED, f"{word} number {number}", content)
"""


def made(studio: Studio, member: str, count: int = 4) -> str:
    """Their word; in the history the highest number comes first."""
    word = f"Flock {secrets.token_hex(3)}"
    studio.shell(MAKE, member=member, word=word, count=count)
    return word


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


def select(page: Page, word: str, *numbers: int) -> None:
    """As a person does, with the mouse."""
    for number in numbers:
        card = bird(page, word, number)
        card.hover()
        circle(card).click()
