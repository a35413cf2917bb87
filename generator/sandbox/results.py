"""The result files: drawn while their tasks are in progress, and the unpleasant things that a prompt can order."""

import asyncio
import re
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from generator.sandbox import painting
from generator.sandbox.connections import HalfAnswer
from generator.sandbox.counters import Counters
from generator.sandbox.tasks import Task, Tasks

AT_ONCE = 2
KEPT = 64
HUGE = 64 * 1024 * 1024
PNG_START = b"\x89PNG\r\n\x1a\n"
BOMB_SIDE = 30_000
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400"/>'
    "<script>alert(document.domain)</script></svg>"
)
HTML = "<!DOCTYPE html><html><body><script>alert(document.domain)</script>Not a picture</body></html>"
ELSEWHERE = "http://169.254.169.254/"


class Results:
    """Serves `/results/{name}`; at most two pictures are drawn at once, none of them in the event loop."""

    def __init__(self, tasks: Tasks, counters: Counters) -> None:
        self.tasks = tasks
        self.counters = counters
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sandbox-painter")
        self._drawn: OrderedDict[tuple[str, ...], asyncio.Future[bytes]] = OrderedDict()
        self._begun: set[asyncio.Future[tuple[bytes, str]]] = set()

    def close(self) -> None:
        """Ends the painters."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, task: Task) -> None:
        """Starts on a picture while its task is in progress, if few are waiting; else it is drawn when asked for."""
        waiting = sum(not drawn.done() for drawn in self._drawn.values())
        if task.behaviour.ends == "COMPLETED" and waiting < KEPT // 2:
            drawing = asyncio.ensure_future(self._content(task, "0"))
            self._begun.add(drawing)
            drawing.add_done_callback(self._begun.discard)

    async def serve(self, request: Request) -> Response:
        """The file behind a signed address: 403 when the signature is wrong or has expired."""
        name = request.path_params["name"]
        if request.headers.get("x-freepik-api-key") or request.headers.get("x-magnific-api-key"):
            self.counters.requests["leaked_keys"] += 1
        found = re.fullmatch(r"result_NANO_BANANA_([0-9a-f-]{36})_([01])\.png", name)
        task = self.tasks.get(found[1]) if found else None
        if not self.tasks.signed(name, request.query_params.get("token", "")):
            return PlainTextResponse("Access denied\n", 403)
        if task is None or found is None:
            return PlainTextResponse("Not found\n", 404)
        return await self._result(task, found[2])

    async def _result(self, task: Task, index: str) -> Response:
        wants = task.behaviour
        before = task.downloads.get(index, 0)
        task.downloads[index] = before + 1
        if wants.gone_once and before == 0:
            return PlainTextResponse("Not found\n", 404)
        if wants.result == "redirect":
            return RedirectResponse(ELSEWHERE, 302)
        if wants.result == "huge":
            return StreamingResponse(_huge(), media_type="image/png", headers={"content-length": str(HUGE)})
        content, kind = await self._content(task, index)
        if wants.cut == "always" or (wants.cut == "once" and before == int(wants.gone_once)):
            return HalfAnswer(content, media_type=kind)
        return Response(content, media_type=kind, headers={"cache-control": "public, max-age=3600"})

    async def _content(self, task: Task, index: str) -> tuple[bytes, str]:
        form = task.behaviour.result
        if form == "svg":
            return SVG.encode(), "image/png"
        if form == "html":
            return HTML.encode(), "image/png"
        if form == "bomb":
            return await self._once(("bomb",), bomb), "image/png"
        small = [reference.small for reference in task.order.references]
        prompt, name = task.order.prompt, task.task_id
        if task.behaviour.same:
            # For measuring a program beside it: a thousand pictures cost the processor of one.
            small, prompt, name = [], "", "same"

        def draw() -> bytes:
            return painting.encode(painting.paint(prompt, small, f"{name}/{index}"), form)

        return await self._once((name, index, form), draw), painting.FORMATS[form]

    async def _once(self, name: tuple[str, ...], draw: Callable[[], bytes]) -> bytes:
        """What `draw` makes, from the cache or from a painter; those who ask meanwhile share it."""
        drawn = self._drawn.get(name)
        if drawn is None:
            drawn = self._drawn[name] = asyncio.get_running_loop().run_in_executor(self._pool, draw)
            if len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(name)
        try:
            return await asyncio.shield(drawn)
        except Exception:
            self._drawn.pop(name, None)
            raise


async def _huge() -> AsyncIterator[bytes]:
    block = bytes(64 * 1024)
    yield PNG_START + block[len(PNG_START) :]
    for _ in range(HUGE // len(block) - 1):
        yield block


@lru_cache(maxsize=1)
def bomb() -> bytes:
    """A valid PNG of 900 megapixels in about a hundred kilobytes."""
    packer = zlib.compressobj(1)
    row = bytes(1 + (BOMB_SIDE + 7) // 8)
    packed = b"".join(packer.compress(row * 1000) for _ in range(BOMB_SIDE // 1000)) + packer.flush()
    head = BOMB_SIDE.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    return PNG_START + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b"")))


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
