"""The running program, with a way into its shell."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

import httpx

from tests.program.running import PASSWORD, ROOT, Program, environment, wait_until


class Studio(Program):
    def __enter__(self) -> Self:
        super().__enter__()
        wait_until(lambda: httpx.get(f"{self.url}/healthz/", timeout=20).status_code == 200, 60)
        return self

    def shell(self, code: str, **given: Any) -> Any:
        """Run Python in the program's own Django shell, with `given` as names; what it calls `answer` comes back."""
        head = f"import json\nfor name, value in json.loads({json.dumps(given)!r}).items(): globals()[name] = value\n"
        tail = "\nprint('answer:' + json.dumps(globals().get('answer'), default=str))"
        # Not by its standard input: the shell asks only once whether something has come there.
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "shell", "--verbosity", "0", "--command", head + code + tail],
            env=environment(self.folder, **self.settings),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.rpartition("answer:")[2])

    def forget_drafts(self) -> None:
        """What the test before has left in somebody's composer."""
        with closing(sqlite3.connect(self.folder / "atelier.sqlite3", timeout=20)) as database, database:
            database.execute("DELETE FROM generator_draft")

    def session(self, name: str) -> str:
        """The key of a session in which a member is signed in."""
        return str(self.shell("from tests.browser import past\nanswer = past.session(name)", name=name))


@contextmanager
def crowded_studio(folder: Path) -> Iterator[Studio]:
    """A studio that may ask the provider once a minute, and has done so: what is sent waits. alice is its admin."""
    admin = {"DJANGO_SUPERUSER_USERNAME": "alice", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with Studio(folder, {"FREEPIK_RATE_LIMIT": "1", **admin}) as program:
        program.shell("from tests.browser import past\npast.members(['Bob'], password)", password=PASSWORD)
        asked = "from generator.models import Provider\nanswer = Provider.current().requests.get('seconds')"
        wait_until(lambda: program.shell(asked))
        yield program
