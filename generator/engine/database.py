"""The database, from the loop: one thread with one connection, which waits out what passes.

What waits for that thread is written with one commit: making a commit safe against a power cut costs more than all
that most of them write, and a hundred generations then cost hardly more than ten.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
PATIENCE_SECONDS = 60.0
# So many in one transaction at most: other processes wait for its end.
MOST_AT_ONCE = 12

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine-database")
_waiting: "deque[_Call]" = deque()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Call:
    run: Callable[[], Any]
    answer: "asyncio.Future[Any]"
    alone: bool


async def in_database(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function of the rows off the loop; what it wrote is committed when this returns.

    What it does must be one transaction that may be done again: a lost connection or a locked database is waited
    out for a minute, because what the provider has just answered must not be forgotten.
    """
    return await _called(lambda: function(*args, **kwargs), alone=False)


async def apart(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The same for what takes its time, with files for instance: nobody waits for it in a transaction."""
    return await _called(lambda: function(*args, **kwargs), alone=True)


async def close() -> None:
    """Let the connection go, at the end of a term."""
    # `connection` is another object in every thread: it must be looked up in the one that it belongs to.
    await asyncio.get_running_loop().run_in_executor(_thread, lambda: connection.close())


async def _called(run: Callable[[], R], alone: bool) -> R:
    call = _Call(run, asyncio.get_running_loop().create_future(), alone)
    with _lock:
        _waiting.append(call)
    _thread.submit(_serve)
    # Canceling the waiting job must not lose what is being written.
    answer: R = await asyncio.shield(call.answer)
    return answer


def _serve() -> None:
    """Run what waits, as far as it goes together; for whoever comes late there is nothing left."""
    with _lock:
        calls = [_waiting.popleft()] if _waiting else []
        while calls and not calls[0].alone and len(calls) < MOST_AT_ONCE and _waiting and not _waiting[0].alone:
            calls.append(_waiting.popleft())
    if not calls:
        return
    try:
        results = _patiently(calls)
    except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
        results = [(None, error)] * len(calls)
    for call, (value, failure) in zip(calls, results, strict=True):
        call.answer.get_loop().call_soon_threadsafe(_answer, call.answer, value, failure)


def _answer(future: "asyncio.Future[Any]", value: Any, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)


def _patiently(calls: Sequence[_Call]) -> list[tuple[Any, BaseException | None]]:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if len(calls) == 1:
                return [_result(calls[0].run)]
            with transaction.atomic():
                return [_result(transaction.atomic(call.run)) for call in calls]
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > give_up or connection.in_atomic_block:
                raise
            logger.warning("the database does not answer (%s); trying again", error)
            connection.close()
            time.sleep(0.5)


def _result(run: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    """What it gives, or why it fails; trouble with the database itself concerns all."""
    try:
        return run(), None
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - raised again by whoever waits
        return None, error
