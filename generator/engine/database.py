"""The database, from the loop: one thread with one connection, which waits out what passes."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
PATIENCE_SECONDS = 60.0

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine-database")


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function of the rows off the loop. What it does must be one transaction that may be done again.

    A lost connection or a locked database is waited out for a minute: what the provider has just answered must
    not be forgotten because of it.
    """
    job = asyncio.get_running_loop().run_in_executor(_thread, lambda: _patiently(function, *args, **kwargs))
    # Canceling the waiting job must not lose what is being written.
    return await asyncio.shield(job)


def _patiently(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return function(*args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > give_up or connection.in_atomic_block:
                raise
            logger.warning("the database does not answer (%s); trying again", error)
            connection.close()
            time.sleep(0.5)


async def close() -> None:
    """Let the connection go, at the end of a term."""
    # `connection` is another object in every thread: it must be looked up in the one that it belongs to.
    await asyncio.get_running_loop().run_in_executor(_thread, lambda: connection.close())
