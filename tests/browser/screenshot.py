"""The README's picture of the studio, made from the running program: `python -m tests.browser.screenshot`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.acts import choose, composer, prompt
from tests.browser.studio import Studio
from tests.program.running import PASSWORD

TARGET = Path(__file__).with_name("studio.png")
PEOPLE = """
from generator.models import Member
from tests.browser import past
Member.objects.update(first_name="Ada", last_name="Kern")
past.members(["Bela Roth", "Chidi Okafor"], password)
"""
# Who, what, how many; the last ones come to stand first.
PAST = (
    ("chidi", "Desert road at noon, one lonely pine, panorama", 1),
    ("bela", "Snowfall over a sleeping village, blue hour, portrait", 1),
    ("ada", "Minimal cover with arches in terracotta and sand, poster", 1),
    ("bela", "Sea at dusk, a violet horizon, wide", 1),
    ("ada", "Autumn lake with a golden shore, long shadows", 1),
    ("chidi", "Aurora above black mountains, landscape", 1),
    ("ada", "Paper waves in teal and coral, abstract, portrait", 4),
    ("bela", "First light over the Alps, layers of rose haze, wide", 1),
    ("chidi", "Green valley after rain, morning fog between pines", 1),
)
NOW = (
    ("bela", "The same ridges an hour later, the sun behind the second one", "First light"),
    ("ada", "This valley by night, with lanterns along the path", "Green valley"),
)
NEXT = "A cabin in the valley of the first picture, in the light of the second"


def taken(program: Studio, browser: Browser) -> bytes:
    program.shell(PEOPLE, password=PASSWORD)
    pages = {name: signed_in(program, browser, name) for name in ("ada", "bela", "chidi")}
    for name, words, count in PAST:
        send(pages[name], words, count)
    page = pages["ada"]
    made = page.locator("#history article[data-status=succeeded]")
    expect(made).to_have_count(sum(count for *_, count in PAST), timeout=90_000)
    for name, words, reference in NOW:
        use(pages[name], reference)
        send(pages[name], words, 1)
    for reference in ("Green valley", "First light"):
        use(page, reference)
    prompt(page).fill(NEXT)
    expect(page.get_by_text("Generating")).to_have_count(len(NOW), timeout=30_000)
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.mouse.move(0, 0)
    page.wait_for_timeout(3500)
    return page.screenshot()


def use(page: Page, words: str) -> None:
    """Take a picture as a reference of the next."""
    there = composer(page).get_by_role("button", name="Remove").count()
    page.get_by_role("article").filter(has_text=words).get_by_role("link", name="Use as reference").first.focus()
    page.keyboard.press("Enter")
    expect(composer(page).get_by_role("button", name="Remove")).to_have_count(there + 1)


def signed_in(program: Studio, browser: Browser, name: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="en-GB")
    context.add_cookies([{"name": "sessionid", "value": program.session(name), "url": program.url}])
    page = context.new_page()
    page.goto(program.url)
    return page


def send(page: Page, words: str, count: int) -> None:
    choose(page, "Pictures", str(count))
    prompt(page).fill(words)
    page.keyboard.press("Control+Enter")
    expect(prompt(page)).to_have_value("")


def main() -> None:
    path = chromium.found()
    if not path:
        sys.exit(chromium.HOW_TO_GET_ONE)
    admin = {"DJANGO_SUPERUSER_USERNAME": "ada", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with (
        tempfile.TemporaryDirectory() as folder,
        Studio(Path(folder) / "data", {"SANDBOX_LATENCY": "15", **admin}) as program,
        chromium.launched(path) as browser,
    ):
        TARGET.write_bytes(taken(program, browser))


if __name__ == "__main__":
    main()
