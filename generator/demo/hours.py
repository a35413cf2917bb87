"""When people sit down to work: on working days, from eight to seven, and seldom else."""

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

WEEKS = 5.0
# Some begin before nine and some stay till seven; at one most are away.
HOURS = (8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 15, 16, 16, 17, 18)
# By day of the week, how busy it is.
DAYS = (8, 10, 10, 9, 7, 0.6, 0.3)
LAST = timedelta(minutes=40)


def starts(count: int, rng: random.Random, now: datetime) -> list[datetime]:
    """So many moments of the last WEEKS, in order; the last one a short while ago."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(round(WEEKS * 7) + 1)]
    busy = [DAYS[day.weekday()] for day in days]
    found: list[datetime] = []
    while len(found) < count - 1:
        [day] = rng.choices(days, busy)
        moment = datetime.combine(day, time(rng.choice(HOURS), rng.randrange(60), rng.randrange(60)))
        aware = timezone.make_aware(moment)
        if aware < now - 2 * LAST:
            found.append(aware)
    return [*sorted(found), now - LAST]
