"""The same studio as plain pages."""

from playwright.sync_api import expect

from tests import make
from tests.browser.acts import card, composer, expect_loaded, file, prompt
from tests.browser.conftest import Visit
from tests.conftest import PASSWORD
from tests.program.running import wait_until


def test_signing_in_composing_with_a_file_and_opening_work_as_plain_pages(visit: Visit) -> None:
    page = visit("", "/", java_script_enabled=False)
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    prompt(page).fill("A barn without a script [fast]")
    picker = composer(page).get_by_role("button", name="References")
    expect(picker).to_be_visible()
    picker.set_input_files([file("barn.png", make.picture(size=(90, 60), colour="firebrick"))])
    page.get_by_role("button", name="Generate").click()
    made = card(page, "A barn without a script")
    expect(made).to_be_visible()
    expect(prompt(page)).to_have_value("")
    wait_until(lambda: page.reload() and made.locator("img.card-picture").count(), 20)
    expect_loaded(made.locator("img.card-picture"))
    made.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="A barn without a script")).to_be_visible()
    expect_loaded(page.get_by_role("img", name="Reference 1"))
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").click()
    assert " a-barn-without-a-script" in started.value.suggested_filename
    page.get_by_role("link", name="Use again").click()
    expect(prompt(page)).to_have_value("A barn without a script [fast]")
    expect(composer(page).get_by_role("img", name="barn.png")).to_be_visible()


def test_what_is_refused_comes_back_with_a_sentence_and_what_was_typed(visit: Visit, forgiven: list[str]) -> None:
    forgiven.append("422")
    page = visit(java_script_enabled=False)
    prompt(page).fill("Kept on a plain page")
    composer(page).get_by_role("button", name="References").set_input_files([file("list.png", b"eggs, flour")])
    page.get_by_role("button", name="Generate").click()
    expect(page.get_by_text("list.png is not a PNG, JPEG or WebP picture.")).to_be_visible()
    expect(prompt(page)).to_have_value("Kept on a plain page")


def test_older_pictures_are_a_link_away_and_so_are_the_newest(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    expect(page.locator("#history .card").first).to_be_visible()
    newest = page.locator("#history .card").first.get_attribute("id")
    page.get_by_role("link", name="Older").click()
    expect(page.locator(f"#{newest}")).to_have_count(0)
    expect(page.locator("#history .card").first).to_be_visible()
    page.get_by_role("link", name="Newest").click()
    expect(page.get_by_role("link", name="Older")).to_be_attached()


def test_a_failed_one_is_tried_again_on_its_page(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    prompt(page).fill("A gate that is refused on a plain page [400]")
    page.get_by_role("button", name="Generate").click()
    made = card(page, "A gate that is refused")
    expect(made).to_be_visible()
    wait_until(lambda: page.reload() and made.get_by_text("No picture came back").count())
    made.get_by_role("link").first.click()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="A gate that is refused")).to_be_visible()
