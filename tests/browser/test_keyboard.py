"""The studio with no hand on the mouse."""

from playwright.sync_api import Page, expect

from tests.browser.acts import PAST, prompt
from tests.browser.conftest import Visit

WHO = """() => {
  const one = document.activeElement;
  const name = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent
    || one.querySelector("img[alt]:not([alt=''])")?.alt || one.id;
  return `${one.tagName.toLowerCase()} ${name.trim().replace(/\\s+/g, " ").slice(0, 40)}`;
}"""


def tab(page: Page, times: int) -> list[str]:
    """What is focused, stop by stop."""
    stops = []
    for _ in range(times):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(WHO))
    return stops


def test_tab_goes_from_the_skip_links_over_the_rail_to_the_cards_and_their_actions(visit: Visit) -> None:
    page = visit(path=PAST)
    stops = tab(page, 30)
    assert stops[0] == "a Skip to the content"
    assert [stop for stop in stops if stop.endswith((" Team", " Mine", "Admin panel"))]
    tools = stops.index("button Favourite")
    assert [stop for stop in stops[:tools] if stop.startswith("a ")][-1] not in stops[:3], "the card itself"
    names = ["button Favourite", "a Edit this", "a Use as reference", "a Use again", "a Download"]
    assert stops[tools : tools + 5] == names


def test_a_picture_stays_where_it_is_while_tab_goes_over_it(visit: Visit) -> None:
    page = visit(path=PAST)
    for place in page.locator("#history .card :is(a, button):visible").all()[:60]:
        place.focus()
    moved = "cards => cards.filter((card) => card.scrollTop || card.scrollLeft).length"
    assert page.locator("#history .card").evaluate_all(moved) == 0


def test_one_skip_link_leads_to_the_composer_and_tab_goes_through_it(visit: Visit) -> None:
    page = visit()
    tab(page, 1)
    assert tab(page, 1) == ["a Skip to the composer"]
    page.keyboard.press("Enter")
    expect(prompt(page)).to_be_focused()
    page.keyboard.type("A heron, typed without a mouse [fast]")
    assert tab(page, 7) == [
        "input References",
        "button Open the reference shelf",
        "button Add a reference from a link",
        "button Pictures 1",
        "button Shape",
        "button Prompts",
        "button Generate",
    ]
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="2")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="2")).to_be_hidden()
    tab(page, 3)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").filter(has_text="A heron, typed without a mouse")).to_have_count(2)


def test_a_picture_is_opened_walked_from_and_closed_with_keys(visit: Visit) -> None:
    page = visit(path=PAST)
    page.locator("#history .card-open").nth(1).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Picture")
    expect(viewer.locator(".facts")).to_be_visible()
    inside = set(tab(page, 24))
    assert "a Download" in inside
    assert "button Close" in inside
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(page.locator("#history .card-open").nth(1)).to_be_focused()


def test_a_member_is_found_by_typing_as_soon_as_the_filters_open(visit: Visit) -> None:
    page = visit("carol")
    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Find a member")).to_be_focused()
    page.keyboard.type("bob")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?by=bob")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Filters")).to_be_focused()
