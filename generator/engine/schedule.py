"""When to look at a remote task again: not before it can be done, often when it should be, ever less after that."""

import random

# Seconds after acceptance; until then, look every so many seconds.
PACE = ((40, 1.0), (120, 2.0), (300, 5.0), (900, 15.0), (3600, 60.0))
SLOWEST = 600.0
# What is still unfinished after a day will not finish: results are kept for an hour (contract 2).
DEADLINE_SECONDS = 24 * 3600
FIRST_BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS = 2.0, 60.0


def first_look(age: float, fastest: float) -> float:
    """Seconds to wait for the first look at a task that was accepted `age` seconds ago."""
    return max(0.0, fastest - age)


def next_look(age: float) -> float:
    """Seconds to wait after a look that found it unfinished."""
    return next((pace for until, pace in PACE if age < until), SLOWEST)


def backoff(failures: int) -> float:
    """Seconds to wait after that many failures in a row, at random so that not everybody comes back at once."""
    growing = FIRST_BACKOFF_SECONDS * 2.0 ** (min(failures, 6) - 1)
    return min(growing, LONGEST_BACKOFF_SECONDS) * random.uniform(0.75, 1.25)  # noqa: S311
