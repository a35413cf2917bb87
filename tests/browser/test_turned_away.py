"""What the studio turns away for its own sake is told on a page of its own, after the very acts that lead there."""

import secrets
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from generator.limits import BODY_BYTES
from tests.browser import axe
from tests.browser.acts import prompt
from tests.browser.conftest import Visit


def expect_told(page: Page, heading: str, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    expect(page.get_by_text(words)).to_be_visible()
    # With its style sheets, and a way on.
    expect(page.locator("body.plain")).to_have_css("display", "grid")
    expect(page.get_by_role("main").get_by_role("link")).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()


def test_who_tries_wrong_passwords_has_to_wait(visit: Visit, screen: dict[str, Any], forgiven: list[str]) -> None:
    forgiven.append("429")
    name = f"nobody-{secrets.token_hex(3)}"
    page = visit("", "/accounts/login/", **screen)
    for _ in range(7):
        with page.expect_navigation():
            sign_in(page, name)
        expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, name)
    expect_told(page, "Sign-in is paused", "There were too many tries with a wrong password. Wait 15 minutes")
    assert axe.in_light_and_dark(page) == []
    # Others at the same address do not.
    page.get_by_role("link", name="Back to sign-in").click()
    sign_in(page, f"{name}-else")
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_form_that_has_expired_says_so(visit: Visit, screen: dict[str, Any], forgiven: list[str]) -> None:
    forgiven.append("403")
    page = visit("", "/accounts/login/", **screen)
    page.context.clear_cookies(name="csrftoken")
    sign_in(page, "nobody")
    expect_told(page, "This page was too old", "The form had expired, so nothing was done.")
    assert axe.in_light_and_dark(page) == []


def test_more_than_is_taken_at_once_is_refused_in_words(
    visit: Visit, screen: dict[str, Any], forgiven: list[str], tmp_path: Path
) -> None:
    forgiven.append("413")
    page = visit("erik", java_script_enabled=False, **screen)
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(BODY_BYTES)
    page.locator("#composer input[type=file]").set_input_files(large)
    prompt(page).fill("A weight")
    page.get_by_role("button", name="Generate").click()
    expect_told(page, "Too large", "MB at once; choose smaller or fewer references.")
