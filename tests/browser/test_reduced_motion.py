"""Who wants it still gets it still, whatever they open, close, send or delete; everybody else sees the same move."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acts import expect_loaded, opened, prompt, viewer
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, made
from tests.browser.studio import Studio
from tests.browser.touch import press

# Whatever moves for longer than an eye needs to see it, by a style sheet or by a script.
WATCH = """
window.moved = [];
const seen = (one) => one.effect.getComputedTiming().duration > 40;
const name = (one) => one.animationName ?? one.transitionProperty ?? "a script's";
const note = () => moved.push(...document.getAnimations().filter(seen).map(name));
for (const type of ["transitionrun", "animationstart"]) addEventListener(type, note, true);
const { animate } = Element.prototype;
Element.prototype.animate = function (...given) {
  const made = animate.apply(this, given);
  if (seen(made)) moved.push(name(made));
  return made;
};
"""


def moved(page: Page) -> list[str]:
    """Since it was asked last."""
    page.evaluate("() => new Promise((tell) => setTimeout(tell, 100))")
    found: list[str] = page.evaluate("moved.splice(0)")
    return found


def tour(page: Page, screen: dict[str, Any], word: str) -> dict[str, list[str]]:
    """What moves in each of the things that one does in the studio."""
    found: dict[str, list[str]] = {}
    page.add_init_script(WATCH)
    page.reload()
    first = bird(page, word, 3)
    expect_loaded(first.locator(".card-picture"))
    found["the page comes"] = moved(page)
    opened(page, first)
    viewer(page).get_by_role("button", name="Close").click()
    expect(viewer(page)).to_be_hidden()
    found["a picture is opened and closed"] = moved(page)
    if "has_touch" in screen:
        first.get_by_role("button", name="Actions").tap()
        sheet = page.get_by_role("dialog", name="Actions")
        sheet.get_by_role("button", name="Close").tap()
        expect(sheet).to_be_hidden()
    else:
        first.hover()
        expect(first.locator(".card-tools")).to_be_visible()
    found["what a picture offers"] = moved(page)
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    expect(page.locator("#shelf")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shelf")).to_be_hidden()
    found["the shelf"] = moved(page)
    prompt(page).focus()
    page.keyboard.press("/")
    expect(page.locator("#library")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#library")).to_be_hidden()
    found["the library"] = moved(page)
    begin(page, screen, word, 2)
    found["something is selected"] = moved(page)
    press(screen, bar(page).get_by_role("button", name="Delete"))
    expect(page.get_by_text("It is in the trash for 30 days.")).to_be_visible()
    found["a message"] = moved(page)
    return found


def test_with_reduced_motion_nothing_that_one_does_moves_anything(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    word = made(studio, "carol", 3)
    still = visit("carol", f"/?q={word}", reduced_motion="reduce", **screen)
    found = tour(still, screen, word)
    assert {what: names for what, names in found.items() if names} == {}


def test_without_it_the_same_things_move(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    word = made(studio, "carol", 3)
    page = visit("carol", f"/?q={word}", **screen)
    found = tour(page, screen, word)
    assert found["something is selected"]
    assert found["a message"]
