"""The provider's words, made fit to be shown and stored.

There are no error codes in this API, only prose (contract 1.4). Everything that leaves this module is one
line of printable text, of bounded length, without the API key.
"""

import json
import re
from typing import Any

LONGEST_TEXT = 500

# Waiting seconds does not help against these: a 429 that speaks of them is about money (contract 1.4).
_QUOTA = re.compile(
    r"\b(quota|(free )?trial|plan|plans|daily|per day|tomorrow|upgrade|credits?|billing|subscription)\b", re.I
)


def parse(body: bytes) -> Any:
    """The JSON value of a body, or None when it is none (HTML, nothing, nonsense)."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def clean(text: str, key: str = "", most: int = LONGEST_TEXT) -> str:
    """One printable line of at most `most` characters, with the key taken out before anything is cut."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if key:
        text = text.replace(key, "[key]")
    return text if len(text) <= most else text[: most - 1] + "…"


def message(body: Any) -> str:
    """The `message` of an error body, also when it sits under `problem`; "" when there is none."""
    for holder in _holders(body):
        if isinstance(holder.get("message"), str):
            return str(holder["message"]).strip()
    return ""


def reason(body: Any) -> str:
    """What is wrong with a request: the message, then each invalid parameter in words.

    Takes every shape of contract 1.4: invalid_params on top or under `problem`, items with `field` or `name`.
    "" when the body says nothing.
    """
    said = message(body)
    details: list[str] = []
    for holder in _holders(body):
        params = holder.get("invalid_params")
        for item in params if isinstance(params, list) else ():
            if isinstance(item, dict):
                details.append(_detail(item))
    told = "; ".join(dict.fromkeys(detail for detail in details if detail))
    if said and told:
        return f"{said.rstrip('.: ')}: {told}"
    return said or told


def speaks_of_quota(body: Any) -> bool:
    """Whether a 429 means a used-up quota or plan rather than too many requests at once."""
    return _QUOTA.search(reason(body)) is not None


def _holders(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, dict):
        return []
    return [holder for holder in (body, body.get("problem")) if isinstance(holder, dict)]


def _detail(item: dict[str, Any]) -> str:
    where = item.get("field", item.get("name"))
    why = item.get("reason")
    name = _name(where) if isinstance(where, str) else ""
    told = why.strip() if isinstance(why, str) else ""
    if name and told:
        return f"{name}: {told}"
    return told or (f"{name} is not valid" if name else "")


def _name(field: str) -> str:
    """`body.reference_images[0]` is "reference 1" to the author."""
    field = field.strip().removeprefix("body.")
    numbered = re.fullmatch(r"reference_images(?:\[|\.)([0-9]{1,3})\]?.*", field)
    if numbered:
        return f"reference {int(numbered[1]) + 1}"
    return "references" if field == "reference_images" else field
