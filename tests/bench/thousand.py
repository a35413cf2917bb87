"""A thousand at the provider at once: how soon each end is noticed, at what cost, and whether pages still answer."""

import threading
import time
from typing import Self

import httpx

from tests.bench.processes import Sampler
from tests.bench.report import Report, percentile
from tests.bench.sending import send_at_once
from tests.bench.studios import Measured

COUNT = 1000
MEMBERS = tuple(f"member{number}" for number in range(10))
VISIT_SECONDS = 0.5


class Visitor(threading.Thread):
    """A member who opens the studio twice a second."""

    def __init__(self, studio: Measured, session: str) -> None:
        super().__init__(daemon=True)
        self._http = httpx.Client(base_url=studio.url, cookies={"sessionid": session}, timeout=30)
        self._over = threading.Event()
        self.answers: list[float] = []
        self.failures: list[str] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
        self._http.close()

    def run(self) -> None:
        while not self._over.is_set():
            began = time.perf_counter()
            try:
                answer = self._http.get("/")
                if answer.status_code != 200:
                    self.failures.append(str(answer.status_code))
            except httpx.HTTPError as error:
                self.failures.append(repr(error))
            took = time.perf_counter() - began
            self.answers.append(took)
            self._over.wait(max(0.0, VISIT_SECONDS - took))


def measure(report: Report, studio: Measured) -> None:
    *sessions, visitor_session = studio.members([*MEMBERS, "visitor"])
    mark = studio.rows.mark()
    with Visitor(studio, visitor_session) as visitor, Sampler(studio) as sampler:
        began = time.time()
        submits = send_at_once(studio, sessions, COUNT)
        sent = time.time()
        stands = studio.rows.wait_for_all(mark)
    tasks = studio.provider_tasks()
    completed = {str(task["id"]): float(task["completed"]) for task in tasks if task["completed"]}
    first, last = min(task["created"] for task in tasks), max(completed.values())
    requests, media = studio.requests(), studio.folder / "media"
    tell_noticing(report, completed, studio.rows.seen_completed(mark))
    cores = sampler.cores(first, last)
    report.at_most(
        "1,000 in flight: CPU of the engine's process", cores["engine"], 0.5, " cores", len(sampler.samples)
    )
    report.all_of("1,000 in flight: succeeded", stands["succeeded"], COUNT)
    report.all_of("1,000 in flight: accepted by the provider, once each", len(tasks), COUNT)
    report.all_of("1,000 in flight: pictures and thumbnails stored", studio.rows.stored(mark, media), COUNT)
    slowest = percentile(visitor.answers, 95) * 1000
    report.at_most("1,000 in flight: the studio's page, p95", slowest, 300, " ms", len(visitor.answers))
    if visitor.failures:
        report.broken.append(f"the studio's page failed {len(visitor.failures)} times: {visitor.failures[0]}")
    accepted = max(float(task["created"]) for task in tasks)
    report.note(
        f"1,000 in flight: sent in {sent - began:.0f} s, all accepted after {accepted - began:.0f} s, "
        f"the last completed after {last - began:.0f} s and all stored after "
        f"{studio.rows.last_finished(mark) - began:.0f} s; most at the provider at a time: {requests['peak_tasks']:,}"
    )
    report.note(
        f"1,000 in flight: form answered in {percentile(submits, 50):.2f} s p50, {percentile(submits, 95):.2f} s p95"
    )
    kinds = ", ".join(f"{requests[kind]:,} {kind}" for kind in ("post", "list", "get", "answered_429"))
    report.note(f"1,000 in flight, requests: {kinds}")
    told = ", ".join(f"{name} {used:.2f}" for name, used in sorted(cores.items()))
    report.note(f"1,000 in flight, cores used (worker: pictures and all else but the engine): {told}")


def tell_noticing(report: Report, completed: dict[str, float], seen: dict[str, float]) -> None:
    """From the provider's end of a task to the row that says so."""
    delays = [at - completed[remote_id] for remote_id, at in seen.items() if remote_id in completed]
    for percent, limit in ((50, 1.0), (95, 2.5)):
        figure = f"1,000 in flight: completed to noticed, p{percent}"
        report.at_most(figure, percentile(delays, percent), limit, " s", len(delays))
