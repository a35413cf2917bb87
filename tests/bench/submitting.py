"""How soon the answer to the form is there, with the new card in it, when nobody else is at work."""

import time

from tests.bench.report import Report, percentile
from tests.bench.sending import CHEAP, Sender
from tests.bench.studios import Measured

# They are left at the provider: what follows finds a studio that is at work.
TIMES = 40
# All forty are sent before the first of them is finished and makes work.
PAUSE_SECONDS = 0.15


def measure(report: Report, studio: Measured) -> None:
    answers = []
    with Sender(studio, studio.admin()) as sender:
        sender.send(f"A quiet lake {CHEAP}")
        for _ in range(TIMES):
            time.sleep(PAUSE_SECONDS)
            answers.append(sender.send(f"A quiet lake {CHEAP}"))
    report.at_most("submit: POST answered with the card, p95", percentile(answers, 95) * 1000, 150, " ms", TIMES)
    report.note(f"submit, p50: {percentile(answers, 50) * 1000:.0f} ms")
