"""A finger on the wall scrolls it, and does nothing else."""

from playwright.sync_api import expect

from tests.browser.acts import PAST, composer, prompt
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, chosen
from tests.browser.screens import PHONE
from tests.browser.test_folding import expect_folded
from tests.browser.touch import Glass
from tests.browser.wall import AT_REST, expect_filled, expect_place, place, rest


def test_a_finger_scrolls_far_selects_nothing_folds_the_composer_and_one_comes_back_there(visit: Visit) -> None:
    page = visit(path=PAST, **PHONE)
    expect_filled(page)
    prompt(page).tap()
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_visible()
    page.wait_for_timeout(900)  # it does not fold under somebody's hands
    glass = Glass(page)
    way = 0
    for _ in range(6):
        before = page.evaluate("scrollY")
        glass.swipe((195, 480), (0, -330))
        page.evaluate(AT_REST)
        expect_filled(page)
        way = page.evaluate("scrollY")
        assert way > before + 200, "it goes with the finger"
    assert way > 1800
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(chosen(page)).to_have_count(0)
    expect(bar(page)).to_be_hidden()
    expect_folded(page)
    was = place(page)
    rest(page)
    page.goto("/prompts/")
    expect(page.get_by_role("heading", level=1, name="Prompts")).to_be_visible()
    page.go_back()
    expect_filled(page)
    expect_place(page, was)
    # And up again the same way.
    glass = Glass(page)
    glass.swipe((195, 240), (0, 330))
    page.evaluate(AT_REST)
    assert page.evaluate("scrollY") < way - 200
    expect(chosen(page)).to_have_count(0)
