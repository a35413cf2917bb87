"""Where the prompt and the actions lie beside a picture that is open, and what the actions do."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import expect_loaded, opened, prompt, prompt_shown, viewer
from tests.browser.bringing import chips
from tests.browser.conftest import Visit
from tests.browser.flocks import bird, made
from tests.browser.studio import Studio
from tests.browser.touch import press


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    return made(studio, "alice", 2)


def box(place: Locator) -> dict[str, float]:
    """Its edges."""
    found: dict[str, float] = place.evaluate("one => one.getBoundingClientRect().toJSON()")
    return found


def look(visit: Visit, flock: str, screen: dict[str, Any]) -> Page:
    """One of alice's as bob sees it, open, with a prompt that he had begun."""
    page = visit("bob", **screen)
    prompt(page).fill("Something that was begun")
    opened(page, bird(page, flock, 2))
    expect_loaded(viewer(page).locator(".detail-full"))
    return page


def test_the_prompt_and_the_actions_lie_beside_the_picture_and_on_a_phone_below_it(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = look(visit, flock, screen)
    picture, heading = box(viewer(page).locator(".detail-full")), box(prompt_shown(page))
    acts = [
        box(viewer(page).get_by_role(role, name=name))
        for role, name in (
            ("link", "Edit this"),
            ("button", "Favourite"),
            ("link", "Download"),
            ("link", "Use as reference"),
            ("link", "Use again"),
        )
    ]
    beside = "has_touch" not in screen
    for part in (heading, *acts):
        assert part["left"] >= (picture["right"] if beside else 0)
        assert part["top"] >= (0 if beside else picture["bottom"])
        assert part["right"] <= screen["viewport"]["width"]
    assert all(part["top"] >= heading["bottom"] for part in acts)
    # All can be seen without scrolling, but for the last on a phone.
    expect(prompt_shown(page)).to_be_in_viewport(ratio=1)
    expect(viewer(page).get_by_role("link", name="Edit this")).to_be_in_viewport(ratio=1)
    if beside:
        assert max(part["bottom"] for part in acts) <= screen["viewport"]["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_open_is_downloaded_and_stays_open(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = look(visit, flock, screen)
    address = page.url
    with page.expect_download() as started:
        press(screen, viewer(page).get_by_role("link", name="Download"))
    name = rf"\d{{4}}-\d\d-\d\d {flock.lower().replace(' ', '-')}-number-2 alice-adams\.png"
    assert re.fullmatch(name, started.value.suggested_filename)
    assert started.value.path().stat().st_size > 0
    expect(prompt_shown(page)).to_have_text(f"{flock} number 2")
    assert page.url == address


def test_what_is_open_becomes_a_reference_of_what_was_begun(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = look(visit, flock, screen)
    press(screen, viewer(page).get_by_role("link", name="Use as reference"))
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url("/")
    expect(chips(page)).to_have_count(1)
    expect(chips(page).get_by_role("button", name="Remove")).to_be_visible()
    expect_loaded(chips(page).get_by_role("img", name=f"{flock} number 2"))
    expect(prompt(page)).to_be_visible()
    expect(prompt(page)).to_have_value("Something that was begun")


def test_what_is_open_is_used_again_and_what_was_begun_can_be_put_back(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = look(visit, flock, screen)
    press(screen, viewer(page).get_by_role("link", name="Use again"))
    expect(viewer(page)).to_be_hidden()
    expect(page).to_have_url("/")
    expect(prompt(page)).to_be_visible()
    expect(prompt(page)).to_have_value(f"{flock} number 2")
    press(screen, page.get_by_role("button", name="Put it back"))
    expect(prompt(page)).to_have_value("Something that was begun")


@pytest.mark.parametrize(("width", "height"), [(1280, 757), (844, 390)])
def test_each_action_is_one_line_where_a_scrollbar_takes_room_too(
    visit: Visit, flock: str, width: int, height: int
) -> None:
    page = look(visit, flock, {"viewport": {"width": width, "height": height}})
    # This browser shows none; where there is one it takes so much.
    viewer(page).locator(".detail-facts").evaluate("one => one.style.setProperty('border-right', '15px solid')")
    acts = viewer(page).locator(".detail-acts .button")
    heights = acts.evaluate_all("acts => acts.map((one) => one.getBoundingClientRect().height)")
    assert len(set(heights)) == 1, heights
    assert len(heights) == 5
