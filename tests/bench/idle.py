"""What the studio takes when nobody looks and nothing is to be done."""

import time

from tests.bench.processes import cpu, memory, part
from tests.bench.report import Report
from tests.bench.studios import Measured

SETTLE_SECONDS, LOOK_SECONDS = 4.0, 20.0


def measure(report: Report, studio: Measured) -> None:
    time.sleep(SETTLE_SECONDS)
    parts = {name: [part(studio, name)] for name in ("web", "worker")}
    before = {name: cpu(roots) for name, roots in parts.items()}
    began = time.monotonic()
    time.sleep(LOOK_SECONDS)
    took = time.monotonic() - began
    used = {name: (cpu(roots) - before[name]) / took * 100 for name, roots in parts.items()}
    held = {name: memory(roots) for name, roots in parts.items()}
    report.at_most("idle, web and worker: memory (proportional set size)", sum(held.values()), 300, " MB")
    report.at_most(f"idle, web and worker: CPU over {LOOK_SECONDS:g} s", sum(used.values()), 2, " % of a core")
    told = ", ".join(f"{name} {held[name]:.0f} MB and {used[name]:.1f} %" for name in parts)
    report.note(f"idle: {told}")
