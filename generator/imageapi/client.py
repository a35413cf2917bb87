"""The conversation with the provider: create a task, look at one, list them, download a picture.

Promises: one method is one HTTP request, never repeated here and never redirected; the key goes to the base
URL's host and nowhere else; what fails is told as an ApiError, which knows whether the request may have
been accepted.
"""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from generator import bodies
from generator.fetch import USER_AGENT, WEB, Fetched, fetch, tls
from generator.imageapi import reasons
from generator.imageapi.catalogue import Model, Reference
from generator.imageapi.errors import InvalidAnswer, NotSent, Rejected, Unanswered, from_answer
from generator.imageapi.headroom import headroom
from generator.imageapi.replies import Task, TaskList, is_remote_id, parse_task, parse_tasks, request_id

MAX_CONNECTIONS = 8  # httpx's pool gets slower with more
LARGEST_ANSWER = 2 * 1024 * 1024
# The write timeout holds for each piece, so that large references on a slow line are no timeout.
PIECE = 64 * 1024


@dataclass(frozen=True)
class Timeouts:
    """In seconds: for each phase of a request, and `total` for all of it, against answers that drip."""

    connect: float = 5.0
    write: float = 30.0
    read: float = 30.0
    pool: float = 10.0
    total: float = 120.0


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


def key_header(host: str) -> str:
    """The header that carries the key: its name changed with the host's (contract 6.1)."""
    host = host.lower().rstrip(".")
    renamed = host == "magnific.com" or host.endswith(".magnific.com")
    return "x-magnific-api-key" if renamed else "x-freepik-api-key"


