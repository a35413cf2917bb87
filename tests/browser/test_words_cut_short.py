"""A card that has no room for all of what it says shows whole lines, and an ellipsis where more would follow."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.studio import Studio

SAID = """
import uuid
from generator.models import Generation, Member, Status
from tests.browser import past
bob = Member.objects.get(username="bob")
made = []
for count in (1, 12):
    for shape in ("0.5", "0.67", "1", "2"):
        one = past.made(bob, Status.FAILED, f"{words} with cranes. " * count, shape=shape)
        Generation.objects.filter(pk=one.pk).update(failure="No reason was given. " * count)
        made.append(str(one.uuid))
# Of a set, only the first says what was asked for to the eye.
group = uuid.uuid4()
for position in (1, 2, 3):
    past.made(bob, Status.FAILED, f"{words} in a set", group=group, position=position, count=3)
answer = made
"""
# Or the first page of the history would have no picture for the tests that come after.
FORGET = """
from generator.models import Generation, Member
made = Generation.objects.filter(prompt__startswith=words)
made.trash(by=Member.objects.get(username="bob"))
answer = made.discard()
"""
# Of each text: how many lines it has, how many there is room for, how many are seen, and whether the browser ends the
# last of these with an ellipsis.
LINES = """(card) => [...card.querySelectorAll(".card-prompt, .card-why")].flatMap((text) => {
  const words = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (words.nextNode() && !words.currentNode.data.trim());
  const bearer = words.currentNode.parentElement;
  const frame = text.matches(".card-why") ? text : text.parentElement;
  if (!frame.checkVisibility()) return [];
  const style = getComputedStyle(bearer);
  const high = parseFloat(style.lineHeight);
  const range = document.createRange();
  range.selectNodeContents(words.currentNode);
  const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
  const { bottom, height } = frame.getBoundingClientRect();
  const end = Math.min(bottom, bearer.getBoundingClientRect().bottom) + 1;
  const seen = bearer.checkVisibility() ? new Set(tops.filter((top) => top + high * 0.9 <= end)).size : 0;
  const all = bearer.checkVisibility() ? new Set(tops).size : 1;
  return [{ words: text.className, all, seen, room: (height + 1) / high, ends: style.webkitLineClamp === `${seen}` }];
})"""


@pytest.fixture
def words(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    """What all that a test makes begins with."""
    begin = f"A quay {screen['viewport']['width']} wide"
    yield begin
    assert studio.shell(FORGET, words=begin)


@pytest.mark.parametrize("density", ["large", "medium", "small"])
def test_what_a_card_has_no_room_to_say_ends_with_an_ellipsis(
    visit: Visit, studio: Studio, words: str, density: str, screen: dict[str, Any]
) -> None:
    made = studio.shell(SAID, words=words)
    page = visit("bob", f"/?q={words}", **screen)
    page.evaluate("(name) => localStorage.setItem('density', name)", density)
    page.reload()
    cut = whole = 0
    for uuid in made:
        card = page.locator(f"#generation-{uuid}")
        card.scroll_into_view_if_needed()
        for text in card.evaluate(LINES):
            if text["all"] <= text["seen"]:
                whole += 1
            else:
                cut += 1
                # Where not one line has room, nothing begins.
                assert text["ends"] or text["room"] < 1, text
                assert text["seen"] == int(text["room"]), text
    assert cut
    assert whole
    # What is not seen says what its card is all the same.
    expect(page.get_by_role("link", name=f"{words} in a set", exact=True)).to_have_count(3)
    assert axe.violations(page) == []
    page.evaluate("localStorage.removeItem('density')")
