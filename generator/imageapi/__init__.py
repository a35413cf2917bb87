"""The provider of pictures (contract: POST, GET, list and webhooks of one asynchronous, paid HTTP API).

Knows httpx and nothing of Atelier: no settings, no models, no Django.
"""

from generator.fetch import Fetched, FetchError
from generator.imageapi.catalogue import DEFAULT, MODELS, Model, Reference
from generator.imageapi.client import Client, Timeouts
from generator.imageapi.errors import (
    ApiError,
    Exhausted,
    InvalidAnswer,
    NotAccepted,
    NotSent,
    Refused,
    Rejected,
    Throttled,
    Unanswered,
    Unavailable,
)
from generator.imageapi.headroom import Headroom
from generator.imageapi.replies import Status, Task, TaskList, expires_at, parse_event
from generator.imageapi.signatures import (
    BadSignature,
    MissingSignature,
    StaleTimestamp,
    WebhookError,
    verify,
)

__all__ = [
    "DEFAULT",
    "MODELS",
    "ApiError",
    "BadSignature",
    "Client",
    "Exhausted",
    "FetchError",
    "Fetched",
    "Headroom",
    "InvalidAnswer",
    "MissingSignature",
    "Model",
    "NotAccepted",
    "NotSent",
    "Reference",
    "Refused",
    "Rejected",
    "StaleTimestamp",
    "Status",
    "Task",
    "TaskList",
    "Throttled",
    "Timeouts",
    "Unanswered",
    "Unavailable",
    "WebhookError",
    "expires_at",
    "parse_event",
    "verify",
]
