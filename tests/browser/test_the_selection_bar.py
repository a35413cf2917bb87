"""The bar of what is selected fits wherever it stands, does nothing unseen, and catches what was meant for it."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.acts import composer, prompt
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, chosen, made, select
from tests.browser.studio import Studio
from tests.browser.test_finding import search
from tests.browser.touch import middle, press_at

# What of its buttons is not on it, or lies over another.
OUTSIDE = """(bar) => {
  const place = bar.getBoundingClientRect();
  const all = [...bar.querySelectorAll("button")].map((one) => [one.textContent.trim(), one.getBoundingClientRect()]);
  const fits = (box) => box.left >= place.left && box.right <= place.right && box.top >= place.top;
  const beside = (box, other) => other.left >= box.right - 1 || other.right <= box.left + 1;
  const over = (box) => all.some(([, other]) => other !== box && !beside(box, other) && other.top < box.bottom - 1 &&
    other.bottom > box.top + 1);
  const wide = ([, box]) => box.width >= 36 && place.left >= 0 && place.right <= innerWidth;
  return all.filter((one) => !fits(one[1]) || over(one[1]) || !wide(one)).map(([name]) => name);
}"""


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    return made(studio, "carol", 3)


def sent(page: Page) -> list[str]:
    """What is asked of the studio to be made, from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/generations/"):
            asked.append(request.url)

    page.on("request", note)
    return asked


@pytest.mark.parametrize("width", [390, 721, 768, 844, 900, 980, 1061, 1280])
def test_all_of_it_fits(visit: Visit, flock: str, width: int) -> None:
    page = visit("carol", "/?scope=mine", viewport={"width": width, "height": 800})
    select(page, flock, 3)
    search(page).fill("nothing like it")
    expect(bar(page)).to_contain_text("1 selected, not in this view")
    assert bar(page).evaluate(OUTSIDE) == []


def test_a_second_press_on_it_does_not_meet_the_composer(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    prompt(page).fill("Not to be sent by a slip of the hand [fast]")
    asked = sent(page)
    generate = middle(composer(page).locator(".send"))
    begin(page, screen, flock, 3)
    place = bar(page).bounding_box()
    assert place
    assert place["y"] < generate[1] < place["y"] + place["height"]
    assert place["x"] < generate[0] < place["x"] + place["width"]
    clear, began = middle(bar(page).get_by_role("button", name="Clear")), time.time()
    press_at(page, screen, clear, began)
    press_at(page, screen, generate, began + 0.2)
    expect(bar(page)).to_be_hidden()
    expect(prompt(page)).to_have_value("Not to be sent by a slip of the hand [fast]")
    page.wait_for_timeout(700)
    assert asked == []
    # Whoever means it sends it a moment later.
    composer(page).get_by_role("button", name="Generate").click()
    expect(prompt(page)).to_have_value("")
    assert len(asked) == 1


def test_what_a_search_has_put_out_of_sight_is_told_of(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", "/?scope=mine", **screen)
    begin(page, screen, flock, 3, 2)
    search(page).fill(f"{flock} number 2")
    expect(chosen(page)).to_have_count(1)
    expect(bar(page)).to_contain_text("2 selected, 1 not in this view")
    search(page).fill("")
    expect(bird(page, flock, 3)).to_be_visible()
    expect(bar(page).get_by_text("2 selected", exact=True)).to_be_visible()


def test_who_may_not_delete_is_told_who_may(visit: Visit, flock: str) -> None:
    page = visit("bob", "/")
    select(page, flock, 3)
    delete = bar(page).get_by_role("button", name="Delete")
    expect(delete).to_be_disabled()
    expect(delete).to_have_attribute("title", "Only their authors and admins delete these.")
    page.keyboard.press("Delete")
    expect(page.locator("#messages").get_by_text("Only their authors and admins delete these.")).to_be_visible()
    expect(chosen(page)).to_have_count(1)
