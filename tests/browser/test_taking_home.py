"""Downloads: one picture or many in a zip file, with what they are inside, unless that is switched off."""

import csv
import io
import re
import zipfile
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from tests.browser import axe
from tests.browser.acts import composer, use
from tests.browser.bringing import expect_order
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, chosen, made, select
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.test_metadata import told


@pytest.fixture(scope="module")
def flock(studio: Studio) -> str:
    return made(studio, "carol", 4)


def opened(download: Download) -> Image.Image:
    return Image.open(io.BytesIO(download.path().read_bytes()))


def told_of(name: str, content: bytes, flock: str, number: int) -> Image.Image:
    """One of the flock, whose file says in its name and inside which it is."""
    which = f"{flock.lower().replace(' ', '-')}-number-{number}"
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d {which} carol\.png", name)
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (160, 120)
    assert picture.text["Description"] == f"{flock} number {number}"
    assert picture.text["Author"] == "Carol"
    return picture


def many(page: Page, screen: dict[str, Any]) -> zipfile.ZipFile:
    """Those that are selected."""
    with page.expect_download() as started:
        press(screen, bar(page).get_by_role("button", name="Download"))
    return zipfile.ZipFile(started.value.path())


def one(page: Page, address: str) -> Download:
    page.goto(address)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").click()
    return started.value


def test_one_has_a_name_that_says_something_and_carries_its_details(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    download = one(page, bird(page, flock, 2).get_by_role("link").first.get_attribute("href"))
    picture = told_of(download.suggested_filename, download.path().read_bytes(), flock, 2)
    # The same that its own page tells.
    facts = page.locator(".facts")
    expect(facts).to_contain_text(picture.text["Model"])
    asked = datetime.fromisoformat(facts.locator("time").first.get_attribute("datetime"))
    assert abs(parsedate_to_datetime(picture.text["Creation Time"]) - asked) < timedelta(minutes=1)
    # And once more in the packet that other programs read.
    packet = told(picture.text["XML:com.adobe.xmp"].encode())
    assert packet["description"] == f"{flock} number 2"
    assert packet["creator"] == "Carol"
    assert packet["AISystemUsed"] == picture.text["Model"] == "Gemini 2.5 Flash Image"


def test_one_is_taken_from_the_wall_with_its_name_and_details(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    with page.expect_download() as started:
        use(page, "Download", "has_touch" in screen, bird(page, flock, 3))
    told_of(started.value.suggested_filename, started.value.path().read_bytes(), flock, 3)
    # One is still where one was.
    expect(bird(page, flock, 3)).to_be_in_viewport()
    expect(page).to_have_url(re.compile("/$"))


def test_many_come_in_one_file_with_their_prompts(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    begin(page, screen, flock, 4, 3, 1)
    with page.expect_download() as started:
        press(screen, bar(page).get_by_role("button", name="Download"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d atelier 3 pictures\.zip", started.value.suggested_filename)
    archive = zipfile.ZipFile(started.value.path())
    assert archive.testzip() is None
    table = archive.read("prompts.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["prompt"] for row in rows] == [f"{flock} number {number}" for number in (1, 3, 4)]
    assert [row["file"] for row in rows] + ["prompts.csv"] == archive.namelist()
    # Each is what it would be alone.
    for name, number in zip(archive.namelist()[:3], (1, 3, 4), strict=True):
        told_of(name, archive.read(name), flock, number)
    # One may go on with them.
    expect(bar(page)).to_contain_text("3 selected")
    expect(page).to_have_url(re.compile("/$"))


def test_many_are_marked_as_favourites_and_unmarked(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("bob", **screen)
    begin(page, screen, flock, 4, 2)
    hearts = chosen(page).locator("[data-favourite]")
    of_all = bar(page).get_by_role("button", name="Favourite")
    expect(of_all).to_have_attribute("aria-pressed", "false")
    press(screen, of_all)
    for heart in [of_all, *hearts.all()]:
        expect(heart).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(bird(page, flock, 2).locator("[data-favourite]")).to_have_attribute("aria-pressed", "true")
    begin(page, screen, flock, 4, 2)
    expect(of_all).to_have_attribute("aria-pressed", "true")
    press(screen, of_all)
    for heart in [of_all, *hearts.all()]:
        expect(heart).to_have_attribute("aria-pressed", "false")
    press(screen, of_all)
    expect(of_all).to_have_attribute("aria-pressed", "true")
    # Not all of them are: the first click marks all, and another none.
    press(screen, bird(page, flock, 3).get_by_role("link").first)
    expect(of_all).to_have_attribute("aria-pressed", "false")
    press(screen, of_all)
    expect(of_all).to_have_attribute("aria-pressed", "true")
    press(screen, of_all)
    expect(of_all).to_have_attribute("aria-pressed", "false")


def test_up_to_three_become_references(visit: Visit, flock: str, screen: dict[str, Any]) -> None:
    page = visit("carol", **screen)
    begin(page, screen, flock, 4, 3)
    wanted = [f"{flock} number {number}" for number in (4, 3)]
    press(screen, bar(page).get_by_role("button", name="Use as references"))
    expect(bar(page)).to_be_hidden()
    chips = page.get_by_role("list", name="References").get_by_role("listitem")
    expect_order(page, *wanted)
    expect(chips).to_have_count(2)
    for chip in chips.all():
        expect(chip.get_by_role("button", name="Remove")).to_be_visible()
    for _ in range(2):
        press(screen, chips.first.get_by_role("button", name="Remove"))
    expect(chips).to_have_count(0)
    expect(composer(page)).to_be_visible()


def test_it_can_be_switched_off_and_the_file_is_then_as_it_came(
    visit: Visit, flock: str, screen: dict[str, Any]
) -> None:
    page = visit("bob", **screen)
    address = bird(page, flock, 2).get_by_role("link").first.get_attribute("href")
    page.get_by_role("button", name="Bob", exact=True).click()
    page.get_by_role("link", name="Preferences").click()
    switch = page.get_by_role("checkbox", name="Downloads carry their prompt")
    expect(switch).to_be_checked()
    expect(switch).to_have_accessible_description(re.compile("Inside the file"))
    help_text = page.get_by_text("Inside the file")
    # Plain words under the switch, not a panel of its own.
    expect(help_text).to_have_css("box-shadow", "none")
    assert axe.violations(page) == []
    switch.uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your preferences are kept.")).to_be_visible()
    assert opened(one(page, address)).text == {}
    page.goto("/")
    begin(page, screen, flock, 4, 2)
    archive = many(page, screen)
    for name in archive.namelist()[:2]:
        assert Image.open(io.BytesIO(archive.read(name))).text == {}
    page.goto("/accounts/preferences/")
    page.get_by_role("checkbox", name="Downloads carry their prompt").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your preferences are kept.")).to_be_visible()
    assert "Description" in opened(one(page, address)).text


def test_a_mouse_and_a_click_on_the_first_circle_are_enough(visit: Visit, flock: str) -> None:
    page = visit("carol")
    select(page, flock, 4)
    expect(bar(page)).to_contain_text("1 selected")
