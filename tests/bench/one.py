"""One generation at a time, watched in a real browser: how soon a finished picture is shown, and what it costs."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright

from tests.bench.report import Report, percentile, say
from tests.bench.sending import CHEAP, Sender
from tests.bench.studios import Measured
from tests.browser import chromium

TIMES = 6
# The two studios must not finish at the same moment: they share a machine.
APART_SECONDS = 4.5
GIVE_UP_SECONDS = 60.0
# A picture counts when it can be drawn; the frame after that is the one in which it is seen.
NOTE_WHAT_IS_SHOWN = """
window.shown = {};
document.addEventListener("load", ({ target }) => {
  if (!(target instanceof HTMLImageElement && target.matches(".card img.card-picture"))) return;
  requestAnimationFrame(() => {
    if (target.complete && target.naturalWidth > 0) window.shown[target.alt] ??= Date.now();
  });
}, true);
"""


@dataclass
class Seen:
    """What was measured in one studio."""

    delays: list[float] = field(default_factory=list)
    # The same in three steps: from completed to noticed, to stored, to shown.
    steps: list[tuple[float, float, float]] = field(default_factory=list)
    requests: float = 0.0


def measure(report: Report, polling: Measured, webhook: Measured) -> None:
    path = chromium.found()
    assert path, chromium.HOW_TO_GET_ONE
    by_polling, by_webhook = asyncio.run(both(path, polling, webhook))
    for name, seen, delay, requests in (("polling", by_polling, 1.0, 4), ("webhook", by_webhook, 0.4, 2)):
        figure = f"1 generation, {name}"
        report.at_most(
            f"{figure}: completed to shown, p95", percentile(seen.delays, 95), delay, " s", len(seen.delays)
        )
        report.at_most(f"{figure}: requests to the provider", seen.requests, requests, "", len(seen.delays))
        noticed, stored, visible = (statistics.median(step) for step in zip(*seen.steps, strict=True))
        report.note(
            f"{figure}: {', '.join(f'{each:.2f}' for each in seen.delays)} s; medians of the steps: noticed after "
            f"{noticed:.2f} s, stored after {stored:.2f} s more, shown after {visible:.2f} s more"
        )


async def both(path: str, polling: Measured, webhook: Measured) -> tuple[Seen, Seen]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        try:
            return await asyncio.gather(watched(browser, polling, 0.0), watched(browser, webhook, APART_SECONDS))
        finally:
            await browser.close()


async def watched(browser: Browser, studio: Measured, later: float) -> Seen:
    session = await asyncio.to_thread(studio.admin)
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, base_url=studio.url)
    await context.add_cookies([{"name": "sessionid", "value": session, "url": studio.url}])
    page = await context.new_page()
    await page.add_init_script(NOTE_WHAT_IS_SHOWN)
    await page.goto("/")
    await asyncio.to_thread(warm_up, studio, session)
    await asyncio.sleep(later)
    seen = Seen()
    before = await asyncio.to_thread(studio.counted)
    for number in range(TIMES):
        prompt = f"A quiet lake, number {number}"
        at = await shown(page, prompt)
        tasks = await asyncio.to_thread(studio.provider_tasks)
        (completed,) = (task["completed"] for task in tasks if task["prompt"] == prompt)
        noticed, stored = await asyncio.to_thread(studio.rows.noticed_and_stored, prompt)
        seen.delays.append(at - completed)
        seen.steps.append((noticed - completed, stored - noticed, at - stored))
        say(f"shown after {at - completed:.2f} s at {studio.url}")
    seen.requests = (await asyncio.to_thread(studio.counted) - before) / TIMES
    return seen


def warm_up(studio: Measured, session: str) -> None:
    """Some generations: the studio learns how long the provider takes, and the browser how to show a picture."""
    with Sender(studio, session) as sender:
        for _ in range(2):
            sender.send(f"A loud sea {CHEAP}", 4)
    studio.rows.wait_for_all()


async def shown(page: Page, prompt: str) -> float:
    """Send a prompt from the page, and wait; when its picture was shown, in unix seconds."""
    box = page.get_by_role("textbox", name="Prompt")
    await box.fill(prompt)
    await box.press("Control+Enter")
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < give_up:
        await asyncio.sleep(0.25)
        at = await page.evaluate("prompt => window.shown[prompt] ?? null", prompt)
        if at is not None:
            return float(at) / 1000
    raise AssertionError(f"not shown after {GIVE_UP_SECONDS:g} s: {prompt}")
