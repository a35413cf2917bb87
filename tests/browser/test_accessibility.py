"""axe-core finds nothing on any page, light and dark, phone and desktop."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.acts import card, compose, composer, file, prompt
from tests.browser.bringing import expect_order, fresh, pick
from tests.browser.conftest import Visit
from tests.browser.screens import SCREENS
from tests.browser.studio import Studio
from tests.browser.test_asked_before import asked, question
from tests.browser.under_way import under_way
from tests.browser.wall import scroll

LOOKS = {
    f"{name}, {scheme}": {**size, "color_scheme": scheme} for name, size in SCREENS.items() for scheme in axe.SCHEMES
}
STATES = """
from generator.models import Member, Status
from tests import make
from tests.browser import past
bob = Member.objects.get(username="bob")
states = (Status.FAILED, Status.CANCELED, Status.UNCONFIRMED)
made = {status: past.made(bob, status, f"A quay, {status}") for status in states}
make.stray(made[Status.UNCONFIRMED])
made["given up"] = make.given_up(bob)
answer = {state: str(one.uuid) for state, one in made.items()}
"""
# A picture that was made from another, which stands on the shelf.
CHILD = """
from generator.models import Member, Reference, ReferenceUse, Status
from tests import make
from tests.browser import past
bob = Member.objects.get(username="bob")
ground, child = (
    past.made(bob, Status.SUCCEEDED, f"A quay, {words}", make.picture(size=(320, 240), colour=colour))
    for words, colour in (("to be made into another", "#557788"), ("made from another", "#887755"))
)
picture = ground.pictures.get()
with picture.file.open() as file:
    reference = Reference.keep(file.read(), picture.alt, bob, picture)
ReferenceUse.objects.create(generation=child, reference=reference, position=1)
answer = str(ground.uuid)
"""


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    return LOOKS[request.param]


@pytest.fixture(scope="module")
def states(studio: Studio) -> dict[str, str]:
    """A generation of bob's in each state that lasts."""
    found: dict[str, str] = studio.shell(STATES)
    return found


@pytest.fixture
def asked_for(studio: Studio) -> Iterator[str]:
    """What bob asks for, and what stays under way while one looks."""
    with under_way(studio, "A quay, being made") as words:
        yield words


@pytest.fixture(scope="module")
def ground(studio: Studio) -> str:
    """What another picture of bob's was made from."""
    return str(studio.shell(CHILD))


def test_the_pages_of_the_signed_out(visit: Visit, look: dict[str, Any], forgiven: list[str]) -> None:
    page = visit("", "/accounts/login/", **look)
    assert axe.violations(page) == []
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe.violations(page) == []
    forgiven.append("403")
    page.goto("/setup/?token=none")
    assert axe.violations(page) == []


def test_the_studio_in_all_states_and_its_dialogs(
    visit: Visit, look: dict[str, Any], states: dict[str, str], asked_for: str
) -> None:
    page = visit("bob", **look)
    compose(page, asked_for)
    expect(card(page, asked_for).get_by_text("Generating")).to_be_visible()
    if "has_touch" in look:
        page.get_by_role("button", name="Actions").first.tap()
        expect(page.get_by_role("dialog", name="Actions")).to_be_visible()
        assert axe.violations(page) == []
        page.get_by_role("button", name="Close").tap()
    prompt(page).fill("x" * 5001)
    if "has_touch" in look:
        page.get_by_role("button", name="Open the reference shelf").tap()
        page.get_by_role("button", name="From a link").tap()
    else:
        page.get_by_role("button", name="Add a reference from a link").click()
    page.get_by_role("textbox", name="Link to a picture").fill("http://10.0.0.1/")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only public http")).to_be_visible()
    assert axe.violations(page) == []
    prompt(page).fill("")
    page.keyboard.press("Escape")
    page.locator("#history article[data-status=succeeded] .card-open").first.click()
    expect(page.get_by_role("dialog", name="Picture").get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("dialog", name="Picture").locator(".facts")).to_be_visible()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bob", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert axe.violations(page) == []


def test_a_generations_page_in_every_state(visit: Visit, look: dict[str, Any], states: dict[str, str]) -> None:
    page = visit("bob", **look)
    done = page.locator("#history article[data-status=succeeded] .card-open").first.get_attribute("href")
    for address in (done, *(f"/generations/{uuid}/" for uuid in states.values())):
        page.goto(address)
        assert axe.violations(page) == [], address