class Client:
    """For one event loop; use it as `async with Client(...) as client`. `transport` replaces the wire.

    Raises ValueError for a base URL or key that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: Timeouts | None = None,
        user_agent: str = USER_AGENT,
    ) -> None:
        self._base = _base(base_url)
        if not re.fullmatch(r"[!-~]+", key):
            raise ValueError("The API key is empty or has characters that no key has.")
        self._key = key
        self._transport = transport
        self._timeouts = timeouts or Timeouts()
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            key_header(self._base.host): key,
        }
        # A kept connection that the server is just closing breaks a POST in a way that cannot be told from
        # a lost answer, and a lost answer needs a person. So POSTs never share or reuse a connection: one
        # handshake is cheap beside a picture. GETs are harmless to repeat and many, so they keep theirs.
        self._posts = self._http(keep=0)
        self._gets = self._http(keep=MAX_CONNECTIONS)

    def _http(self, keep: int) -> httpx.AsyncClient:
        most = self._timeouts
        return httpx.AsyncClient(
            headers=self._headers,
            transport=self._transport,
            verify=tls(),
            timeout=httpx.Timeout(connect=most.connect, read=most.read, write=most.write, pool=most.pool),
            limits=httpx.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=keep, keepalive_expiry=30),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._posts.aclose()
        await self._gets.aclose()

    async def create(
        self, model: Model, prompt: str, references: Sequence[Reference] = (), webhook_url: str | None = None
    ) -> Task:
        """POST a new task, which costs money (contract 1); references are bytes, data URIs or https URLs.

        Raises ApiError; Rejected with status None when the request breaks the model's own rules and was not
        sent.
        """
        try:
            # In a thread: three large references take a third of a second, and everybody else's tasks wait.
            content = await asyncio.to_thread(_content, model, prompt, references, webhook_url)
        except ValueError as error:
            raise Rejected(str(error)) from error
        url = self._url(model)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        request = self._posts.build_request("POST", url, headers=headers, content=_pieces(content))
        return self._task(await self._send(self._posts, request))

    async def task(self, model: Model, remote_id: str) -> Task:
        """GET one task, under the path of the model that made it (contract 2). Raises ApiError.

        ValueError when the id is none.
        """
        if not is_remote_id(remote_id):
            raise ValueError(f"{reasons.clean(remote_id, self._key, 60)!r} is no task id.")
        url = self._url(model, remote_id)
        answer = await self._send(self._gets, self._gets.build_request("GET", url))
        task = self._task(answer)
        if task.remote_id != remote_id:
            raise InvalidAnswer(
                f"The provider was asked for task {remote_id} and answered with {task.remote_id}.",
                status=answer.status,
                request_id=task.request_id,
                headroom=task.headroom,
            )
        return task

    async def tasks(self, model: Model) -> TaskList:
        """GET the tasks of a model, without urls (contract 3); a free check of the key. Raises ApiError."""
        request = self._gets.build_request("GET", self._url(model))
        try:
            answer = await self._send(self._gets, request)
        except Rejected as error:
            if error.status == 404 and "tasks not found" in error.text.lower():
                return TaskList((), error.request_id, error.headroom)
            raise
        return parse_tasks(answer.body, answer.headers, key=self._key)

    async def download(self, url: str, limit: int, deadline: float) -> Fetched:
        """GET a picture at its own address, without the key; limit in bytes, deadline in seconds.

        Only public machines, except the API's own host when that is a private one, as the stand-in's is. Only
        https, except when the API itself is on plain http. Raises FetchError.
        """
        return await fetch(
            url,
            limit=limit,
            deadline=deadline,
            private_hosts=_same_host(self._base.raw_host.decode("ascii")),
            schemes=WEB if self._http_allowed else frozenset({"https"}),
            transport=self._transport,
        )

    @property
    def _http_allowed(self) -> bool:
        return self._base.scheme == "http"

    def _url(self, model: Model, remote_id: str = "") -> httpx.URL:
        path = self._base.path.rstrip("/") + model.path
        return self._base.copy_with(path=f"{path}/{remote_id}" if remote_id else path)

    def _task(self, answer: _Answer) -> Task:
        return parse_task(answer.body, answer.headers, http_allowed=self._http_allowed, key=self._key)

    async def _send(self, http: httpx.AsyncClient, request: httpx.Request) -> _Answer:
        """A 2xx answer, whole; everything else raises."""
        host = self._base.host
        try:
            async with asyncio.timeout(self._timeouts.total):
                response = await http.send(request, stream=True)
                try:
                    body = await self._body(response)
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotSent(f"{host} could not be reached ({self._cause(error)}).") from error
        except (httpx.HTTPError, OSError) as error:
            raise Unanswered(f"{host} gave no answer ({self._cause(error)}).") from error
        if not response.is_success:
            raise from_answer(
                response.status_code,
                response.headers,
                body,
                key=self._key,
                url=str(request.url),
                now=time.time(),
            )
        return _Answer(response.status_code, response.headers, body)

    async def _body(self, response: httpx.Response) -> bytes:
        try:
            return await bodies.read(response, LARGEST_ANSWER)
        except (bodies.Overlong, bodies.Undecodable, httpx.HTTPError, OSError) as error:
            if not response.is_success:
                return b""  # the status alone says what happened
            raise InvalidAnswer(
                f"{self._base.host} gave an answer that cannot be read ({self._cause(error)}).",
                status=response.status_code,
                request_id=request_id(response.headers, self._key),
                headroom=headroom(response.headers),
            ) from error

    def _cause(self, error: BaseException) -> str:
        return reasons.clean(f"{type(error).__name__}: {error}".rstrip(": "), self._key, 200)


def _content(model: Model, prompt: str, references: Sequence[Reference], webhook_url: str | None) -> bytes:
    return json.dumps(model.body(prompt, references, webhook_url)).encode()


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


def _base(base_url: str) -> httpx.URL:
    try:
        base = httpx.URL(base_url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ValueError("The API's base URL cannot be read.") from error
    if base.scheme not in WEB or not base.host or base.userinfo or base.query or base.fragment:
        raise ValueError("The API's base URL must look like https://api.magnific.com.")
    vendors = base.host == "api.freepik.com" or key_header(base.host) == "x-magnific-api-key"
    if vendors and base.scheme != "https":
        raise ValueError("The provider takes https only; plain http would show the key to everybody.")
    return base


def _same_host(host: str) -> frozenset[str]:
    """The names of the API's own machine. fetch needs them only when they lead to a private address."""
    loopback = frozenset({"localhost", "127.0.0.1", "::1"})
    return loopback if host in loopback else frozenset({host})
