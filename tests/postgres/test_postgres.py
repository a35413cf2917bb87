"""The same on PostgreSQL: the whole program through one generation, and the tests of rows, pages and engine."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from tests.program.conftest import in_a_hurry
from tests.program.running import ROOT, Person, Program, environment, free_port, wait_until

PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
pytestmark = pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL is not installed (apt install postgresql)")
# The tests that lean on the database most; all of them would take minutes.
CHOSEN = [
    "tests/models",
    # Every order of two attempts: the same code on a slower database.
    "--ignore=tests/models/test_every_order.py",
    "tests/pages/test_live_changes.py",
    "tests/pages/test_sending.py",
    "tests/pages/test_asked_before.py",
    "tests/pages/test_prompt_library.py",
    "tests/pages/test_history.py",
    "tests/pages/test_finding.py",
    "tests/pages/test_searching.py",
    "tests/pages/test_webhook_twice.py",
    "tests/pages/test_webhooks_are_counted.py",
    "tests/pages/test_candidates.py",
    "tests/test_outstanding.py",
    "tests/admin/test_panels.py",
    "tests/engine/test_an_attempt_is_written_before_it_is_sent.py",
    "tests/engine/test_leading.py",
]


def run(*command: str | Path) -> None:
    """As the user who may run a database; root may not."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    ended = subprocess.run([*as_postgres, *command], cwd="/", capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A database server of its own, empty, in a hurry, and gone afterwards."""
    assert PROGRAMS
    port = free_port()
    # Not in pytest's folder, which no other user may enter.
    folder = Path(tempfile.mkdtemp(prefix="atelier-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    data, log = folder / "data", folder / "log"
    try:
        run(PROGRAMS / "initdb", "-D", data, "-A", "trust", "-U", "studio", "-E", "UTF8", "--no-sync")
        run(PROGRAMS / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            run(PROGRAMS / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "studio", "studio")
            yield f"postgres://studio@127.0.0.1:{port}/studio"
        finally:
            run(PROGRAMS / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_program_makes_a_picture(database_url: str, tmp_path: Path) -> None:
    port = free_port()
    settings = {**in_a_hurry(port), "SANDBOX_LATENCY": "0.3", "DATABASE_URL": database_url}
    with Program(tmp_path / "data", settings, port=port) as program, Person(program) as admin:
        admin.send("Put a hat on it", count=4, files={"references": ("cat.png", make.picture(), "image/png")})
        wait_until(lambda: list(admin.history().values()) == ["succeeded"] * 4)
        assert program.requests()["post"] == 4
        assert not (program.folder / "atelier.sqlite3").exists()


def test_the_tests_of_rows_pages_and_engine_pass(database_url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *CHOSEN]
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(tmp_path, TEST_DATABASE_URL=database_url),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-6000:]
