"""Whether a webhook really comes from the provider (contract 4).

WebhookError
├── MissingSignature   one of the three headers is not there
├── BadSignature       somebody else signed it, or it was changed on the way
└── StaleTimestamp     well signed, but long ago: perhaps a replay
"""

import base64
import contextlib
import hashlib
import hmac
import re
from collections.abc import Mapping

TOLERANCE_SECONDS = 300
# A real header has one or two; each costs work for every reading of the secret.
MOST_SIGNATURES = 10


class WebhookError(Exception):
    pass


class MissingSignature(WebhookError):
    pass


class BadSignature(WebhookError):
    pass


class StaleTimestamp(WebhookError):
    pass


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Accept a webhook's raw body or raise a WebhookError; `now` is unix time, header names are of any case.

    The secret's encoding is contradictory in the documentation, so its UTF-8 bytes, Base64 and hex are all
    tried, with and without a `whsec_` prefix. ValueError when the secret is empty.
    """
    keys = _keys(secret)
    lowered = {name.lower(): value for name, value in headers.items()}
    message_id = lowered.get("webhook-id", "")
    sent = lowered.get("webhook-timestamp", "")
    signatures = lowered.get("webhook-signature", "").split()
    if not (message_id and sent and signatures):
        raise MissingSignature("The webhook carries no signature.")
    content = b".".join((message_id.encode("utf-8", "replace"), sent.encode("utf-8", "replace"), body))
    expected = [base64.b64encode(hmac.digest(key, content, hashlib.sha256)) for key in keys]
    given = [entry.partition(",")[2].encode("utf-8", "replace") for entry in signatures[:MOST_SIGNATURES]]
    # A list, not a generator: every pair is compared, so that time tells nothing.
    if not any([hmac.compare_digest(ours, theirs) for ours in expected for theirs in given]):  # noqa: C419
        raise BadSignature("The webhook's signature does not match. Check the webhook secret.")
    if not re.fullmatch(r"[0-9]{1,12}", sent) or abs(now - int(sent)) > TOLERANCE_SECONDS:
        raise StaleTimestamp("The webhook was signed too long ago. Check this machine's clock.")


def _keys(secret: str) -> list[bytes]:
    keys: dict[bytes, None] = {}
    for text in (secret.strip(), secret.strip().removeprefix("whsec_")):
        keys[text.encode()] = None
        with contextlib.suppress(ValueError):
            keys[base64.b64decode(text, validate=True)] = None
        with contextlib.suppress(ValueError):
            keys[bytes.fromhex(text)] = None
    keys.pop(b"", None)
    if not keys:
        raise ValueError("The webhook secret is empty.")
    return list(keys)
