"""Submitting: the attempt is written, then the POST leaves, then the answer is written, whatever it is.

No answer is an answer too: it makes the attempt unknown. Nothing here ever sends the same attempt twice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator import images
from generator.engine.database import apart, in_database
from generator.imageapi import MODELS, ApiError, Client, Exhausted, NotAccepted, Refused, Rejected, Task
from generator.models import Attempt, Generation, Reference, Status
from generator.models.generations import RATIOS

# The longest a POST with large references may take on a slow line; the client is given it.
POST_SECONDS = 90.0
MISSING_REFERENCE = "A reference of this generation is no longer in the studio's storage; choose it again."
# The provider takes no aspect ratio; it follows that of a reference (contract 1.1).
SHAPE = "The same ratio as reference image."
SHAPE_AMONG_OTHERS = (
    "The last reference image is blank and not to be drawn. The same ratio as the last reference image."
)
WRONG_MODEL = "This generation was meant for a model that the studio no longer offers."


@dataclass(frozen=True, slots=True)
class Order:
    """What a POST is made of."""

    prompt: str
    model: str
    references: list[bytes]


def order_of(generation_id: int) -> Order:
    """Read the request from the rows and the storage. Raises OSError when a reference's file cannot be read."""
    prompt, model, ratio = Generation.objects.values_list("prompt", "model", "ratio").get(pk=generation_id)
    references = []
    for reference in Reference.objects.filter(uses__generation=generation_id).order_by("uses__position").only("file"):
        if not reference.file:
            # Removed with what it was made from (models.trash).
            raise FileNotFoundError(f"{reference} is gone")
        with reference.file.open() as file:
            references.append(file.read())
    if ratio:
        sentence = SHAPE_AMONG_OTHERS if references else SHAPE
        prompt = f"{prompt}\n\n{sentence}"
        references.append(images.blank(*RATIOS[ratio]))
    return Order(prompt, model, references)


async def submit(client: Client, generation_id: int, webhook_url: Callable[[str], str | None]) -> Task | None:
    """Send one queued generation to the provider; its task, or None when there was nothing to send.

    Raises ApiError after it has been written down, so that the loop can make everybody wait.
    """
    try:
        order = await apart(order_of, generation_id)
    except FileNotFoundError:
        await in_database(_fail, generation_id, MISSING_REFERENCE)
        return None
    if order.model not in MODELS:
        await in_database(_fail, generation_id, WRONG_MODEL)
        return None
    attempt = await in_database(Attempt.begin, generation_id, webhook_url("any") is not None)
    if attempt is None:
        return None
    try:
        task = await client.create(MODELS[order.model], order.prompt, order.references, webhook_url(attempt.token))
    except ApiError as error:
        await in_database(write_down, attempt, error)
        raise
    except BaseException:
        # Also when the process is told to stop: the POST may have left.
        await in_database(attempt.unknown, "interrupted while sending")
        raise
    await in_database(attempt.accepted, task.remote_id, 200, task.request_id)
    return task


def write_down(attempt: Attempt, error: ApiError) -> None:
    """What an answer, or its absence, means for the attempt (contract 1.4)."""
    match error:
        case Rejected():
            attempt.rejected(error.reason, error.text, error.status, error.request_id)
        case NotAccepted() | Exhausted() | Refused():
            attempt.not_sent(str(error), error.status, error.request_id)
        case _:
            attempt.unknown(str(error), error.status, error.request_id)


def _fail(generation_id: int, reason: str) -> None:
    Generation.objects.filter(pk=generation_id).move(Status.QUEUED, to=Status.FAILED, failure=reason)
