"""When to look at a remote task again: not before it can be done, often when it should be, ever less after that."""

import random

# Seconds after acceptance; until then, look every so many seconds.
PACE = ((40, 1.0), (120, 2.0), (300, 5.0), (3600, 15.0))
SLOWEST = 60.0
# Around the usual time; with what it takes to fetch and show a picture, that is within a second of its completion.
DENSE = 0.6
# Past the deadline: a minute, two, four, and so on.
OVERDUE_FIRST, OVERDUE_LONGEST = 60.0, 7200.0
GIVE_UP_SECONDS = 24 * 3600.0
# What these waits make is 20 hours, by a clock that nobody can set.
LOOKS_BEFORE_GIVING_UP = 16
# A provider that announces what it does is asked only in case that an announcement was lost.
SAFETY_FIRST, SAFETY_NEXT = 30.0, 30.0
# An attempt without an answer is searched in the provider's list; later every SLOWEST_SEARCH seconds, for a day.
SEARCHES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0)
SLOWEST_SEARCH = 600.0
SEARCHES_BEFORE_GIVING_UP = 150
FIRST_BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS = 2.0, 60.0


def next_look(age: float) -> float:
    """Seconds to wait after a look that found it unfinished."""
    return next((pace for until, pace in PACE if age < until), SLOWEST)


def next_overdue_look(looks: int) -> float:
    """Seconds to wait after that many looks past the deadline."""
    return min(OVERDUE_FIRST * 2.0 ** min(looks, 10), OVERDUE_LONGEST)


def next_search(searches: int) -> float:
    """Seconds to wait after that many searches."""
    return SEARCHES[searches] if searches < len(SEARCHES) else SLOWEST_SEARCH


def backoff(failures: int) -> float:
    """Seconds to wait after that many failures in a row, at random so that not everybody comes back at once."""
    growing = FIRST_BACKOFF_SECONDS * 2.0 ** (min(failures, 6) - 1)
    return min(growing, LONGEST_BACKOFF_SECONDS) * random.uniform(0.75, 1.25)  # noqa: S311
