"""A phone that lies on its side has a notch at one side or the other: nothing that is read or pressed is under it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.acts import PAST, composer, expect_loaded, opened, prompt
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE
from tests.browser.test_finding import open_panel
from tests.browser.test_fingers import missed

LOW = {**PHONE, "viewport": {"width": 844, "height": 390}}
NOTCH = 47  # pixels at either side, as phones tell of it
# What is seen of the topmost, and reaches under one of them.
UNDER = """(notch) => {
  const dialog = [...document.querySelectorAll("dialog[open], [popover]:popover-open")].at(-1) ?? document;
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    const shown = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return shown && box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  };
  const under = (one) => {
    const box = one.getBoundingClientRect();
    return box.left < notch - 0.5 || box.right > innerWidth - notch + 0.5;
  };
  const kinds = "a, button, input, textarea, label, summary, p, h1, h2, h3, dt, dd, .card";
  const all = [...dialog.querySelectorAll(kinds)];
  const found = all.filter((one) => seen(one) && !one.closest(".visually-hidden, .skip"));
  return { looked: found.length, under: found.filter(under).map((one) => one.className || one.textContent.trim()) };
}"""


def turned(page: Page) -> None:
    insets = {"left": NOTCH, "right": NOTCH, "bottom": 21}
    page.context.new_cdp_session(page).send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    brand = "(notch) => document.querySelector('.brand').getBoundingClientRect().left >= notch"
    page.wait_for_function(brand, arg=NOTCH)


def expect_clear(page: Page, least: int = 5) -> None:
    found = page.evaluate(UNDER, NOTCH)
    assert found["looked"] >= least
    assert found["under"] == []


def test_the_studio_keeps_clear_of_it(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    expect(page.locator("#history .card").first).to_be_visible()
    turned(page)
    expect_clear(page, 15)
    prompt(page).tap()
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_visible()
    expect_clear(page, 15)
    page.get_by_role("button", name="Open the reference shelf").tap()
    expect(page.get_by_role("dialog", name="References")).to_be_visible()
    expect_clear(page, 3)


@pytest.mark.parametrize("path", ["/trash/", "/prompts/"])
def test_the_other_pages_keep_clear_of_it(visit: Visit, path: str) -> None:
    page = visit(path=path, **LOW)
    turned(page)
    expect_clear(page)


def test_what_opens_over_the_history_keeps_clear_of_it(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    turned(page)
    filters = open_panel(page)
    expect_clear(page)
    filters.get_by_role("button", name="Show").tap()
    page.get_by_role("button", name="Alice Adams").tap()
    expect(page.locator("#account-menu")).to_be_visible()
    expect_clear(page)
    page.keyboard.press("Escape")
    page.locator("#history .card-more").first.tap()
    expect(page.get_by_role("button", name="Select", exact=True)).to_be_visible()
    expect_clear(page)
    page.keyboard.press("Escape")
    shown = opened(page, page.locator("#history article[data-status=succeeded]").nth(1))
    expect_loaded(shown.locator(".detail-full"))
    expect_clear(page)


def test_a_pictures_own_page_has_it_beside_what_can_be_done(visit: Visit) -> None:
    page = visit(path=PAST, **LOW)
    page.goto(page.locator("#history article[data-status=succeeded] .card-open").nth(1).get_attribute("href") or "")
    turned(page)
    picture = page.locator(".detail-picture")
    expect_loaded(page.locator(".detail-full"))
    expect(picture).to_be_in_viewport(ratio=0.99)
    place, edit = picture.bounding_box(), page.get_by_role("link", name="Edit this").bounding_box()
    assert place
    assert edit
    assert edit["x"] >= place["x"] + place["width"]
    expect(page.get_by_role("link", name="Edit this")).to_be_in_viewport(ratio=0.99)
    expect_clear(page)
    assert missed(page) == []
    assert axe.in_light_and_dark(page) == []
