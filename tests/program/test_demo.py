"""`make demo`: the studio is filled by one command, and what still waits in it is made when it is started."""

import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.program.running import ROOT, Program, environment, wait_until


def command(folder):
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--generations", "10"],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout


def statuses(folder):
    with closing(sqlite3.connect(folder / "atelier.sqlite3")) as database:
        return [status for (status,) in database.execute("SELECT status FROM generator_generation ORDER BY id")]


def test_a_demo_is_filled_once_and_goes_on_when_it_is_started(tmp_path):
    told = command(tmp_path)
    assert "mara" in told
    before = statuses(tmp_path)
    assert before[-7:] == ["queued"] * 7
    # The same studio, and the same password.
    assert command(tmp_path).splitlines() == told.splitlines()[-9:]
    assert statuses(tmp_path) == before

    with Program(tmp_path, {"SANDBOX_LATENCY": "0.2"}):
        wait_until(lambda: statuses(tmp_path)[-7:] == ["succeeded"] * 7, 60)
    assert statuses(tmp_path)[:-7] == before[:-7]
