"""The models that can be asked for, as data: where each lives and how its request is written (contract 6.3).

A new model of the same kind is one more entry of MODELS; only a new way of writing references needs code.
"""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Reference = bytes | str


def bare_base64_or_url(reference: Reference) -> str:
    """Bytes as standard padded Base64, data URIs without their prefix, https URLs as they are (contract 1.1).

    Raises ValueError for any other string.
    """
    if isinstance(reference, bytes):
        return base64.b64encode(reference).decode("ascii")
    if reference[:8].lower() == "https://":
        return reference
    packed = re.match(r"data:[^,]{0,200};base64,", reference, re.I)
    if packed is None:
        raise ValueError("is neither picture bytes, nor a Base64 data URI, nor an https address")
    return reference[packed.end() :]


@dataclass(frozen=True)
class Model:
    """One model; `path` is below the base URL, seconds are from POST to COMPLETED."""

    key: str
    title: str
    path: str
    max_references: int
    references_field: str = "reference_images"
    encode: Callable[[Reference], object] = bare_base64_or_url
    extra: tuple[tuple[str, object], ...] = ()
    usual_seconds: float = 12.0
    fastest_seconds: float = 3.0

    def body(self, prompt: str, references: Sequence[Reference], webhook_url: str | None) -> dict[str, Any]:
        """The JSON object to POST; fields without a value are left out.

        Raises ValueError in words for the author.
        """
        if len(references) > self.max_references:
            raise ValueError(
                f"{self.title} takes at most {self.max_references} references; this has {len(references)}."
            )
        encoded = []
        for number, reference in enumerate(references, 1):
            try:
                encoded.append(self.encode(reference))
            except ValueError as error:
                raise ValueError(f"Reference {number} {error}.") from error
        body: dict[str, Any] = {"prompt": prompt, **dict(self.extra)}
        if encoded:
            body[self.references_field] = encoded
        if webhook_url:
            body["webhook_url"] = webhook_url
        return body


DEFAULT = Model(
    key="gemini-2-5-flash-image-preview",
    title="Gemini 2.5 Flash Image",
    path="/v1/ai/gemini-2-5-flash-image-preview",
    max_references=3,
)

MODELS: dict[str, Model] = {DEFAULT.key: DEFAULT}
