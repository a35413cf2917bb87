"""The engine's worker is killed, and somebody sends at that very moment: when does the provider accept it?"""

import os
import signal
import time

from tests.bench.processes import engines
from tests.bench.report import Report, say
from tests.bench.sending import CHEAP, Sender
from tests.bench.studios import Measured
from tests.program.running import wait_until


def measure(report: Report, *studios: Measured) -> None:
    """Once in every studio; the worst. What was at the provider meanwhile must not be lost."""
    took = [work_goes_on_after(studio) for studio in studios]
    report.at_most("SIGKILL of the engine's worker: until work goes on", max(took), 15, " s", len(took))
    report.note(f"SIGKILL, until work goes on: {', '.join(f'{each:.1f}' for each in took)} s")
    for studio in studios:
        report.nothing_lost("SIGKILL", studio.rows.wait_for_all())


def work_goes_on_after(studio: Measured) -> float:
    """Seconds until the provider accepts what was sent when its engine was killed."""
    mark = studio.rows.mark()
    with Sender(studio, studio.admin()) as sender:
        # Between two terms there may be a moment without one.
        wait_until(lambda: engines(studio))
        killed = engines(studio)
        at = time.time()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        sender.send(f"A quiet lake {CHEAP}")
    wait_until(lambda: studio.rows.accepted(mark), 60)
    accepted = studio.rows.accepted(mark)
    assert accepted
    say(f"killed {killed}, accepted after {accepted - at:.1f} s")
    return accepted - at
