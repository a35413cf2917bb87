"""How much the provider will still take, as its answers tell it (contract 1.2 and 5).

Nothing here raises: a header that makes no sense counts as absent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

# Above these a number is not believed: an epoch where seconds belong, or noise.
MOST_REQUESTS = 10_000_000
LONGEST_WAIT = 86_400


@dataclass(frozen=True)
class Headroom:
    """Requests allowed in a window, requests left in it, and seconds until it starts anew."""

    limit: int
    remaining: int
    reset_seconds: int


def headroom(headers: Mapping[str, str]) -> Headroom | None:
    """From x-ratelimit-limit, -remaining and -reset (in seconds); None unless all three make sense."""
    limit = _number(headers.get("x-ratelimit-limit"), MOST_REQUESTS)
    remaining = _number(headers.get("x-ratelimit-remaining"), MOST_REQUESTS)
    reset = _number(headers.get("x-ratelimit-reset"), LONGEST_WAIT)
    if limit is None or remaining is None or reset is None:
        return None
    return Headroom(limit, remaining, reset)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait: from Retry-After (seconds or an HTTP date), else from x-ratelimit-reset, else None.

    `now` is unix time. Never negative, never more than a day.
    """
    told = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,18}", told):
        return float(min(int(told), LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(told).timestamp()
    except (ValueError, OverflowError):
        return _number(headers.get("x-ratelimit-reset"), LONGEST_WAIT)
    return min(max(until - now, 0.0), float(LONGEST_WAIT))


def _number(told: str | None, most: int) -> int | None:
    if told is None or not re.fullmatch(r"[0-9]{1,18}", told.strip()):
        return None
    number = int(told)
    return number if number <= most else None
