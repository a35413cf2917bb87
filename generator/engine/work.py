"""Work: what the loop keeps in mind of an unfinished generation. The rows are the truth; this is a reading."""

from dataclasses import dataclass
from datetime import datetime

from generator.models import Attempt, Feed, Generation, Status


@dataclass(slots=True)
class Work:
    id: int
    author_id: int
    status: str
    accepted_at: datetime | None
    attempt: Attempt | None = None
    # Monotonic time of the next step; kept over a re-reading of the row as long as the status is the same.
    due: float = 0.0
    failures: int = 0
    refusals: int = 0  # how often its submission failed; kept over changes of its status
    busy: bool = False
    alone: bool = False  # the list does not tell enough of it


def changed(since: int) -> tuple[int, list[Work]]:
    """The feed's number, and every generation that has changed after `since`; all unfinished ones for 0."""
    newest = Feed.newest()
    if newest == since:
        return newest, []
    rows = Generation.objects.filter(change__gt=since)
    if since == 0:
        rows = rows.unfinished()
    found = [
        Work(id, author_id, status, accepted_at)
        for id, author_id, status, accepted_at in rows.order_by("id").values_list(
            "id", "author_id", "status", "accepted_at"
        )
    ]
    with_attempt = {
        work.id: work for work in found if work.status in (Status.SUBMITTING, Status.GENERATING, Status.COLLECTING)
    }
    # In order, so that the newest attempt of a generation is the one that stays.
    for attempt in Attempt.speaking().filter(generation_id__in=with_attempt).order_by("id"):
        with_attempt[attempt.generation_id].attempt = attempt
    return newest, found
