"""What the provider says about tasks, as frozen values.

Parsing is tolerant where the provider is known to vary (a missing `data` wrapper, a missing or odd
`generated`, new status words) and strict about the one thing that everything hangs on: the task's id.
"""

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from generator.imageapi import reasons
from generator.imageapi.errors import InvalidAnswer
from generator.imageapi.headroom import Headroom, headroom

LARGEST_EVENT = 256 * 1024
MOST_URLS = 16
LONGEST_URL = 4096


class Status(StrEnum):
    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Task:
    """One remote task; `urls` are its pictures, `word` is the provider's own word for the status.

    A word that is not in the contract counts as IN_PROGRESS: not finished (contract 1.3).
    """

    remote_id: str
    status: Status
    urls: tuple[str, ...] = ()
    request_id: str = ""
    headroom: Headroom | None = None
    word: str = ""

    @property
    def finished(self) -> bool:
        return self.status in (Status.COMPLETED, Status.FAILED)


@dataclass(frozen=True)
class TaskList:
    """The tasks of one model, in the provider's undocumented order, without their urls (contract 3)."""

    tasks: tuple[Task, ...]
    request_id: str = ""
    headroom: Headroom | None = None


def is_remote_id(value: object) -> bool:
    """Whether this may be a task id: safe in a path and in a log. The provider's are UUIDs."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,128}", value) is not None


def parse_task(body: bytes, headers: Mapping[str, str], *, http_allowed: bool, key: str = "") -> Task:
    """A task from the body of a POST, a GET or a webhook. Raises InvalidAnswer."""
    content = reasons.parse(body)
    if isinstance(content, dict):
        content = content.get("data") or content
    task = _task(content, headers, http_allowed)
    if task is None:
        raise _invalid("The provider's answer names no task.", body, headers, key)
    return task


def parse_tasks(body: bytes, headers: Mapping[str, str], *, key: str = "") -> TaskList:
    """A list of tasks; entries without a usable id are left out. Raises InvalidAnswer when it is no list."""
    content = reasons.parse(body)
    if isinstance(content, dict):
        content = content.get("data")
    if not isinstance(content, list):
        raise _invalid("The provider's answer is no list of tasks.", body, headers, key)
    tasks = tuple(task for entry in content if (task := _task(entry, {}, False)) is not None)
    return TaskList(tasks, request_id(headers, key), headroom(headers))


def parse_event(body: bytes, http_allowed: bool) -> Task:
    """A task from the raw body of a webhook, with or without a `data` wrapper (contract 4).

    Raises InvalidAnswer. Check the signature first.
    """
    if len(body) > LARGEST_EVENT:
        raise InvalidAnswer(f"The webhook's body is over the limit of {LARGEST_EVENT // 1024} KB.")
    return parse_task(body, {}, http_allowed=http_allowed)


def expires_at(url: str) -> int | None:
    """Unix time at which a picture's address stops working, read from `token=exp=<unix>~` (contract 2)."""
    found = re.search(r"[?&]token=exp=([0-9]{1,12})~", urllib.parse.unquote(url))
    return int(found[1]) if found else None


def request_id(headers: Mapping[str, str], key: str = "") -> str:
    return reasons.clean(headers.get("x-request-id", ""), key, 100)


def _task(entry: object, headers: Mapping[str, str], http_allowed: bool) -> Task | None:
    if not isinstance(entry, dict) or not is_remote_id(entry.get("task_id")):
        return None
    word = entry.get("status")
    word = word if isinstance(word, str) else ""
    known = word.upper() in Status.__members__
    return Task(
        remote_id=entry["task_id"],
        status=Status(word.upper()) if known else Status.IN_PROGRESS,
        urls=_urls(entry.get("generated"), http_allowed),
        request_id=request_id(headers),
        headroom=headroom(headers),
        word=word if known else reasons.clean(word, most=40),
    )


def _urls(generated: Any, http_allowed: bool) -> tuple[str, ...]:
    """Entries may be other things than web addresses (contract 2); those are left out."""
    schemes = ("https://", "http://") if http_allowed else ("https://",)
    found: dict[str, None] = {}
    for entry in generated if isinstance(generated, list) else ():
        url = entry.get("url") if isinstance(entry, dict) else entry
        if isinstance(url, str) and len(url) <= LONGEST_URL and url.isprintable() and url.startswith(schemes):
            found[url] = None
    return tuple(found)[:MOST_URLS]


def _invalid(sentence: str, body: bytes, headers: Mapping[str, str], key: str) -> InvalidAnswer:
    return InvalidAnswer(
        sentence,
        status=200 if headers else None,
        request_id=request_id(headers, key),
        text=reasons.clean(body[:65536].decode("utf-8", "replace"), key),
        headroom=headroom(headers),
    )
