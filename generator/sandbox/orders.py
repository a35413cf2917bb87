"""Whether the body of a POST is an order the provider would take (contract 1.1, 1.4)."""

import base64
import binascii
import io
import json
from urllib.parse import urlsplit

from PIL import Image, ImageOps

from generator.sandbox.edits import placeholder
from generator.sandbox.tasks import Order, Picture

MOST_REFERENCES = 3
GROUND_SIDE = 768
INSET_SIDE = 256
"""The first reference is the ground of the picture and is kept larger than the others."""


class Refused(Exception):
    """A body that fails validation; `body` is the 400's, `problem` makes it application/problem+json."""

    def __init__(self, body: dict[str, object], problem: bool = False) -> None:
        super().__init__(str(body["message"]))
        self.body = body
        self.problem = problem


def read_order(raw: bytes) -> Order:
    """The order in a request's body; decodes pictures, so not for the event loop. Raises Refused."""
    try:
        body = json.loads(raw)
    except ValueError:
        raise Refused({"message": "The body of the request is not valid JSON"}) from None
    if not isinstance(body, dict):
        raise Refused({"message": "Parameter ':attribute' is not valid"})
    prompt = body.get("prompt")
    if prompt is None or prompt == "" or (isinstance(prompt, str) and not prompt.strip()):
        raise _unfit("prompt", "Parameter 'prompt' must not be empty")
    if not isinstance(prompt, str):
        raise _unfit("prompt", "Parameter 'prompt' must be a string")
    return Order(prompt, _references(body.get("reference_images")), _webhook_url(body.get("webhook_url")))


def _unfit(name: str, reason: str) -> Refused:
    said: dict[str, object] = {
        "message": "Your request parameters didn't validate.",
        "invalid_params": [{"name": name, "reason": reason}],
    }
    return Refused(said, problem=True)


def _unfit_image(index: int, reason: str) -> Refused:
    """The shape met in reality on a sibling, which differs from the documented one (contract 1.4)."""
    field = f"body.reference_images[{index}]"
    return Refused({"message": "Image validation failed", "invalid_params": [{"field": field, "reason": reason}]})


def _webhook_url(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not _is_address(value):
        raise _unfit("webhook_url", "Parameter 'webhook_url' must be a valid URL")
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _references(value: object) -> tuple[Picture, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _unfit("reference_images", "Parameter 'reference_images' must be an array")
    if len(value) > MOST_REFERENCES:
        raise _unfit("reference_images", f"Parameter 'reference_images' must have at most {MOST_REFERENCES} items")
    return tuple(_reference(index, item) for index, item in enumerate(value))


def _reference(index: int, item: object) -> Picture:
    if not isinstance(item, str):
        raise _unfit_image(index, "Invalid image format")
    if item.startswith(("http://", "https://")):
        if not _is_address(item):
            raise _unfit_image(index, "Invalid image format")
        return Picture(placeholder(item), None)
    side = INSET_SIDE if index else GROUND_SIDE
    try:
        content = base64.b64decode(item, validate=True)
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as opened:
            size = opened.size
            opened.draft("RGB", (side, side))
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((side, side), Image.Resampling.BICUBIC)
            answer = io.BytesIO()
            _opaque(picture).save(answer, "JPEG", quality=86)
    except (
        binascii.Error,
        ValueError,
        OSError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise _unfit_image(index, "Invalid image format") from None
    return Picture(answer.getvalue(), size)


def _opaque(picture: Image.Image) -> Image.Image:
    full = picture.convert("RGBA")
    paper = Image.new("RGB", full.size, (255, 255, 255))
    paper.paste(full, mask=full.getchannel("A"))
    return paper
