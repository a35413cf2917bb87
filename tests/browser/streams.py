"""Which pages have a stream of the server's open."""

from playwright.sync_api import Page, Request


class Streams:
    """The streams that are open, by their page."""

    def __init__(self) -> None:
        self.open: list[Page] = []
        self._pages: list[Page] = []

    def watch(self, page: Page) -> None:
        self._pages.append(page)

        def begun(request: Request) -> None:
            if "/live/?" in request.url:
                self.open.append(page)

        def ended(request: Request) -> None:
            if "/live/?" in request.url:
                self.open.remove(page)

        page.on("request", begun)
        page.on("requestfailed", ended)
        page.on("requestfinished", ended)

    def expect(self, *listening: Page) -> None:
        """These pages listen before long, once each, and no others."""
        for _ in range(300):
            if len(self.open) == len(listening) and set(self.open) == set(listening):
                return
            self._pages[0].wait_for_timeout(100)
        assert self.open == list(listening)
