"""All figures, in an order that shares studios: those that mostly wait side by side, the heavy ones alone."""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import tests.settings  # noqa: F401 - takes what is meant for a real studio, its key before all, out of the environment
from tests.bench import idle, killing, many, one, submitting, thousand
from tests.bench import pages as pages_of
from tests.bench.report import Report
from tests.bench.studios import Measured


def main(wanted: list[str]) -> int:
    """All parts, or those that are named."""
    # The rows are read from SQLite's file.
    os.environ.pop("DATABASE_URL", None)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as folder:
        for part in (small, hundred, thousand_in_flight, pages):
            if not wanted or part.__name__ in wanted:
                with report.part(part.__name__):
                    part(report, Path(folder))
    sys.stdout.write(report.text() + "\n")
    return 1 if report.broken else 0


def small(report: Report, folder: Path) -> None:
    """What takes few generations, in a studio that polls; while it helps there is one with webhooks beside it."""
    polling, webhook = Measured(folder / "polling", "8"), Measured(folder / "webhook", "8", webhooks=True)
    with ExitStack() as kept:
        with ExitStack() as passing, ThreadPoolExecutor() as starting:
            begun = starting.submit(kept.enter_context, polling), starting.submit(passing.enter_context, webhook)
            for studio in begun:
                studio.result()
            with report.part("one generation at a time"):
                one.measure(report, polling, webhook)
            with report.part("submitting"):
                submitting.measure(report, polling)
            with report.part("the engine's worker killed"):
                killing.measure(report, webhook, polling)
        with report.part("twenty at once"):
            many.twenty(report, polling)
        with report.part("idle"):
            idle.measure(report, polling)


def hundred(report: Report, folder: Path) -> None:
    with Measured(folder / "hundred", "12") as studio:
        many.hundred(report, studio)


def thousand_in_flight(report: Report, folder: Path) -> None:
    with Measured(folder / "thousand", "5-35", 30_000) as studio:
        thousand.measure(report, studio)


def pages(report: Report, folder: Path) -> None:
    with Measured(folder / "pages", "8") as studio:
        pages_of.measure(report, studio)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
