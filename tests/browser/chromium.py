"""The Chromium of this machine, and what goes wrong in its pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
HOW_TO_GET_ONE = "no Chromium found; get one with: apt install chromium (or name one in CHROMIUM)"


def found() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


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
