"""What is in the composer survives whatever happens to the page, the browser and the session."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from tests.browser.acts import PAST, card, composer, expect_loaded, file, prompt
from tests.browser.bringing import chips, expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.held import answers_held, wait_for_one
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio
from tests.conftest import PASSWORD
from tests.program.running import wait_until

# A picture that was made from three references.
AFTER_THREE = """
from generator.models import Member, ReferenceUse, Status
from tests import make
from tests.browser import past
alice = Member.objects.get(username="alice")
made = past.made(alice, Status.SUCCEEDED, words)
for position, colour in enumerate(("teal", "olive", "maroon"), 1):
    reference = make.reference(alice, colour, f"{colour}.png")
    ReferenceUse.objects.create(generation=made, reference=reference, position=position)
"""
KEPT = "() => Object.entries(localStorage).map(([key, value]) => key.startsWith('draft') ? value : '').join('')"


def kept_here(page: Page) -> str:
    """What this browser's own storage has of a draft."""
    return str(page.evaluate(KEPT))


def choose(page: Page, name: str, value: str) -> None:
    page.get_by_role("button", name={"count": "Pictures", "ratio": "Shape"}[name]).click()
    composer(page).get_by_role("radio", name=value).check(force=True)
    page.keyboard.press("Escape")


def chosen(page: Page, name: str) -> str:
    return str(composer(page).evaluate("(form, name) => form.elements[name].value", name))


def expect_written(page: Page, words: str, count: str, ratio: str, *references: str) -> None:
    """All of it is there for who goes on with it."""
    expect(prompt(page)).to_have_value(words)
    prompt(page).click()
    expect(composer(page).get_by_role("button", name=f"Pictures {count}")).to_be_visible()
    expect_order(page, *references)
    for image in chips(page).get_by_role("img").all():
        expect_loaded(image)
    # The blank canvas stands last.
    expect(chips(page)).to_have_count(len(references) + 1)
    expect(chips(page).last).to_be_visible()
    expect(chips(page).last).to_contain_text(ratio)


def wait_until_saved(page: Page) -> None:
    """The studio has confirmed all of it, and this browser keeps nothing more."""
    wait_until(lambda: kept_here(page) == "")


