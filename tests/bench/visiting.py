"""What a real browser says of a visit: how much came, how soon it was seen, what jumped, what scrolling left."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.report import percentile
from tests.browser import chromium

TIMES = 5
SCREEN = {"width": 1280, "height": 860}
EARLY, LATE = 300, 3_000
# What a page holds goes up and down by a whole stretch of the history, with where one stands in it.
LOOKS, APART = 16, 40
# Longer than a page needs to fetch what comes next.
STUCK_SECONDS = 10.0
OBSERVE = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# The milliseconds between one frame and the next.
WATCH_FRAMES = """
() => {
  window.gaps = [];
  let last = performance.now();
  const on = (now) => {
    window.gaps.push(now - last);
    last = now;
    requestAnimationFrame(on);
  };
  requestAnimationFrame(on);
}
"""
TAKE_GAPS = "() => window.gaps.splice(0)"
COUNT_CARDS = """
() => {
  window.cardsSeen ??= new Set();
  for (const card of document.querySelectorAll("#history article.card")) window.cardsSeen.add(card.id);
  return window.cardsSeen.size;
}
"""


@dataclass(frozen=True)
class Visit:
    """Of a browser that has never been here: kilobytes without pictures, seconds, and the worst layout shift."""

    kilobytes: float
    painted: float
    shifted: float
    times: int = TIMES


@dataclass(frozen=True)
class Footprint:
    """What a page holds after so many cards have gone by, on an average of LOOKS; the heap is in MB.

    While the last of them went by a frame came `gap` milliseconds after the one before, and nineteen of twenty within
    `slow`.
    """

    cards: int
    nodes: int
    heap: float
    gap: float
    slow: float


@dataclass(frozen=True)
class Scrolled:
    early: Footprint
    late: Footprint


def first(url: str, session: str) -> Visit:
    """The middle of TIMES first visits to the studio."""
    sizes, paints, shifts = [], [], []
    with browser() as launched:
        for _ in range(TIMES):
            with visit(launched, url, session) as (page, network):
                loaded = Loaded(network)
                page.add_init_script(OBSERVE)
                page.goto("/", wait_until="load")
                page.wait_for_timeout(1500)
                page.mouse.wheel(0, 1200)
                page.wait_for_timeout(700)
                sizes.append(loaded.bytes / 1024)
                paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                shifts.append(page.evaluate("window.shifted"))
    return Visit(statistics.median(sizes), statistics.median(paints) / 1000, max(shifts))


class Loaded:
    """Counts what comes over the wire, headers included, but for pictures and the event stream."""

    def __init__(self, network: CDPSession) -> None:
        self.bytes = 0.0
        self._counted: set[str] = set()
        network.on("Network.responseReceived", self._received)
        network.on("Network.loadingFinished", self._finished)
        network.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        picture = event["type"] == "Image" and "/static/" not in event["response"]["url"]
        if not picture and event["type"] != "EventSource":
            self._counted.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._counted:
            self.bytes += event["encodedDataLength"]


def scrolled(url: str, session: str) -> Scrolled:
    """By the wheel, like a person who looks for something made long ago."""
    with browser() as launched, visit(launched, url, session) as (page, tools):
        page.goto("/", wait_until="load")
        page.evaluate(WATCH_FRAMES)
        return Scrolled(after(page, tools, EARLY), after(page, tools, LATE))


def after(page: Page, tools: CDPSession, cards: int) -> Footprint:
    scroll(page, cards)
    looks, gaps = [], []
    for nth in range(1, LOOKS + 1):
        page.wait_for_timeout(1000)
        page.evaluate(TAKE_GAPS)
        seen = scroll(page, cards + nth * APART)
        gaps += page.evaluate(TAKE_GAPS)
        page.wait_for_timeout(1000)
        looks.append(held(tools))
    nodes, heap = (statistics.mean(each) for each in zip(*looks, strict=True))
    return Footprint(seen, round(nodes), heap, statistics.mean(gaps), percentile(gaps, 95))


def scroll(page: Page, cards: int) -> int:
    """Until so many have gone by, or nothing more comes; how many that are."""
    page.mouse.move(SCREEN["width"] / 2, SCREEN["height"] / 3)
    seen: int = page.evaluate(COUNT_CARDS)
    still = 0.0
    while seen < cards and still < STUCK_SECONDS:
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(60)
        before, seen = seen, page.evaluate(COUNT_CARDS)
        still = 0.0 if seen > before else still + 0.06
    return seen


def held(tools: CDPSession) -> tuple[int, float]:
    """The nodes and the heap of a page."""
    tools.send("HeapProfiler.enable")
    tools.send("HeapProfiler.collectGarbage")
    tools.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return int(metrics["Nodes"]), metrics["JSHeapUsedSize"] / 1024 / 1024


@contextmanager
def browser() -> Iterator[Browser]:
    path = chromium.found()
    assert path, chromium.HOW_TO_GET_ONE
    with chromium.launched(path) as launched:
        yield launched


@contextmanager
def visit(launched: Browser, url: str, session: str) -> Iterator[tuple[Page, CDPSession]]:
    """A page of a browser that knows nothing but its session."""
    context = launched.new_context(viewport=SCREEN, base_url=url)  # type: ignore[arg-type]
    try:
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        page = context.new_page()
        yield page, context.new_cdp_session(page)
    finally:
        context.close()
