"""A small client that speaks to the stand-in as any client would, over HTTP, and pictures to send."""

import base64
import io
import ssl
import time
from typing import Any

import httpx
from PIL import Image

from generator.sandbox.server import Sandbox

CONTEXT = ssl.create_default_context()
"""Made once: it is the slow part of every new HTTP client, and nothing here is encrypted."""

PATH = "/v1/ai/gemini-2-5-flash-image-preview"


class Client:
    """HTTP with a key, and the three calls of the contract."""

    def __init__(self, sandbox: Sandbox, key: str = "fpsx-test") -> None:
        self.http = httpx.Client(base_url=sandbox.url, headers={"x-freepik-api-key": key}, timeout=20, verify=CONTEXT)

    def post(self, prompt: object = "a quiet lake", **fields: object) -> httpx.Response:
        return self.http.post(PATH, json={"prompt": prompt, **fields})

    def create(self, prompt: str = "a quiet lake", **fields: object) -> str:
        response = self.post(prompt, **fields)
        assert response.status_code == 200, response.text
        return str(response.json()["data"]["task_id"])

    def get(self, task_id: str) -> httpx.Response:
        return self.http.get(f"{PATH}/{task_id}")

    def listing(self) -> httpx.Response:
        return self.http.get(PATH)

    def data(self, task_id: str) -> dict[str, Any]:
        return dict(self.get(task_id).json()["data"])

    def finished(self, task_id: str) -> dict[str, Any]:
        until = time.monotonic() + 20
        while (data := self.data(task_id))["status"] not in ("COMPLETED", "FAILED"):
            assert time.monotonic() < until, data
            time.sleep(0.02)
        return data

    def generated(self, prompt: str = "a quiet lake", **fields: object) -> list[str]:
        return list(self.finished(self.create(prompt, **fields))["generated"])


def fetch(address: str, **headers: str) -> httpx.Response:
    """One GET without a key."""
    return httpx.get(address, headers=headers, verify=CONTEXT, timeout=20)


def picture(width: int = 64, height: int = 48, form: str = "PNG", colour: str = "teal") -> bytes:
    """Something to look at: a colour with a darker band below."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("black", (0, height * 3 // 4, width, height))
    return _encoded(image, form)


def blank(width: int, height: int, form: str = "PNG", colour: str = "white") -> bytes:
    """A canvas of one colour, which steers the shape."""
    return _encoded(Image.new("RGB", (width, height), colour), form)


def _encoded(image: Image.Image, form: str) -> bytes:
    answer = io.BytesIO()
    image.save(answer, form)
    return answer.getvalue()


def bare(content: bytes) -> str:
    return base64.b64encode(content).decode()
