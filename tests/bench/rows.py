"""What the rows say, read beside the program and without a lock: SQLite only."""

import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FINAL = {"succeeded", "failed", "canceled", "unconfirmed"}
# Longer than any provider here takes: when nothing at all moves for so long, nothing will.
PATIENCE_SECONDS = 60.0


class Rows:
    """One database; the generations are those after a `mark`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def mark(self) -> int:
        """Where those begin that are still to be made."""
        ((newest,),) = self._all("SELECT COALESCE(MAX(id), 0) FROM generator_generation")
        return int(newest)

    def statuses(self, mark: int = 0) -> Counter[str]:
        query = "SELECT status, COUNT(*) FROM generator_generation WHERE id > ? GROUP BY status"
        return Counter(dict(self._all(query, mark)))

    def wait_for_all(self, mark: int = 0) -> Counter[str]:
        """Wait until all have come to an end, or nothing moves any more; how they stand then."""
        last, moved_at = self.statuses(mark), time.monotonic()
        while set(last) - FINAL and time.monotonic() - moved_at < PATIENCE_SECONDS:
            time.sleep(0.25)
            now = self.statuses(mark)
            if now != last:
                last, moved_at = now, time.monotonic()
        return last

    def last_finished(self, mark: int) -> float:
        """When the last of them was stored, in unix seconds."""
        ((at,),) = self._all("SELECT MAX(finished_at) FROM generator_generation WHERE id > ?", mark)
        return unix(at)

    def accepted(self, mark: int) -> float | None:
        """When the first of them was accepted, if any was."""
        ((at,),) = self._all("SELECT MIN(accepted_at) FROM generator_generation WHERE id > ?", mark)
        return unix(at) if at else None

    def noticed_and_stored(self, prompt: str) -> tuple[float, float]:
        """When the one generation of a prompt was first seen to be completed, and when its picture was stored."""
        query = (
            "SELECT s.at, g.finished_at FROM generator_generation g "
            "JOIN generator_attempt a ON a.generation_id = g.id JOIN generator_sighting s ON s.attempt_id = a.id "
            "WHERE s.status = 'COMPLETED' AND g.prompt = ?"
        )
        ((seen, finished),) = self._all(query, prompt)
        return unix(seen), unix(finished)

    def seen_completed(self, mark: int) -> dict[str, float]:
        """When the studio learned that a remote task was completed, by the task's id."""
        query = (
            "SELECT a.remote_id, s.at FROM generator_sighting s JOIN generator_attempt a ON a.id = s.attempt_id "
            "WHERE s.status = 'COMPLETED' AND a.generation_id > ?"
        )
        return {remote_id: unix(at) for remote_id, at in self._all(query, mark)}

    def stored(self, mark: int, media: Path) -> int:
        """How many succeeded ones have a picture and its thumbnail, on disk and not empty."""
        query = (
            "SELECT p.generation_id, p.file, p.thumbnail FROM generator_picture p "
            "JOIN generator_generation g ON g.id = p.generation_id WHERE g.status = 'succeeded' AND g.id > ?"
        )
        found = self._all(query, mark)
        return len({one for one, *names in found if all(holds_something(media / name) for name in names)})

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=20)) as database:
            return database.execute(query, values).fetchall()


def holds_something(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def unix(at: str) -> float:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
