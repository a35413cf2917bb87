"""What is small under a mouse is large enough for a finger, and what a finger cannot use is not there."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PAST, card, compose, composer, file, opened, prompt, viewer
from tests.browser.axe import SETTLED
from tests.browser.bringing import expect_chips, fresh
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, bird, made
from tests.browser.screens import DESKTOP, PHONE
from tests.browser.studio import Studio
from tests.browser.test_asked_before import asked, question
from tests.browser.test_lightbox_live import DETAILS
from tests.browser.wall import scroll

TALL = PHONE["viewport"]["height"]
# What a finger would miss. A field is also met through its label, and a link where it lies over all of its card; a
# link in a sentence is as high as its line.
SMALL = """(page) => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden, .skip");
  const inSentence = (one) =>
    getComputedStyle(one).display === "inline" &&
    [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const size = (one) => {
    const { width, height } = one.getBoundingClientRect();
    return Math.min(width, height);
  };
  const over = (one) => {
    const { content, position, width, height } = getComputedStyle(one, "::after");
    return content !== "none" && position === "absolute" ? Math.min(parseFloat(width), parseFloat(height)) : 0;
  };
  return [...page.querySelectorAll("a[href], button, input, select, textarea, summary, [role=option]")]
    .filter((one) => one.type !== "hidden" && shown(one) && !inSentence(one))
    .filter((one) => Math.max(over(one), ...[one, ...(one.labels ?? [])].map(size)) < 43.5)
    .map((one) => `${one.outerHTML.slice(0, 90)}: ${size(one)}`);
}"""
# What there is to try again, to use again, to bring back, and to use often.
MITTENS = """
from generator.models import Generation, Member, SavedPrompt, Status
from tests import make
from tests.browser import past
SavedPrompt.objects.all().delete()
alice = Member.objects.get(username="alice")
for status in (Status.FAILED, Status.CANCELED):
    past.made(alice, status, f"A mitten, {status}")
make.prompt(alice, "Mittens", "A pair of {colour} mittens", shared=True)
gone = past.made(alice, Status.SUCCEEDED, "A mitten in the trash", make.picture(colour="#446688"))
Generation.objects.filter(pk=gone.pk).trash(by=alice)
"""

# What the up arrow has to bring back.
TOLD_BEFORE = """
from generator.models import Member
from tests import make
for words in ("A mitten of wool", "A mitten of felt"):
    make.generation(Member.objects.get(username="carol"), prompt=words).cancel()
