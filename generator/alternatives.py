"""Alternatives in a prompt: `{red|blue} bicycle` is two prompts.

Braces without a bar are left as they are. Several groups multiply, the last one changing fastest.
"""

import itertools
import math
import re

GROUP = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")


def number(prompt: str) -> int:
    """How many prompts it makes, without making them (before repetitions are left out)."""
    return math.prod(group.count("|") + 1 for group in GROUP.findall(prompt))


def expanded(prompt: str) -> list[str]:
    """The prompts it stands for, each once, in order; one without alternatives stands for itself."""
    pieces = GROUP.split(prompt)
    if len(pieces) == 1:
        return [prompt]
    # Every second piece is what stood between braces.
    options = [
        [option.strip() for option in piece.split("|")] if place % 2 else [piece]
        for place, piece in enumerate(pieces)
    ]
    return list(dict.fromkeys(_joined(choice) for choice in itertools.product(*options)))


def _joined(choice: tuple[str, ...]) -> str:
    # An alternative may be empty: "a {very|} tall tree".
    return re.sub(r"(?<=\S) {2,}(?=\S)", " ", "".join(choice)).strip()
