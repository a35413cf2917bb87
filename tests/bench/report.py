"""The table: every figure with what is to be reached, what was reached, and whether it was met."""

import math
import os
import platform
import sqlite3
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

HEAD = ("figure", "to reach", "reached", "samples", "met")


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of all do not exceed: always one that was measured."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def say(text: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {text}\n")
    sys.stderr.flush()


@dataclass
class Report:
    lines: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def at_most(self, figure: str, reached: float, limit: float, unit: str, samples: int = 1) -> None:
        self._add(figure, f"≤ {limit:,g}{unit}", f"{reached:,.{places(limit)}f}{unit}", samples, reached <= limit)

    def all_of(self, figure: str, reached: int, wanted: int) -> None:
        """A count in which nothing may be missing: a smaller one is not only missed, something was lost."""
        self._add(figure, f"{wanted:,}", f"{reached:,}", wanted, reached == wanted)
        if reached != wanted:
            self.broken.append(f"{figure}: {reached} of {wanted}")

    def nothing_lost(self, figure: str, stands: Mapping[str, int]) -> None:
        """Takes how many generations have which status; all must have succeeded."""
        if set(stands) != {"succeeded"}:
            self.broken.append(f"{figure}: {dict(stands)}")

    def _add(self, figure: str, limit: str, reached: str, samples: int, met: bool) -> None:
        self.lines.append((figure, limit, reached, f"{samples:,}", "yes" if met else "no"))
        say(f"{figure}: {reached} ({limit})")

    def note(self, text: str) -> None:
        """What explains a figure and has nothing to reach."""
        self.notes.append(text)
        say(text)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """What breaks in here is told in the end, and does not keep the other figures from being taken."""
        began = time.monotonic()
        say(f"{name} ...")
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
            self.broken.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
        say(f"{name}: took {time.monotonic() - began:.0f} s")

    def text(self) -> str:
        rows = [HEAD, *self.lines]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
        table = [f"{row[0]:<{widths[0]}}  " + "  ".join(map(str.rjust, row[1:], widths[1:])) for row in rows]
        table.insert(1, "  ".join("─" * width for width in widths))
        rest = [f"  {note}" for note in self.notes] + [f"  BROKEN: {what}" for what in self.broken]
        return "\n".join(
            [machine(), "", *table, "", *rest, f"  all of it took {time.monotonic() - self.began:.0f} s"]
        )


def places(limit: float) -> int:
    """Decimals that let a miss be seen."""
    return 2 if limit < 10 and limit else 1 if limit < 100 and limit else 0


def machine() -> str:
    cores = len(os.sched_getaffinity(0))
    load = "/".join(f"{load:.1f}" for load in os.getloadavg())
    return (
        f"{cores} cores ({platform.machine()}, load {load}), Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )
