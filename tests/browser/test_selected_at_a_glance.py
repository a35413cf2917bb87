"""A picture that is selected is told from the others at a glance: by its check, its frame, and that it steps back."""

from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.acts import picture_of
from tests.browser.conftest import Visit
from tests.browser.flocks import begin, bird, circle, failed, made
from tests.browser.pixels import Colour, in_the_middle, points
from tests.browser.studio import Studio
from tests.browser.test_favourites import ACCENT


def near(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 30


def share(card: Locator, colour: Colour, left: float, top: float, width: float, height: float) -> float:
    """How much of a part of a card has a colour; the part is given from the card's own corner."""
    box = card.bounding_box()
    assert box
    part = points(card.page, {"x": box["x"] + left, "y": box["y"] + top, "width": width, "height": height})
    return sum(near(one, colour) for one in part.values()) / len(part)


def test_a_selected_picture_is_told_from_the_others(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    word = made(studio, "carol", 3)
    page = visit("carol", "/?scope=mine", **screen)
    for number in (3, 2):
        picture_of(bird(page, word, number))
    begin(page, screen, word, 3)
    at_rest(page)
    checked, edge = {}, {}
    for number in (3, 2):
        card = bird(page, word, number)
        own = in_the_middle(card)
        height = card.bounding_box()["height"]
        checked[number] = share(card, page.evaluate(ACCENT), 12, 12, 20, 20)
        # A strip at the left, where a picture that has not stepped back begins.
        edge[number] = share(card, own, 1, height / 2 - 10, 4, 20)
    assert checked[3] > 0.3
    assert checked[2] == 0
    assert edge[3] == 0
    assert edge[2] == 1


def test_what_is_no_longer_selected_looks_like_the_others(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    word = made(studio, "carol", 1)
    page = visit("carol", f"/?scope=mine&q={word}", **screen)
    card = bird(page, word, 1)
    picture_of(card)
    at_rest(page)
    box = card.bounding_box()
    assert box
    before = points(page, box)
    begin(page, screen, word, 1)
    at_rest(page)
    box = card.bounding_box()
    assert box
    assert list(points(page, box).values()) != list(before.values())
    page.keyboard.press("Escape")
    at_rest(page)
    box = card.bounding_box()
    assert box
    assert list(points(page, box).values()) == list(before.values())


def test_words_end_before_the_circle(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    word = made(studio, "carol", 1)
    failed(studio, "carol", f"{'M' * 80} {word} that failed")
    page = visit("carol", f"/?scope=mine&q={word}", **screen)
    begin(page, screen, word, 1)
    at_rest(page)
    card = page.get_by_role("article").filter(has_text="that failed")
    place = circle(card).bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    # Where the words would go on.
    inside = points(page, {"x": x - 5, "y": y - 5, "width": 10, "height": 10})
    assert len(set(inside.values())) == 1


def at_rest(page: Page) -> None:
    """Nothing is hovered, focused or on its way."""
    page.mouse.move(2, 2)
    page.evaluate("() => document.activeElement.blur()")
