"""What tests of the trash do again and again."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator.models import Generation, Member, Reference, ReferenceUse, Status
from tests import make

LONG_AGO = timedelta(days=31)


def end(*generations: Generation) -> None:
    """As if they had been deleted long ago."""
    rows = Generation.objects.filter(pk__in=[generation.pk for generation in generations])
    rows.trash(by=generations[0].author)
    rows.update(trashed_at=timezone.now() - LONG_AGO)
    for generation in generations:
        generation.refresh_from_db()


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def made_from(generation: Generation, member: Member, colour: Any = "navy") -> Reference:
    """A reference that was made from the picture of a generation."""
    picture = generation.pictures.get()
    return Reference.keep(make.picture(colour=colour), picture.alt, member, picture)


def used_in(reference: Reference, member: Member, **fields: Any) -> Generation:
    later = make.generation(member, Status.SUCCEEDED, content=make.picture(colour="red"), **fields)
    ReferenceUse.objects.create(generation=later, reference=reference, position=1)
    return later


def scans(queries: CaptureQueriesContext) -> Iterable[str]:
    """The tables that any of these queries would look through from end to end, by SQLite's plan."""
    asked = [query["sql"] for query in queries if re.match("SELECT|UPDATE|DELETE", query["sql"])]
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            yield from (step for *_, step in cursor.fetchall() if step.startswith("SCAN"))
