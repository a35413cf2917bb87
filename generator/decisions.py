"""Decisions: what only a person can say of something that may have been paid for, and who said it.

Each is one transaction that leaves a remark in the ledger. What comes back is a sentence for whoever decided, why
nothing was changed; it is empty when it was.
"""

from django.db import transaction

from generator import tasks
from generator.models import Attempt, Generation, Member, Provider, Stray
from generator.models.generations import PURGED
from generator.models.sightings import Remark

NOTHING_TO_DECIDE = "There is nothing to decide any more: it has gone on meanwhile."
NOTHING_GIVEN_UP = "It is being asked for already, or has its picture."
MATCHED_ALREADY = "That picture is this generation's already."
TAKEN = "That picture was found to belong to another generation a moment ago."
ANSWERED = "This generation has had its answer meanwhile; the picture is another one's."
CLAIMED = "That picture belongs to a generation already."


def send_again(generation: Generation, by: Member) -> str:
    """Send what is unconfirmed or overdue once more; it may be charged twice."""
    with transaction.atomic():
        attempt = _speaking(generation)
        if not generation.send_again():
            return NOTHING_TO_DECIDE if generation.prompt else PURGED
        if attempt:
            Remark.add(attempt, f"sent again by {by.name}, knowing that it may be charged twice")
    tasks.wake_engine()
    return ""


def give_up(generation: Generation, by: Member) -> str:
    """Stop waiting for what is unconfirmed or overdue."""
    with transaction.atomic():
        attempt = _speaking(generation)
        if not generation.give_up():
            return NOTHING_TO_DECIDE
        if attempt:
            Remark.add(attempt, f"given up by {by.name}, knowing that it may have been charged")
    return ""


def ask_once_more(attempt: Attempt, by: Member) -> str:
    """Ask the provider for an attempt that was given up; that costs nothing."""
    if not attempt.reopen(f"asked for once more by {by.name}"):
        return NOTHING_GIVEN_UP
    tasks.wake_engine()
    return ""


def match(stray: Stray, generation: Generation, by: Member) -> str:
    """Say that a candidate is what came of a generation."""
    with transaction.atomic():
        owner = Attempt.of_remote_task(stray.remote_id).first()
        if owner:
            return MATCHED_ALREADY if owner.generation_id == generation.pk else TAKEN
        unanswered = stray.suspects.filter(generation=generation, outcome=Attempt.Outcome.UNKNOWN)
        attempt = unanswered.order_by("id").first()
        if attempt is None:
            return ANSWERED
        if not stray.match(attempt, f"matched by {by.name}"):
            return TAKEN
        # What one is known to be leaves less that the others can be.
        Stray.adopt()
    tasks.wake_engine()
    return ""


def dismiss(stray: Stray) -> str:
    """Say that a candidate is what came of none of ours."""
    return "" if stray.dismiss() else CLAIMED


def resume() -> str:
    """Let a held studio go on."""
    Provider.announce("")
    tasks.wake_engine()
    return ""


def _speaking(generation: Generation) -> Attempt | None:
    return Attempt.speaking().filter(generation=generation).first()
