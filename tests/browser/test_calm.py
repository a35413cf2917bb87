"""Nothing jumps, and nothing moves for those who want it still."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.acts import card, compose
from tests.browser.conftest import Visit
from tests.browser.screens import PHONE

SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 300);
})"""
MOVING = (
    """() => document.getAnimations().filter((one) => one.playState === "running").map((one) => one.animationName)"""
)


def test_the_studio_loads_without_anything_jumping(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    page.wait_for_load_state("load")
    assert page.evaluate(SHIFTS) < 0.02


def test_the_composer_folds_and_unfolds_without_anything_jumping(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit(**screen)
    page.wait_for_load_state("load")
    folded = page.locator("html.composer-folded:not(.composer-turning)")
    for by in (900, -900):
        page.mouse.move(screen["viewport"]["width"] / 2, 300)
        page.mouse.wheel(0, by)
        # On a phone it stays folded until somebody reaches for it.
        expect(folded).to_have_count(1 if by > 0 or screen == PHONE else 0)
        expect(page.locator(".composer-place")).to_have_css("opacity", "1")
    assert page.evaluate(SHIFTS) < 0.02


def test_with_reduced_motion_nothing_moves(visit: Visit) -> None:
    page = visit(reduced_motion="reduce")
    compose(page, "A stone, with nothing moving [slow]")
    made = card(page, "A stone, with nothing moving")
    expect(made.get_by_text("Generating")).to_be_visible()
    assert page.evaluate(MOVING) == []
    page.goto(made.get_by_role("link").first.get_attribute("href"))
    expect(page.get_by_role("heading", name="A stone, with nothing moving")).to_be_visible()
    assert page.evaluate(MOVING) == []
