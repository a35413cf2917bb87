"""What a prompt's words in square brackets make the stand-in do.

Words may be combined, are read without regard to case, and unknown ones mean nothing. TABLE is the only
list: the behaviour, the text of `--help` and the tests are all made from it.
"""

import re
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """A POST answered without a task: a status, or "quota"; `once` is the first time for that prompt."""

    kind: str
    once: bool = False


@dataclass(frozen=True)
class Behaviour:
    """How one task is treated; the defaults are what a healthy provider does."""

    refusals: tuple[Refusal, ...] = ()
    answer: str = ""
    """What is sent instead of the answer to a POST that did create a task."""
    latency_factor: float = 1.0
    latency_seconds: float | None = None
    ends: str = "COMPLETED"
    between: str = ""
    """A state that nobody documented, shown for the latter half of the wait."""
    poll_faults: tuple[str, ...] = ()
    """What the first GETs of the task are answered with, one each."""
    empty: str = ""
    """ "once" or "always": COMPLETED without a picture."""
    many: bool = False
    result: str = "png"
    same: bool = False
    """The result is one picture for all, drawn once."""
    cut: str = ""
    """ "once" or "always": the download ends half way."""
    gone_once: bool = False
    expired_once: bool = False
    webhook_copies: int = 1
    webhook_forged: bool = False


TABLE: dict[str, tuple[dict[str, Any], str]] = {
    "fail": ({"ends": "FAILED"}, "ends as FAILED, without a reason"),
    "slow": ({"latency_factor": 4.0}, "takes four times as long"),
    "fast": ({"latency_seconds": 0.2}, "takes 0.2 s"),
    "never": ({"ends": "IN_PROGRESS"}, "stays IN_PROGRESS for ever"),
    "odd": (
        {"between": "PROCESSING_X"},
        "is PROCESSING_X, an undocumented state, for the latter half of the wait",
    ),
    "400": ({"refusals": (Refusal("400"),)}, "POST: 400, in the shape that wraps everything in `problem`"),
    "401": ({"refusals": (Refusal("401"),)}, "POST: 401, as for a bad key"),
    "402": ({"refusals": (Refusal("402"),)}, "POST: 402, no credit"),
    "403": ({"refusals": (Refusal("403"),)}, "POST: 403, not allowed"),
    "429": (
        {"refusals": (Refusal("429", once=True),)},
        "POST: 429 the first time for that prompt, then accepted",
    ),
    "quota": (
        {"refusals": (Refusal("quota"),)},
        "POST: 429 always, with a text about the free trial and paid plans",
    ),
    "500": ({"refusals": (Refusal("500"),)}, "POST: 500, no task"),
    "500+": ({"answer": "500"}, "POST: 500, but the task was created"),
    "502": ({"answer": "502"}, "POST: 502 from a gateway, but the task was created"),
    "503": (
        {"refusals": (Refusal("503", once=True),)},
        "POST: 503 the first time for that prompt, then accepted",
    ),
    "504": ({"answer": "504"}, "POST: 504 from a gateway, but the task was created"),
    "html": ({"answer": "html"}, "POST: 200 with an HTML page, but the task was created"),
    "drop": ({"answer": "drop"}, "POST: the connection is cut without an answer, but the task was created"),
    "hang": ({"answer": "hang"}, "POST: no answer for 120 s, then cut, but the task was created"),
    "get-404": ({"poll_faults": ("404",)}, "the first GET is 404"),
    "get-500": ({"poll_faults": ("500", "500")}, "the first two GETs are 500"),
    "get-html": ({"poll_faults": ("html",)}, "the first GET is an HTML page with status 200"),
    "empty": ({"empty": "always"}, "COMPLETED, and `generated` stays empty"),
    "empty-once": (
        {"empty": "once"},
        "COMPLETED, and `generated` is empty when it is first told (GET or webhook)",
    ),
    "many": (
        {"many": True},
        "COMPLETED with two pictures and, before them, an entry that is no http address",
    ),
    "expired": ({"expired_once": True}, "the address first told has expired; asking again gives a fresh one"),
    "cut": ({"cut": "once"}, "the first download ends half way"),
    "cut-always": ({"cut": "always"}, "every download ends half way"),
    "gone": ({"gone_once": True}, "the first download is 404"),
    "svg": ({"result": "svg"}, "the result is an SVG with a script in it that claims to be a PNG"),
    "htmlpng": ({"result": "html"}, "the result is an HTML page that claims to be a PNG"),
    "huge": ({"result": "huge"}, "the result is a PNG's beginning followed by 64 MB"),
    "bomb": ({"result": "bomb"}, "the result is a small PNG of 30,000 x 30,000 pixels"),
    "redirect": ({"result": "redirect"}, "the result redirects to http://169.254.169.254/"),
    "same": ({"same": True}, "the result is one picture for all that say so, drawn once, whatever they ask for"),
    "webp": ({"result": "webp"}, "the result is WebP, named .png"),
    "jpeg": ({"result": "jpeg"}, "the result is JPEG, named .png"),
    "no-webhook": ({"webhook_copies": 0}, "no webhook is sent"),
    "double-webhook": ({"webhook_copies": 2}, "every webhook is sent twice, with the same webhook-id"),
    "bad-webhook": ({"webhook_forged": True}, "webhooks carry a wrong signature"),
}
LISTS = frozenset({"refusals", "poll_faults"})


def steer(prompt: str) -> Behaviour:
    """The behaviour a prompt asks for. Refusals and faults add up in order; else the last word wins."""
    behaviour = Behaviour()
    for word in re.findall(r"\[([a-z0-9+-]+)\]", prompt.lower()):
        changes = dict(TABLE.get(word, ({}, ""))[0])
        for name in LISTS.intersection(changes):
            changes[name] = getattr(behaviour, name) + changes[name]
        behaviour = replace(behaviour, **changes)
    return behaviour


def table() -> str:
    """TABLE as text, one word a line."""
    return "\n".join(f"  {f'[{word}]':<17} {meaning}" for word, (_, meaning) in TABLE.items())


__doc__ = f"{__doc__}\n{table()}\n"
