"""The provider's side of a webhook: events signed as it signs them (contract 4), and what the studio counted."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.test import Client
from django.urls import reverse

from generator.models import WebhookCount

SECRET = "a shared secret"
RESULTS = ["https://cdn.example.com/one.png"]
Headers = dict[str, str]


def believing(settings: Any) -> None:
    """A studio that the provider can reach."""
    settings.FREEPIK_WEBHOOK_SECRET = SECRET
    settings.PUBLIC_URL = "https://studio.example.com"
    # So that only https results count, as with the provider itself.
    settings.FREEPIK_API_URL = "https://api.freepik.com"


def signed(body: bytes, secret: str | bytes = SECRET, at: int | None = None, message: str = "") -> Headers:
    """The headers of an event; without `message` an id of its own."""
    key = secret if isinstance(secret, bytes) else secret.encode()
    message = message or f"msg_{secrets.token_hex(12)}"
    stamp = str(int(time.time()) if at is None else int(at))
    digest = hmac.digest(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256)
    signature = "v1," + base64.b64encode(digest).decode()
    return {"webhook-id": message, "webhook-timestamp": stamp, "webhook-signature": signature}


def event(remote_id: str, status: str, urls: Iterable[str] = ()) -> bytes:
    return json.dumps({"task_id": remote_id, "status": status, "generated": list(urls)}).encode()


def deliver(browser: Client, token: str, body: bytes, headers: Headers, kind: str = "application/json") -> None:
    """Nobody learns from the answer what became of it."""
    answer = browser.post(reverse("webhook", args=[token]), body, content_type=kind, headers=headers)
    assert (answer.status_code, answer.content) == (202, b"")


def announce(
    browser: Client,
    token: str,
    status: str,
    remote_id: str,
    urls: Iterable[str] = (),
    headers: Callable[[bytes], Headers] = signed,
) -> None:
    body = event(remote_id, status, urls)
    deliver(browser, token, body, headers(body))


def counted() -> dict[str, int]:
    """How many of each kind have come; kinds that have not are left out."""
    return dict(WebhookCount.objects.filter(count__gt=0).values_list("kind", "count"))
