"""`manage.py worker`: the queue, with the engine in it, and a guardian that knows when it hangs.

A queue whose idle worker is killed stops for good, deaf even to SIGTERM: the worker dies holding the lock that the
others wait for. So when one of the queue's processes was killed, this process goes, and all of the queue's with it,
to be started again by whoever started it. A thread watches the engine's heartbeat besides: when it is missing, a new
leader is called, and when that does not help, it is the same end.
"""

import logging
import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection
from django_q import cluster as queue

from generator import tasks
from generator.models import Lease, Provider
from generator.models.leases import ENGINE
from generator.processes import die_with_supervisor, forks_die_with_parent

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
CALL_AFTER_SECONDS = 4.0
CALL_AGAIN_SECONDS = 4.0
RESTART_AFTER_SECONDS = 30.0
# What an engine that is still well gets to hand over when the queue around it is given up.
HANDOVER_SECONDS = 2.0


class Sentinel(queue.Sentinel):  # type: ignore[misc]
    """Gives the queue up when one of its processes was killed: nobody gives back the lock that it may have held."""

    def reincarnate(self, process: Any) -> None:
        if process.exitcode is not None and process.exitcode < 0:
            self.stop_event.set()
        super().reincarnate(process)


class Command(BaseCommand):
    help = "Run the queue: the engine and the preparation of pictures."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        die_with_supervisor()
        # The queue's processes end with this one, however it ends.
        forks_die_with_parent()
        # Whoever starts the program may just have put right what held it up.
        Provider.objects.update(next_try_at=None)
        tasks.call_engine()
        connection.close()
        queue.Sentinel = Sentinel
        cluster = queue.Cluster()
        cluster.start()
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        # After the queue has forked: a thread does not survive a fork, but the locks that it holds do.
        threading.Thread(target=guard, name="guardian", daemon=True).start()
        while cluster.sentinel.is_alive() and not cluster.stop_event.is_set() and not stop.wait(0.2):
            pass
        # The engine starts nothing more, and waits shortly for answers to what it has just sent.
        Lease.recall(ENGINE)
        if not stop.is_set():
            logger.error("a process of the queue was killed: the queue is ended")
            time.sleep(HANDOVER_SECONDS)
            os.kill(os.getpid(), signal.SIGKILL)
        cluster.stop()


def guard() -> None:
    """Watch the heartbeat by this process's own clock, which nobody can set."""
    beats, seen_at, called_at = None, time.monotonic(), 0.0
    while True:
        time.sleep(LOOK_SECONDS)
        now = time.monotonic()
        try:
            newest = Lease.objects.values_list("beats", flat=True).get(name=ENGINE)
            if newest != beats:
                beats, seen_at = newest, now
            elif now - seen_at > CALL_AFTER_SECONDS and now - called_at > CALL_AGAIN_SECONDS:
                called_at = now
                tasks.call_engine()
        except Error as error:
            logger.warning("the guardian cannot read the database: %s", error)
            connection.close()
            # A queue is not to blame for a database that is away.
            seen_at = now
        if now - seen_at > RESTART_AFTER_SECONDS:
            logger.error("no heartbeat for %d s: the queue hangs and is ended", now - seen_at)
            os.kill(os.getpid(), signal.SIGKILL)
