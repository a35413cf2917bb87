"""The stand-in as an ASGI application: the three API paths, the results, and figures about itself.

POST, GET one and GET list answer as the contract's sections 1, 2 and 3 say; `GET /sandbox/stats` is ours.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator.sandbox import answers, steering
from generator.sandbox.connections import HANG_SECONDS, NoAnswer
from generator.sandbox.counters import Counters
from generator.sandbox.limits import Limits, Verdict
from generator.sandbox.options import Options
from generator.sandbox.orders import Refused, read_order
from generator.sandbox.results import Results
from generator.sandbox.tasks import Task, Tasks
from generator.sandbox.webhooks import Webhooks

PATH = "/v1/ai/gemini-2-5-flash-image-preview"
BODY_LIMIT = 64 * 1024 * 1024
IN_LOOP = 32 * 1024
"""A body up to this many bytes is read in the event loop: it holds at most a thumbnail."""

Handler = Callable[[Request, bytes], Awaitable[Response]]


class Counting:
    """Counts a request from its head to the end of its answer, however long that takes."""

    def __init__(self, app: ASGIApp, counters: Counters) -> None:
        self.app = app
        self.counters = counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on."""
        kind = _kind(scope) if scope["type"] == "http" else ""
        with self.counters.one(kind) if kind else nullcontext():
            await self.app(scope, receive, send)


def _kind(scope: Scope) -> str:
    path: str = scope["path"]
    if path == PATH:
        return "post" if scope["method"] == "POST" else "list"
    if path.startswith(f"{PATH}/"):
        return "get"
    return "result" if path.startswith("/results/") else ""


