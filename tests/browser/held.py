"""Answers that take their time on the way, while something else happens."""

from collections.abc import Iterator, Sized
from contextlib import contextmanager

from playwright.sync_api import APIResponse, Page, Route

from tests.program.running import wait_until


@contextmanager
def answers_held(page: Page, pattern: str) -> Iterator[list[tuple[Route, APIResponse]]]:
    """What matches is answered at once, and the answers are on their way until the end."""
    held: list[tuple[Route, APIResponse]] = []
    page.route(pattern, lambda route: held.append((route, route.fetch())))
    yield held
    for route, answer in held:
        route.fulfill(response=answer)
    page.unroute(pattern)


def wait_for_one(page: Page, held: Sized) -> None:
    """What is routed has got as far as the one that holds it."""
    wait_until(lambda: page.wait_for_timeout(50) or held)
