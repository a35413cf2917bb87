"""`manage.py worker`: the queue, with the engine in it, and a guardian that knows when it hangs.

A queue whose idle worker is killed stops for good, deaf even to SIGTERM: the worker dies holding the lock that the
others wait for. So a thread beside it watches the engine's heartbeat: when it is missing a new leader is called, and
when that does not help the whole group of processes goes, to be started again by whoever started it.
"""

import logging
import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection
from django_q.cluster import Cluster

from generator import tasks
from generator.models import Lease
from generator.models.leases import ENGINE
from generator.processes import die_with_parent

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
CALL_AFTER_SECONDS = 4.0
CALL_AGAIN_SECONDS = 4.0
RESTART_AFTER_SECONDS = 30.0


class Command(BaseCommand):
    help = "Run the queue: the engine and the preparation of pictures."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        if os.getpgrp() != os.getpid():
            os.setpgid(0, 0)
        die_with_parent(int(os.environ.get("ATELIER_PARENT", "0")) or None)
        tasks.wake_engine()
        connection.close()
        cluster = Cluster()
        cluster.start()
        # After the queue has forked: a thread does not survive a fork, but the locks that it holds do.
        threading.Thread(target=guard, name="guardian", daemon=True).start()
        while cluster.sentinel.is_alive():
            time.sleep(0.2)


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
            os.killpg(os.getpgrp(), signal.SIGKILL)