class Sandbox:
    """One stand-in: its tasks, its figures and its answers."""

    def __init__(self, options: Options, address: str) -> None:
        self.options = options
        self.counters = Counters()
        self.tasks = Tasks(options, address)
        self.limits = Limits(options.rate_limit)
        self.results = Results(self.tasks, self.counters)
        self._refused: set[tuple[str, str]] = set()

    def app(self) -> Starlette:
        """The application to serve."""
        routes = [
            Route(PATH, self._guarded(self._create), methods=["POST"]),
            Route(PATH, self._guarded(self._list), methods=["GET"]),
            Route(PATH + "/{task_id}", self._guarded(self._read), methods=["GET"]),
            Route("/results/{name}", self.results.serve, methods=["GET"]),
            Route("/sandbox/stats", self._stats, methods=["GET"]),
            Route("/", self._front, methods=["GET"]),
        ]
        return Starlette(
            routes=routes,
            lifespan=self._lifespan,
            middleware=[Middleware(Counting, counters=self.counters)],
            exception_handlers={404: self._nothing},
        )

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - the framework's signature
        self.webhooks = Webhooks(self.options, self.tasks, self.counters)
        delivering = asyncio.create_task(self.webhooks.run())
        try:
            yield
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering

    def close(self) -> None:
        """Ends the painters and closes the state file."""
        self.results.close()
        self.tasks.close()

    def _guarded(self, handle: Handler) -> Callable[[Request], Awaitable[Response]]:
        """A handler behind the key and the rate limit; a 401 is not counted and tells no limit."""

        async def endpoint(request: Request) -> Response:
            body = await _body(request)
            key = request.headers.get("x-magnific-api-key") or request.headers.get("x-freepik-api-key") or ""
            refusal = self._refusal(key)
            if refusal is not None:
                return _closing(refusal) if request.method == "POST" else refusal
            verdict = self.limits.count(key)
            if not verdict.passes:
                response = answers.message(429)
            elif body is None:
                response = answers.message(413, "The body of the request is too large")
            else:
                response = await handle(request, body)
            return self._counted(response, verdict)

        return endpoint

    def _refusal(self, key: str) -> Response | None:
        if not key:
            return answers.message(401, "Missing API key")
        if key.startswith("bad") or (self.options.key and key != self.options.key):
            return answers.invalid_key()
        return None

    def _counted(self, response: Response, verdict: Verdict) -> Response:
        if response.status_code == 401:
            return response
        response.headers.update(verdict.headers())
        if response.status_code == 429:
            self.counters.requests["answered_429"] += 1
            if self.options.retry_after:
                response.headers["retry-after"] = str(verdict.reset)
        return response

    async def _create(self, request: Request, body: bytes) -> Response:
        try:
            order = read_order(body) if len(body) <= IN_LOOP else await asyncio.to_thread(read_order, body)
        except Refused as refused:
            kind = "application/problem+json" if refused.problem else "application/json"
            return answers.answer(400, refused.body, kind)
        for refusal in steering.steer(order.prompt).refusals:
            seen = (refusal.kind, order.prompt)
            if not (refusal.once and seen in self._refused):
                self._refused.add(seen)
                return _refuse(refusal.kind)
        seconds = self.options.post_latency.of(secrets.token_hex(4))
        await asyncio.sleep(seconds / 2)
        task = self.tasks.create(order)
        self.results.begin(task)
        self.counters.peak("peak_tasks", self.tasks.unfinished())
        self.webhooks.watch(task)
        await asyncio.sleep(seconds / 2)
        task.answered = not (task.behaviour.answer or await request.is_disconnected())
        return _spoiled(task.behaviour.answer) or answers.answer(200, {"data": self._created(task)})

    def _created(self, task: Task) -> dict[str, object]:
        return {"task_id": task.task_id, "status": "CREATED", "generated": []}

    async def _read(self, request: Request, body: bytes) -> Response:  # noqa: ARG002 - one signature for all
        task = self.tasks.get(request.path_params["task_id"])
        if task is None:
            return answers.message(404)
        task.polls += 1
        faults = task.behaviour.poll_faults
        if task.polls <= len(faults):
            fault = faults[task.polls - 1]
            return answers.page(200, "One moment") if fault == "html" else answers.message(int(fault))
        return answers.answer(200, {"data": self.tasks.tell(task)})

    async def _list(self, request: Request, body: bytes) -> Response:  # noqa: ARG002 - one signature for all
        if self.options.empty_list_404 and not len(self.tasks):
            return answers.message(404, "Tasks not found")
        return answers.answer(200, {"data": self.tasks.listing()})

    async def _stats(self, request: Request) -> Response:  # noqa: ARG002 - the framework's signature
        return JSONResponse({"requests": dict(self.counters.requests), "tasks": self.tasks.figures()})

    async def _front(self, request: Request) -> Response:  # noqa: ARG002 - the framework's signature
        return PlainTextResponse(steering.__doc__ or "")

    async def _nothing(self, request: Request, problem: Any) -> Response:  # noqa: ARG002 - the framework's signature
        return answers.message(404, "Not found")


async def _body(request: Request) -> bytes | None:
    """The whole body, or None when it is larger than anything a client should send."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= BODY_LIMIT:
            parts.append(part)
    return b"".join(parts) if size <= BODY_LIMIT else None


def _closing(response: Response) -> Response:
    response.headers["connection"] = "close"
    return response


def _refuse(kind: str) -> Response:
    """The answer to a POST that creates no task."""
    if kind == "quota":
        return answers.message(429, answers.QUOTA)
    if kind == "400":
        return answers.problem("prompt", "Parameter 'prompt' is not valid")
    if kind == "401":
        return _closing(answers.invalid_key())
    return answers.message(int(kind))


def _spoiled(kind: str) -> Response | None:
    """What is sent instead of the news that a task was created."""
    if kind == "drop":
        return NoAnswer()
    if kind == "hang":
        return NoAnswer(HANG_SECONDS)
    if kind == "html":
        return answers.page(200, "Just a moment")
    if kind in ("502", "504"):
        return answers.page(int(kind), f"{kind} {answers.GATEWAY[int(kind)]}")
    return answers.message(int(kind)) if kind else None
