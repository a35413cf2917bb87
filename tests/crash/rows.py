"""What the studio has written down, read from its SQLite file as it lies there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

FINISHED = ("succeeded", "failed", "canceled")
UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Generation:
    id: int
    uuid: UUID
    prompt: str
    status: str
    failure: str


@dataclass(frozen=True)
class Attempt:
    id: int
    generation: int
    token: str
    outcome: str
    remote_id: str


@dataclass(frozen=True)
class Picture:
    generation: int
    attempt: int
    file: str
    thumbnail: str
    sha256: str


@dataclass(frozen=True)
class Rows:
    generations: dict[int, Generation]
    attempts: list[Attempt]
    pictures: list[Picture]
    unclaimed: set[str]


def read(folder: Path) -> Rows:
    """Everything, as of one moment."""
    with _database(folder) as database:
        generations = database.execute("SELECT id, uuid, prompt, status, failure FROM generator_generation")
        attempts = database.execute("SELECT id, generation_id, token, outcome, remote_id FROM generator_attempt")
        columns = "generation_id, attempt_id, file, thumbnail, sha256"
        pictures = database.execute(f"SELECT {columns} FROM generator_picture")  # noqa: S608 - named above
        return Rows(
            {id: Generation(id, UUID(uuid), *rest) for id, uuid, *rest in generations},
            [Attempt(*row) for row in attempts],
            [Picture(*row) for row in pictures],
            unclaimed_remote_ids(database),
        )


def unclaimed_remote_ids(database: sqlite3.Connection) -> set[str]:
    """Tasks whose pictures are kept for a person to match with a generation."""
    kept = "SELECT remote_id FROM generator_stray WHERE id IN (SELECT stray_id FROM generator_unclaimedpicture)"
    return {remote_id for (remote_id,) in database.execute(kept)}


def unfinished(folder: Path) -> int:
    """How many generations are under way."""
    with _database(folder) as database:
        (count,) = database.execute("SELECT count(*) FROM generator_generation WHERE finished_at IS NULL").fetchone()
        return int(count)


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "atelier.sqlite3", timeout=20)) as database:
        database.execute("BEGIN")
        yield database
