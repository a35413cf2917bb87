"""The demo's studio as a whole: its members, its past, its prompt library; made in one transaction, or not at all."""

import multiprocessing
import os
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import django
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from generator.demo import hours, plan
from generator.demo.past import Past
from generator.demo.prompts import DRAFTS, PROMPTS
from generator.demo.team import EMAIL, TEAM
from generator.models import Draft, Generation, Member, SavedPrompt


def strangers() -> bool:
    """Whether there is an account that the demo has not made."""
    return Member.objects.exclude(email__endswith=f"@{EMAIL}").exists()


def password() -> str:
    """Of every member of the demo: the same as long as the studio has its secret key, and nobody else's."""
    return salted_hmac("generator.demo", "password", algorithm="sha256").hexdigest()[:12]


def painters() -> ProcessPoolExecutor:
    """Processes to paint in, one for each core."""
    # One that is forked would share the connection to the database.
    spawning = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(os.cpu_count(), mp_context=spawning, initializer=django.setup)


@transaction.atomic
def fill(wanted: int, painting: Executor, say: Callable[[str], None]) -> None:
    """Make all of it; raises ValueError in words when something is refused."""
    members = hire()
    try:
        Past(members, painting, say).write(plan.sends(wanted, timezone.now()))
    except BaseException:
        painting.shutdown(wait=False, cancel_futures=True)
        raise
    furnish(members)
    _number_by_time()


def hire() -> dict[str, Member]:
    """The team, by username; all have the password."""
    joined = timezone.now() - timedelta(weeks=hours.WEEKS, days=3)
    secret, found = password(), {}
    for place, person in enumerate(TEAM):
        create: Any = Member.objects.create_user if place else Member.objects.create_superuser
        found[person.username] = create(
            person.username,
            person.email,
            secret,
            first_name=person.first_name,
            last_name=person.last_name,
            date_joined=joined,
        )
    return found


def furnish(members: dict[str, Member]) -> None:
    """Give the team its prompt library, and what some of them have not sent yet."""
    now = timezone.now()
    SavedPrompt.objects.bulk_create(
        SavedPrompt(
            owner=members[owner],
            shared=shared,
            uses=uses,
            name=name,
            text=text,
            used_at=now - timedelta(hours=7 + 90 / uses),
            created=now - timedelta(days=10 + uses / 2),
        )
        for owner, shared, uses, name, text in PROMPTS
    )
    # What somebody chose for their last pictures is kept for their next, as a draft without words.
    Draft.objects.filter(member__username__in=[owner for owner, *_ in DRAFTS]).delete()
    Draft.objects.bulk_create(
        Draft(member=members[owner], prompt=prompt, count=count, ratio=ratio, updated=now - timedelta(hours=14))
        for owner, prompt, count, ratio in DRAFTS
    )


def _number_by_time() -> None:
    """Give the numbers of the feed once more, by the times that things have now."""
    rows = list(Generation.objects.order_by("created", "pk"))
    # A set is born at once, by one change.
    changes: list[tuple[datetime, uuid.UUID | int]] = list(dict.fromkeys((row.created, row.group) for row in rows))
    for row in rows:
        if at := row.trashed_at or row.finished_at:
            changes.append((at, row.pk))
    changes.sort(key=lambda change: change[0])
    numbers = {what: number for number, (_, what) in enumerate(changes, 1)}
    for row in rows:
        row.born = numbers[row.group]
        row.change = numbers.get(row.pk, row.born)
    Generation.objects.bulk_update(rows, ["born", "change"])
