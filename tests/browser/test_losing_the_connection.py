"""A network that fails between the composer and the studio."""

from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.acts import card, compose, prompt
from tests.browser.conftest import Visit
from tests.browser.studio import Studio
from tests.browser.under_way import under_way
from tests.program.running import wait_until

STANDS = """(card) => [card.querySelector("time").textContent, card.querySelector("progress").value]"""
POSTS = "**/generations/"


def test_what_could_not_be_sent_stays_and_is_sent_once_the_second_time(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += ["ERR_FAILED", "Failed to fetch"]
    words = f"A bridge in a storm, {screen['viewport']['width']}"
    page = visit(**screen)
    page.route(POSTS, lambda route: route.abort())
    prompt(page).fill(f"{words} [fast]")
    prompt(page).press("Control+Enter")
    expect(page.get_by_text("The studio could not be reached.")).to_be_visible()
    expect(prompt(page)).to_have_value(f"{words} [fast]")
    page.unroute(POSTS)
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    expect(card(page, words)).to_have_count(1)
    expect(page.get_by_text("The studio could not be reached.")).to_have_count(0)


def test_what_was_sent_and_whose_answer_was_lost_is_made_once(visit: Visit, forgiven: list[str]) -> None:
    forgiven += ["ERR_FAILED", "Failed to fetch"]

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page = visit()
    page.route(POSTS, lose_the_answer)
    prompt(page).fill("A tunnel without an echo [fast]")
    prompt(page).press("Control+Enter")
    expect(page.get_by_text("The studio could not be reached.")).to_be_visible()
    page.unroute(POSTS)
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    page.reload()
    expect(card(page, "A tunnel without an echo")).to_have_count(1)


def test_a_page_that_was_away_catches_up_and_says_so_meanwhile(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    words = f"A buoy, while bob was away, {screen['viewport']['width']}"
    page, colleague = visit("bob", locale="en-IE", **screen), visit("alice")
    with page.expect_response("**/live/**"):
        page.reload()
    page.evaluate("window.same = true")
    page.context.set_offline(True)
    prompt(colleague).fill(f"{words} [fast]")
    prompt(colleague).press("Control+Enter")
    expect(card(colleague, words)).to_be_visible()
    expect(page.get_by_text("Not live at the moment")).to_be_visible()
    expect(card(page, words)).to_have_count(0)
    page.context.set_offline(False)
    expect(card(page, words)).to_be_visible()
    expect(page.get_by_text("Not live at the moment")).to_be_hidden()
    assert page.evaluate("window.same") is True


def test_that_it_could_not_be_sent_is_said_no_longer_than_that_the_page_is_not_live(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page = visit("bob", locale="en-IE", **screen)
    prompt(page).fill("A ferry that waits for the connection")
    page.context.set_offline(True)
    prompt(page).press("Control+Enter")
    trouble = page.get_by_text("The studio could not be reached.")
    expect(trouble).to_be_visible()
    expect(page.get_by_text("Not live at the moment")).to_be_visible()
    expect(trouble).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Not live at the moment")).to_be_hidden()
    expect(trouble).to_have_count(0)
    expect(prompt(page)).to_have_value("A ferry that waits for the connection")


def test_nothing_is_counted_while_nothing_is_heard(
    visit: Visit, studio: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    with under_way(studio, f"A lightship that nobody hears of, {screen['viewport']['width']}") as words:
        page = visit("bob", locale="en-IE", **screen)
        compose(page, words)
        made = card(page, words)
        expect(made.get_by_text("Generating")).to_be_visible()
        bar = made.get_by_role("progressbar")
        expect(bar).to_have_css("opacity", "1")
        page.context.set_offline(True)
        expect(page.get_by_text("Not live at the moment")).to_be_visible()
        expect(bar).not_to_have_css("opacity", "1")
        stood = made.evaluate(STANDS)
        page.wait_for_timeout(2500)  # in which it would be counted twice, if it were
        assert made.evaluate(STANDS) == stood
        page.context.set_offline(False)
        expect(page.get_by_text("Not live at the moment")).to_be_hidden()
        expect(bar).to_have_css("opacity", "1")
        expect(made.get_by_role("time")).not_to_have_text(stood[0])
        wait_until(lambda: made.evaluate(STANDS)[1] > stood[1])


def test_what_could_not_be_looked_for_is_found_as_soon_as_the_studio_is_there(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page = visit("bob", locale="en-NZ", **screen)
    with page.expect_response("**/live/**"):
        page.reload()
    page.context.set_offline(True)
    page.get_by_role("searchbox").first.fill("heron")
    expect(page.get_by_text("The search could not be done.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#chips")).to_contain_text("heron")
    expect(page.get_by_text("The search could not be done.")).to_have_count(0)
