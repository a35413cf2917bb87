"""Twenty and a hundred at once, from the first click until the last picture is stored."""

import time

from tests.bench.report import Report
from tests.bench.sending import send_at_once
from tests.bench.studios import Measured


def twenty(report: Report, studio: Measured) -> None:
    """At a provider that takes eight seconds."""
    report.at_most("20 at once, 8 s each: until all are stored", stored_after(report, studio, 20), 10, " s", 20)


def hundred(report: Report, studio: Measured) -> None:
    """At a provider that takes twelve seconds, and 300 requests a minute."""
    took = stored_after(report, studio, 100)
    requests = studio.requests()
    report.at_most("100 at once, 12 s each: until all are stored", took, 30, " s", 100)
    report.at_most("100 at once, 300 requests a minute: answered 429", requests["answered_429"], 0, "")
    kinds = ", ".join(f"{requests[kind]} {kind}" for kind in ("post", "list", "get"))
    report.note(f"100 at once, requests: {kinds}; most at the provider at a time: {requests['peak_tasks']}")


def stored_after(report: Report, studio: Measured, count: int) -> float:
    """Wall time in seconds; what is lost is told."""
    session = studio.admin()
    mark = studio.rows.mark()
    began = time.time()
    send_at_once(studio, [session] * 5, count)
    report.nothing_lost(f"{count} at once", studio.rows.wait_for_all(mark))
    return studio.rows.last_finished(mark) - began
