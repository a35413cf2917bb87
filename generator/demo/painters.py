"""What runs in processes of its own: painting, and all the work on a picture's files."""

import json
from pathlib import Path
from typing import Any

from generator.engine.submit import Order
from generator.imageapi import MODELS
from generator.models import Attempt, Picture
from generator.sandbox import orders, painting


def painted(order: Order, seed: str) -> bytes:
    """A PNG: what the stand-in answers to the request that the studio sends."""
    body = MODELS[order.model].body(order.prompt, order.references, None)
    asked = orders.read_order(json.dumps(body).encode())
    picture = painting.paint(asked.prompt, [reference.small for reference in asked.references], seed)
    return painting.encode(picture, "png")


def stored(attempt: Attempt, order: Order, seed: str) -> dict[str, Any]:
    """The files of an attempt's picture, as they are stored in life; the fields of its row."""
    return Picture.verified(attempt, 0, painted(order, seed))


def uploaded(file: str, prompt: str) -> bytes:
    """What somebody brings along, in the format that its name says."""
    form = {".jpg": "jpeg"}.get(Path(file).suffix, "png")
    return painting.encode(painting.paint(prompt, [], file), form)