def test_everything_is_there_after_a_reload_and_on_another_device(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    prompt(page).click()
    pick(page, file("heron.png", fresh()), file("reed.png", fresh()))
    expect_order(page, "heron.png", "reed.png")
    choose(page, "count", "3")
    choose(page, "ratio", "16:9")
    prompt(page).fill("Half a thought\nabout herons & <reeds>")
    wait_until_saved(page)
    page.reload()
    other = visit(**{**DESKTOP, "locale": "de-DE"})
    for one in (page, other):
        expect_written(one, "Half a thought\nabout herons & <reeds>", "3", "16:9", "heron.png", "reed.png")


def test_on_a_phone_a_draft_leaves_the_pictures_in_sight_until_it_is_touched(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).fill("A thought that waits in one line")
    wait_until_saved(page)
    page.reload()
    count = composer(page).get_by_role("button", name="Pictures")
    expect(prompt(page)).to_have_value("A thought that waits in one line")
    expect(count).to_be_hidden()
    prompt(page).click(position={"x": 30, "y": 12})
    expect(count).to_be_visible()
    page.keyboard.type(", and goes on")
    expect(prompt(page)).to_have_value("A thought that waits in one line, and goes on")


def test_the_folded_line_of_a_phone_says_how_many_it_would_send(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).fill("A thought {in two|halves}")
    choose(page, "count", "3")
    wait_until_saved(page)
    page.reload()
    send = composer(page).get_by_role("button", name="Generate")
    expect(composer(page).get_by_role("button", name="Pictures")).to_be_hidden()
    expect(send.get_by_text("6", exact=True)).to_be_visible()


def test_a_page_that_is_left_within_a_moment_loses_nothing(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("Left before the moment was over")
    page.goto("/?scope=mine")
    expect(prompt(page)).to_have_value("Left before the moment was over")


def test_a_page_that_was_made_before_the_draft_was_saved_shows_it_all_the_same(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    words = f"Saved while the next page was on its way, {screen['viewport']['width']}"
    prompt(page).click()
    with answers_held(page, "**/?scope=mine") as held:
        page.evaluate("setTimeout(() => (location.href = '/?scope=mine'))")
        wait_for_one(page, held)
        with page.expect_response("**/draft/"):
            page.keyboard.insert_text(words)
        page.wait_for_timeout(200)
    expect(prompt(page)).to_have_value(words)


def test_what_the_studio_did_not_get_comes_back_after_a_crash(
    visit: Visit, forgiven: list[str], screen: dict[str, Any]
) -> None:
    forgiven.append("ERR_FAILED")
    page = visit(**screen)
    prompt(page).click()
    pick(page, file("kept.png", fresh()))
    expect_order(page, "kept.png")
    prompt(page).fill("Saved")
    wait_until_saved(page)
    page.route("**/draft/", lambda route: route.abort())
    prompt(page).fill("Saved, and then more that never arrived")
    choose(page, "count", "2")
    pick(page, file("late.png", fresh()))
    expect_order(page, "kept.png", "late.png")
    # A tab that crashes says nothing more; what it had written down is there.
    assert "never arrived" in kept_here(page)
    crash(page)
    again = visit(**screen)
    expect(prompt(again)).to_have_value("Saved, and then more that never arrived")
    prompt(again).click()
    expect_order(again, "kept.png", "late.png")
    expect(composer(again).get_by_role("button", name="Pictures 2")).to_be_visible()
    wait_until_saved(again)


def crash(page: Page) -> None:
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


def test_an_older_copy_in_this_browser_does_not_come_back(visit: Visit, forgiven: list[str]) -> None:
    forgiven.append("ERR_FAILED")
    page = visit()
    prompt(page).fill("First, saved")
    wait_until_saved(page)
    page.route("**/draft/", lambda route: route.abort())
    prompt(page).fill("Second, only in this browser")
    elsewhere = visit(**{**DESKTOP, "locale": "de-DE"})
    prompt(elsewhere).fill("Third, on another device")
    wait_until_saved(elsewhere)
    # Left in peace it would say so as it goes, and that would be the newest.
    assert "Second" in kept_here(page)
    crash(page)
    again = visit()
    expect(prompt(again)).to_have_value("Third, on another device")
    wait_until_saved(again)


def test_of_two_tabs_the_last_change_is_kept_and_neither_is_overwritten(visit: Visit) -> None:
    one, two = visit(), visit()
    prompt(one).fill("Typed in the first tab")
    wait_until_saved(one)
    prompt(two).fill("Typed in the second tab")
    wait_until_saved(two)
    expect(prompt(one)).to_have_value("Typed in the first tab")
    third = visit()
    expect(prompt(third)).to_have_value("Typed in the second tab")
    # What is sent takes the draft with it; what the other tab still has is the draft from then on.
    prompt(two).fill("Typed in the second tab and sent [fast]")
    with one.expect_response("**/draft/"):
        prompt(two).press("Control+Enter")
        expect(prompt(two)).to_have_value("")
    expect(prompt(one)).to_have_value("Typed in the first tab")
    third.reload()
    expect(prompt(third)).to_have_value("Typed in the first tab")


def test_what_was_sent_is_no_draft_any_more(visit: Visit) -> None:
    page = visit()
    prompt(page).fill("A draft that becomes a picture")
    wait_until_saved(page)
    prompt(page).press("End")
    page.keyboard.type(" [fast]")
    page.keyboard.press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    page.reload()
    expect(card(page, "A draft that becomes a picture")).to_be_visible()
    expect(prompt(page)).to_have_value("")
    assert kept_here(page) == ""


def test_a_refused_form_keeps_everything(visit: Visit, forgiven: list[str], screen: dict[str, Any]) -> None:
    forgiven.append("422")
    page = visit(**screen)
    prompt(page).click()
    pick(page, file("gate.png", fresh()))
    expect_order(page, "gate.png")
    choose(page, "count", "8")
    choose(page, "ratio", "3:2")
    prompt(page).fill("A gate {a|b|c|d|e}")
    # The page itself would not send it.
    composer(page).evaluate("form => { form.noValidate = true; form.elements.prompt.setCustomValidity(''); }")
    prompt(page).press("Control+Enter")
    expect(composer(page).get_by_text("the limit is 32 at once").first).to_be_visible()
    expect_written(page, "A gate {a|b|c|d|e}", "8", "3:2", "gate.png")
    wait_until_saved(page)
    page.reload()
    expect_written(page, "A gate {a|b|c|d|e}", "8", "3:2", "gate.png")


def test_signing_out_leaves_nothing_here_and_signing_in_brings_it_back(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("", "/accounts/login/", locale="fr-FR", **screen)
    sign_in(page)
    prompt(page).click()
    pick(page, file("otter.png", fresh()))
    expect_order(page, "otter.png")
    prompt(page).fill("Typed just before signing out")
    page.get_by_role("button", name="Carol", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert kept_here(page) == ""
    sign_in(page)
    expect(prompt(page)).to_have_value("Typed just before signing out")
    prompt(page).click()
    expect_order(page, "otter.png")


def test_signing_out_waits_for_what_takes_long_to_be_saved(visit: Visit) -> None:
    page = visit("", "/accounts/login/", locale="da-DK")
    page.clock.install()
    sign_in(page)
    expect(prompt(page)).to_be_visible()
    address = page.url
    held: list[Route] = []
    page.route("**/draft/", lambda route: held.append(route))
    prompt(page).fill("Typed on a slow line")
    wait_for_one(page, held)
    page.get_by_role("button", name="Carol", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    wait_until(lambda: page.wait_for_timeout(50) or len(held) > 1)
    page.clock.fast_forward(5_000)
    page.wait_for_timeout(300)  # in which the page would be left
    assert page.url == address
    held[-1].continue_()
    page.unroute("**/draft/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(page)
    expect(prompt(page)).to_have_value("Typed on a slow line")


def test_a_tab_that_was_signed_out_keeps_what_is_typed_and_says_so(
    visit: Visit, screen: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("403")  # the stream's answer to a stranger
    page = visit("", "/accounts/login/", locale="it-IT", **screen)
    sign_in(page)
    expect(prompt(page)).to_be_visible()
    sign_out_elsewhere(page.context)
    prompt(page).fill("Typed after the session was over")
    expect(page.get_by_text("You are signed out. What you typed is kept in this browser")).to_be_visible()
    expect(prompt(page)).to_have_value("Typed after the session was over")
    assert "after the session was over" in kept_here(page)
    page.goto("/accounts/login/")
    sign_in(page)
    expect(prompt(page)).to_have_value("Typed after the session was over")
    wait_until_saved(page)


def sign_in(page: Page) -> None:
    page.get_by_label("Username").fill("carol")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(prompt(page)).to_be_visible()


def sign_out_elsewhere(context: BrowserContext) -> None:
    context.clear_cookies(name="sessionid")


def test_a_studio_that_is_away_gets_it_later(visit: Visit, forgiven: list[str]) -> None:
    forgiven.append("ERR_FAILED")
    page = visit()
    page.route("**/draft/", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        prompt(page).fill("Typed while the studio was away")
    page.unroute_all()
    # It is tried again without anybody doing anything.
    wait_until_saved(page)
    page.reload()
    expect(prompt(page)).to_have_value("Typed while the studio was away")


def test_how_many_and_which_shape_stay_chosen_after_sending_and_coming_back(
    visit: Visit, screen: dict[str, Any]
) -> None:
    page = visit(**screen)
    prompt(page).fill("A quay that comes twice [fast]")
    choose(page, "count", "2")
    choose(page, "ratio", "3:2")
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    for _ in range(2):
        assert (chosen(page, "count"), chosen(page, "ratio")) == ("2", "3:2")
        expect(chips(page)).to_have_text(["Blank canvas for the shape 3:2 Remove the blank canvas"])
        page.reload()
    # And what is chosen anew for nothing is kept as well.
    prompt(page).click()
    choose(page, "count", "1")
    wait_until_saved(page)
    page.reload()
    assert (chosen(page, "count"), chosen(page, "ratio")) == ("1", "3:2")


def test_use_again_can_be_taken_back_with_references_and_count(visit: Visit) -> None:
    page = visit(path=PAST)
    pick(page, file("mine.png", fresh()))
    expect_order(page, "mine.png")
    choose(page, "count", "4")
    prompt(page).fill("What I was writing")
    shown = page.locator("#history article[data-status=succeeded]").first
    shown.hover()
    shown.get_by_role("link", name="Use again").click()
    expect(page.get_by_text("What was in the composer was replaced.")).to_be_visible()
    expect(chips(page)).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(prompt(page)).to_have_value("What I was writing")
    expect_order(page, "mine.png")
    assert chosen(page, "count") == "4"


def test_what_is_used_again_from_its_own_page_does_not_come_back_once_it_was_changed_or_sent(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"An inn on a ridge, {screen['viewport']['width']}"
    studio.shell(AFTER_THREE, words=words)
    page = visit(**screen)
    prompt(page).fill("What I was writing")
    wait_until_saved(page)
    page.goto(f"/?q={words}")
    page.goto(str(card(page, words).get_by_role("link").first.get_attribute("href")))
    page.get_by_role("link", name="Use again").click()
    expect(prompt(page)).to_have_value(words)
    if "has_touch" not in screen:
        expect(prompt(page)).to_be_focused()
    page.reload()
    expect(prompt(page)).to_have_value(words)
    prompt(page).click()
    prompt(page).press("Control+End")
    page.keyboard.type(" in winter [fast]")
    wait_until_saved(page)
    page.reload()
    expect(prompt(page)).to_have_value(f"{words} in winter [fast]")
    expect(chips(page)).to_have_count(3)
    expect(page.get_by_text("was set aside")).to_have_count(0)
    prompt(page).press("Control+Enter")
    expect(prompt(page)).to_have_value("")
    page.reload()
    expect(prompt(page)).to_have_value("")


def test_a_shape_is_put_back_where_three_references_have_come_meanwhile(
    visit: Visit, studio: Studio, screen: dict[str, Any]
) -> None:
    words = f"After three, {screen['viewport']['width']}"
    studio.shell(AFTER_THREE, words=words)
    page = visit(**screen)
    prompt(page).click()
    pick(page, file("mine.png", fresh()))
    expect_order(page, "mine.png")
    choose(page, "ratio", "16:9")
    prompt(page).fill("In a shape of my own")
    use_again(page, words)
    expect(chips(page)).to_have_count(3)
    page.get_by_role("button", name="Put it back").click()
    expect(prompt(page)).to_have_value("In a shape of my own")
    expect(chips(page)).to_have_count(2)
    expect(chips(page).last).to_contain_text("16:9")
    assert chosen(page, "ratio") == "16:9"


def test_what_is_put_back_is_refused_for_the_same_reason_as_before(visit: Visit) -> None:
    page = visit(path=PAST)
    sent = []
    page.on("request", lambda request: request.url.endswith("/generations/") and sent.append(request.method))
    choose(page, "count", "8")
    prompt(page).fill("A gate {a|b|c|d|e}")
    use_again(page, "Alpine hut")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("That makes 40 pictures")).to_be_visible()
    assert "40 pictures" in prompt(page).evaluate("area => area.validationMessage")
    prompt(page).press("Control+Enter")
    page.wait_for_timeout(300)
    assert "POST" not in sent


def use_again(page: Page, words: str) -> None:
    shown = page.locator("#history article[data-status=succeeded]").filter(has_text=words).first
    shown.scroll_into_view_if_needed()
    if (more := shown.get_by_role("button", name="Actions")).is_visible():
        more.click()
        shown = page.get_by_role("dialog", name="Actions")
    else:
        shown.hover()
    shown.get_by_role("link", name="Use again").click()
    expect(page.get_by_text("What was in the composer was replaced.")).to_be_visible()


def test_a_draft_on_its_way_is_stopped_when_its_composer_is_sent(visit: Visit) -> None:
    page = visit()
    saving: list[Route] = []
    page.route("**/draft/", lambda route: saving.append(route))
    with page.expect_request("**/draft/"):
        prompt(page).fill("Sent while its draft is on the way [fast]")
    sending: list[Route] = []
    page.route("**/generations/", lambda route: sending.append(route))
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/draft/")):
        prompt(page).press("Control+Enter")
    wait_for_one(page, sending)
    sending[0].continue_()
    expect(card(page, "Sent while its draft is on the way")).to_be_visible()
    page.unroute_all()
    page.reload()
    expect(prompt(page)).to_have_value("")
