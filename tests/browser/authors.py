"""Whose a picture is, where a person finds it said."""

from typing import Any

from playwright.sync_api import Locator, Page, expect


def expect_author(page: Page, screen: dict[str, Any], found: Locator, name: str) -> None:
    """A card with its picture says it under the mouse, and on a phone in its sheet, which is closed again."""
    if "has_touch" not in screen:
        found.hover()
        expect(found.locator(".card-name")).to_be_visible()
        expect(found.locator(".card-name")).to_have_text(name)
        return
    found.get_by_role("button", name="Actions").tap()
    sheet = page.get_by_role("dialog", name="Actions")
    expect(sheet.locator(".card-name")).to_be_visible()
    expect(sheet.locator(".card-name")).to_have_text(name)
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
