"""The Chromium of this machine, and what goes wrong in its pages."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The same engine without what draws windows around it: it takes half of the processor for the same pages.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
# Keys that are pressed before a page is first drawn count, as in the browsers that Playwright starts itself.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--allow-pre-commit-input")
# A turn of the wheel is over when it has been made: what comes meanwhile would cut its glide short, sooner or later.
AT_ONCE = "--disable-smooth-scrolling"
# A studio has always a composer; what scripts say of a page whose composer was taken away is of a page nobody sees.
LAST = """() => {
  for (const name of ["error", "unhandledrejection"]) addEventListener(name, (event) => event.preventDefault());
  document.getElementById("composer")?.remove();
}"""
HOW_TO_GET_ONE = "no Chromium found; get one with: apt install chromium (or name one in CHROMIUM)"


def found() -> str | None:
    return os.environ.get("CHROMIUM") or _first(NAMES)


def for_pages(chromium: str) -> str:
    """What shows pages that need no window of their own: the shell, where there is one."""
    return chromium if os.environ.get("CHROMIUM") else _first(SHELLS) or chromium


def _first(names: Sequence[str]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def launched(path: str, *more: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, folder: Path) -> Iterator[BrowserContext]:
    """One window whose pages are tabs: only the one in front is visible, as for a person.

    Playwright's own pages all believe to be in front.
    """
    path = found()
    assert path
    command = [
        path,
        "--headless",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        *ARGUMENTS,
        "about:blank",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        address = next(said[0] for line in process.stderr if (said := re.search(r"ws://\S+", line)))
        connected = browser.browser_type.connect_over_cdp(address, no_defaults=True)
        yield connected.contexts[0]
        connected.close()
    finally:
        process.kill()
        process.communicate()


def look_through(page: Page, screen: dict[str, Any]) -> None:
    """Give a tab of such a window the screen that Playwright gives its own pages."""
    session = page.context.new_cdp_session(page)  # what it sets is so for as long as it is there
    session.send(
        "Emulation.setDeviceMetricsOverride",
        {**screen["viewport"], "deviceScaleFactor": 1, "mobile": screen.get("is_mobile", False)},
    )
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": screen.get("has_touch", False)})


def empty(page: Page, address: str) -> None:
    """Throw away what a browser has kept for an address."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "local_storage"})
    session.detach()


def leave(page: Page, saving: set[Request]) -> None:
    """Close a page when it has nothing more to say: its last words would meet the next test."""
    with suppress(Error):
        page.unroute_all()
        page.wait_for_timeout(50)  # what the last act has begun, such as a closing, happens in the page as it is
        page.evaluate(LAST)
        until = time.monotonic() + 5
        while saving and time.monotonic() < until:
            page.wait_for_timeout(20)
    page.close()


def drafts(page: Page) -> set[Request]:
    """The drafts that are on their way to the studio, now and later."""
    saving: set[Request] = set()
    page.on("request", lambda request: saving.add(request) if request.url.endswith("/draft/") else None)
    for over in ("requestfinished", "requestfailed"):
        page.on(over, lambda request: saving.discard(request))
    return saving


def watch(page: Page, complaints: list[str]) -> None:
    """Note every error of a page: its scripts', its console's (the content policy's too), its requests'."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{response.status} for {response.request.method} {response.url}")

    def failed(request: Request) -> None:
        # A page that is left ends its stream, and a download is no page.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.failure} for {request.method} {request.url}")

    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("console", console)
    page.on("response", answered)
    page.on("requestfailed", failed)