"""


def expect_fingertip(target: Locator) -> None:
    """A finger meets it."""
    expect(target).to_be_visible()
    # What is still on its way stands between two pixels.
    target.page.evaluate(SETTLED)
    box = target.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44, box


def missed(place: Page | Locator) -> list[str]:
    """What is there for a finger and smaller than its tip."""
    place = place.locator("body") if isinstance(place, Page) else place
    found: list[str] = place.evaluate(SMALL)
    return found


@pytest.fixture
def phone(visit: Visit) -> Page:
    return visit(path=PAST, **PHONE)


def test_the_switches_of_size_and_of_colours_are_met_by_a_finger(phone: Page) -> None:
    for size in ("Large", "Medium", "Small"):
        expect_fingertip(phone.get_by_role("radio", name=size))
    phone.get_by_role("button", name="Alice Adams").tap()
    for theme in ("Auto", "Light", "Dark"):
        expect_fingertip(phone.get_by_role("radio", name=theme))


def test_on_a_desk_they_stay_as_small_as_they_are(visit: Visit) -> None:
    page = visit(path=PAST, **DESKTOP)
    medium = page.get_by_role("radio", name="Medium")
    expect(medium).to_be_visible()
    box = medium.bounding_box()
    assert box
    assert box["height"] <= 32


def test_what_was_replaced_is_put_back_by_a_finger(phone: Page) -> None:
    prompt(phone).fill("What I was writing")
    phone.evaluate("document.activeElement.blur()")
    phone.get_by_role("button", name="Actions").first.tap()
    phone.get_by_role("dialog", name="Actions").get_by_role("link", name="Use again").tap()
    back = composer(phone).get_by_role("button", name="Put it back")
    expect(back).to_be_visible()
    expect_fingertip(back)
    back.tap()
    expect(prompt(phone)).to_have_value("What I was writing")


def test_what_could_not_be_fetched_is_tried_again_by_a_finger(phone: Page, forgiven: list[str]) -> None:
    forgiven += ["ERR_CONNECTION_REFUSED"]
    phone.route(DETAILS, lambda route: route.abort("connectionrefused"))
    phone.locator("#history .card-open").nth(2).tap()
    again = viewer(phone).get_by_role("alert").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect_fingertip(again)
    phone.unroute(DETAILS)
    again.tap()
    expect(viewer(phone).get_by_role("link", name="Download")).to_be_visible()


def test_a_pictures_own_page_has_buttons_to_zoom_only_for_a_mouse(visit: Visit, phone: Page) -> None:
    address = phone.locator("#history .card-open").first.get_attribute("href")
    phone.goto(address or "")
    expect(phone.get_by_role("link", name="Download")).to_be_visible()
    expect(phone.get_by_role("button", name="Zoom in")).to_be_hidden()
    desk = visit(path=address, **DESKTOP)
    expect(desk.get_by_role("button", name="Zoom in")).to_be_visible()


def test_a_phone_without_a_script_has_no_button_that_needs_one(visit: Visit) -> None:
    page = visit(path=PAST, java_script_enabled=False, **PHONE)
    expect(page.locator("#history .card").first).to_be_visible()
    expect(page.locator("#history .card-more").first).to_be_hidden()


def test_the_composer_is_at_the_foot_of_the_screen_and_send_within_reach_of_a_thumb(phone: Page) -> None:
    def expect_within_reach() -> None:
        expect(phone.locator("html.composer-turning")).to_have_count(0)
        whole, send = composer(phone).bounding_box(), composer(phone).locator(".send").bounding_box()
        assert whole
        assert send
        assert TALL - 24 <= whole["y"] + whole["height"] <= TALL
        assert send["y"] >= TALL * 0.75
        assert send["y"] + send["height"] <= TALL

    folded = phone.locator("html.composer-folded")
    expect(folded).to_have_count(1)
    expect_within_reach()
    scroll(phone, 900)
    expect_within_reach()
    prompt(phone).tap()
    expect(folded).to_have_count(0)
    expect_within_reach()
    prompt(phone).fill("Mittens of every colour, one under the other, on a long line. " * 20)
    expect_within_reach()
    scroll(phone, -300)
    expect_within_reach()


def test_everything_on_the_wall_is_met_by_a_finger(visit: Visit) -> None:
    page = visit(path="/?q=alpine&by=bob&status=succeeded", **PHONE)
    expect(page.locator("#history .card").first).to_be_visible()
    expect(page.get_by_role("link", name="Clear all")).to_be_visible()
    assert missed(page) == []
    prompt(page).tap()
    prompt(page).fill("A {red|blue} mitten for {somebody}")
    expect(page.get_by_role("button", name="Fill in somebody")).to_be_visible()
    assert missed(page) == []
    page.get_by_role("button", name="Alice Adams").tap()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert missed(page) == []


def test_everything_of_a_card_and_of_the_open_picture_is_met_by_a_finger(phone: Page) -> None:
    phone.get_by_role("button", name="Actions").first.tap()
    sheet = phone.get_by_role("dialog", name="Actions")
    expect(sheet.get_by_role("link", name="Use again")).to_be_visible()
    assert missed(sheet) == []
    sheet.get_by_role("button", name="Close").tap()
    shown = opened(phone, phone.locator("#history article[data-status=succeeded]").first)
    expect(shown.get_by_role("button", name="Delete")).to_be_visible()
    assert missed(shown) == []
    # Its address is that of its own page.
    phone.reload()
    expect(phone.get_by_role("link", name="Studio")).to_be_visible()
    assert missed(phone) == []


def test_everything_of_the_shelf_and_of_a_reference_is_met_by_a_finger(visit: Visit) -> None:
    page = visit(**PHONE)
    prompt(page).tap()
    page.get_by_role("button", name="References").set_input_files([file("mitten.png", fresh())])
    expect_chips(page, "mitten.png")
    assert missed(composer(page)) == []
    page.get_by_role("button", name="Open the reference shelf").tap()
    shelf = page.locator("#shelf")
    expect(shelf.locator(".shelf-open").first).to_be_visible()
    assert missed(shelf) == []
    shelf.locator(".shelf-open").first.tap()
    whole = page.locator("#fullsize")
    expect(whole.get_by_role("textbox", name="Name")).to_be_visible()
    assert missed(whole) == []


def test_everything_that_is_asked_before_something_is_made_again_is_met_by_a_finger(
    visit: Visit, studio: Studio
) -> None:
    page = asked(visit(**PHONE), studio, "A mitten that bob has made")
    expect(question(page)).to_be_visible()
    assert missed(composer(page)) == []


def test_what_a_message_offers_is_met_by_a_finger(visit: Visit, studio: Studio) -> None:
    word = made(studio, "carol", 1)
    page = visit("carol", **PHONE)
    said = page.locator("#messages")
    bird(page, word, 1).get_by_role("link").first.focus()
    page.keyboard.press("x")
    bar(page).get_by_role("button", name="Delete").tap()
    expect_fingertip(said.get_by_role("button", name="Dismiss"))
    expect_fingertip(said.get_by_role("button", name="Undo"))
    said.get_by_role("button", name="Undo").tap()
    expect(bird(page, word, 1)).to_be_visible()
    page.goto("/?before=30")
    compose(page, "A mitten, sent from far below [fast]")
    expect(said.get_by_text("Sent; it stands at the top.")).to_be_visible()
    expect_fingertip(said.get_by_role("button", name="Dismiss"))
    expect_fingertip(said.get_by_role("link", name="Show it"))
    said.get_by_role("link", name="Show it").tap()
    expect(card(page, "A mitten, sent from far below").first).to_be_in_viewport()


def test_earlier_and_later_prompts_are_met_by_a_finger(visit: Visit, studio: Studio) -> None:
    studio.shell(TOLD_BEFORE)
    page = visit("carol", **PHONE)
    prompt(page).tap()
    composer(page).get_by_role("button", name="Prompts").tap()
    page.get_by_role("dialog", name="Prompts").get_by_role("button", name="Earlier prompts").tap()
    recalled = page.locator("#recalled")
    expect(recalled.get_by_text("Earlier prompt 1 of")).to_be_visible()
    for name in ("Earlier", "Later"):
        expect_fingertip(recalled.get_by_role("button", name=name))
    recalled.get_by_role("button", name="Later").tap()
    expect(prompt(page)).to_have_value("")


def test_who_is_signed_out_meanwhile_signs_in_again_with_a_finger(visit: Visit, forgiven: list[str]) -> None:
    forgiven += ["403", "ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    page = visit("carol", locale="pl-PL", **PHONE)  # a context of its own, which is signed out for good
    expect(page.locator("#history .card").first).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    # It connects anew, as after a tunnel.
    page.context.set_offline(True)
    page.context.set_offline(False)
    again = page.get_by_role("link", name="Sign in again")
    expect_fingertip(again)
    again.tap()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_everything_on_the_other_pages_is_met_by_a_finger(visit: Visit, studio: Studio) -> None:
    studio.shell(MITTENS)
    page = visit(path="/?by=alice&q=mitten", **PHONE)
    expect(page.get_by_role("button", name="Try again").first).to_be_visible()
    expect(page.get_by_role("link", name="Use again").first).to_be_visible()
    assert missed(page) == []
    for address in ("/prompts/", "/prompts/new/", "/accounts/preferences/", "/accounts/password/", "/trash/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert missed(page) == [], address
    page.locator("#trashed .card-select").first.tap()
    expect(page.get_by_role("button", name="Delete for good")).to_be_visible()
    assert missed(page) == []
    page.get_by_role("button", name="Delete for good").tap()
    expect(page.get_by_role("heading", name="for good?")).to_be_visible()
    assert missed(page) == []
    page = visit("", "/accounts/login/", **PHONE)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert missed(page) == []
