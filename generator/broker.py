"""The queue's broker: django-q2's own, on the database; on SQLite it asks for tasks only after something was written.

Asking costs a hundred times what it costs to see that nothing has changed, and is done ten times a second for nothing
when the studio is idle.
"""

import time
from typing import Any

from django.db import connections
from django_q.brokers.orm import ORM
from django_q.conf import Conf

# Asked in any case: the number belongs to a connection, which may have been replaced.
ASK_SECONDS = 2.0


class Broker(ORM):  # type: ignore[misc]
    """Tasks are delivered at least once."""

    _version = 0
    _ask_at = 0.0

    def dequeue(self) -> list[tuple[int, str]] | None:
        """Some tasks, with their ids, after a pause when there are none."""
        version, now = written(), time.monotonic()
        if version and version == self._version and now < self._ask_at:
            time.sleep(Conf.POLL)
            return None
        # Noted before asking: what is written meanwhile is seen the next time.
        self._version, self._ask_at = version, now + ASK_SECONDS
        tasks: Any = super().dequeue()
        if tasks:
            # There may be more.
            self._version = 0
        return tasks or None


def written() -> int:
    """A number that is another one when somebody else has written to the database; 0 where there is none."""
    connection = connections[Conf.ORM]
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])