def test_the_empty_history_the_password_and_what_is_not_there(
    visit: Visit, look: dict[str, Any], forgiven: list[str]
) -> None:
    forgiven.append("404")
    page = visit("erik", "/?scope=mine", **look)
    expect(page.get_by_role("heading", name="Nothing of yours yet")).to_be_visible()
    assert axe.violations(page) == []
    page.goto("/accounts/password/")
    page.get_by_role("button", name="Change password").focus()
    assert axe.violations(page) == []
    page.goto("/nowhere/")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    assert axe.violations(page) == []


@pytest.fixture
def quay(studio: Studio, screen: dict[str, Any]) -> Iterator[str]:
    """What is still being made however long it is looked at."""
    with under_way(studio, f"A quay that is being looked at, {screen['viewport']['width']}") as words:
        yield words


def test_a_generations_page_while_it_is_made(visit: Visit, screen: dict[str, Any], quay: str) -> None:
    page = visit("bob", **screen)
    compose(page, quay)
    page.goto(card(page, quay).get_by_role("link").first.get_attribute("href") or "")
    expect(page.locator(".detail-told").get_by_text("Generating")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_what_was_made_of_one_and_the_way_to_the_newest(visit: Visit, screen: dict[str, Any], ground: str) -> None:
    page = visit("bob", f"/?of={ground}", **screen)
    expect(page.get_by_role("link", name="Made from this picture")).to_be_visible()
    expect(card(page, "A quay, made from another")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.goto("/?before=30")
    expect(page.get_by_role("link", name="Newest")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    compose(page, f"A quay, sent from far below, {screen['viewport']['width']} [fast]")
    expect(page.get_by_text("Sent; it stands at the top.")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_what_lies_over_the_composer_and_the_folded_one(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    prompt(page).click()
    composer(page).get_by_role("button", name="Pictures").click()
    expect(page.locator("#count-choices")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.keyboard.press("Escape")
    prompt(page).fill("A {red|blue} quay, {at noon|at dusk}")
    listed = page.get_by_role("group").filter(has_text="4 prompts, a picture each")
    listed.get_by_text("4 prompts, a picture each").click()
    expect(listed.get_by_role("listitem")).to_have_count(4)
    assert axe.in_light_and_dark(page) == []
    prompt(page).fill("")
    prompt(page).press("ArrowUp")
    expect(page.locator("#recalled")).to_be_visible()
    assert axe.in_light_and_dark(page) == []
    page.keyboard.press("Escape")
    pick(page, file("one.png", fresh()), file("two.png", fresh()))
    expect_order(page, "one.png", "two.png")
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(900)  # it does not fold under somebody's hands
    scroll(page, 900)
    expect(page.locator("html.composer-folded:not(.composer-turning)")).to_have_count(1)
    assert axe.in_light_and_dark(page) == []


def test_a_reference_of_the_shelf_in_full_size(visit: Visit, screen: dict[str, Any], ground: str) -> None:
    page = visit("bob", **screen)
    prompt(page).click()
    page.get_by_role("button", name="Open the reference shelf").click()
    page.locator("#shelf .shelf-tile").first.hover()
    page.locator("#shelf .shelf-open").first.click()
    expect(page.locator("#fullsize").get_by_role("button", name="Use as a reference")).to_be_visible()
    expect(page.locator("#fullsize").get_by_role("textbox", name="Name")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_the_question_whether_to_make_it_once_more(visit: Visit, studio: Studio, screen: dict[str, Any]) -> None:
    page = asked(visit(**screen), studio, f"A quay that bob has made, {screen['viewport']['width']}")
    expect(question(page)).to_be_focused()
    assert axe.in_light_and_dark(page) == []


def test_the_sign_that_the_page_is_not_live(visit: Visit, screen: dict[str, Any], forgiven: list[str]) -> None:
    forgiven += ["ERR_FAILED", "Failed to fetch"]
    page = visit("bob", **screen)
    page.route("**/live/**", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Not live at the moment")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/?scope=mine&status=unfinished", "Nothing is being made"),
        ("/?scope=mine&status=failed", "Nothing has failed"),
        ("/?scope=mine&q=zeppelin", "No pictures match"),
        ("/?favourites=yes", "No favourites yet"),
        ("/trash/", "The trash is empty"),
    ],
)
def test_where_there_is_nothing(visit: Visit, screen: dict[str, Any], address: str, heading: str) -> None:
    page = visit("erik", address, **screen)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    assert axe.in_light_and_dark(page) == []
