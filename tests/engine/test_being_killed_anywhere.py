"""The engine is killed at any point of a generation's life: nothing is sent twice, what was paid for arrives."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from generator.sandbox.server import Sandbox
from tests.program.running import ROOT, environment

# Where it dies, and how often the provider has been sent to and what becomes of it then.
SUCCEEDED, UNCONFIRMED = (1, "succeeded", 1), (0, "unconfirmed", 0)
POINTS = {
    "list leaves": SUCCEEDED,
    "before its row": SUCCEEDED,
    "after its row": UNCONFIRMED,
    "POST leaves": UNCONFIRMED,
    "POST answered": SUCCEEDED,
    "POST read": SUCCEEDED,
    "GET leaves": SUCCEEDED,
    "GET read": SUCCEEDED,
    "result leaves": SUCCEEDED,
    "result read": SUCCEEDED,
    "before preparing": SUCCEEDED,
    "after preparing": SUCCEEDED,
}
# A life has some hundred and fifty of them; the first ones read.
STATEMENTS = [f"statement {number}" for number in range(16, 136, 12)]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What became of each, several at once: a process takes its time to begin."""
    folder: Path = tmp_path_factory.mktemp("dying")
    with ExitStack() as stack:
        sandboxes = {where: stack.enter_context(Sandbox(latency=0.3)) for where in (*POINTS, *STATEMENTS)}
        cases = [[where, where, sandbox.url] for where, sandbox in sandboxes.items()]
        run = subprocess.run(
            [sys.executable, "-m", "tests.engine.dying"],
            input=json.dumps(cases),
            env=environment(folder, DJANGO_SETTINGS_MODULE="project.settings"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-4000:]
        found = json.loads(run.stdout)
        assert found.keys() == sandboxes.keys(), run.stderr[-4000:]
        for where, sandbox in sandboxes.items():
            found[where]["posts"] = sandbox.requests["post"]
        yield found


@pytest.mark.parametrize("where", POINTS)
def test_at_a_point_of_its_conversation(ended: dict[str, dict[str, Any]], where: str) -> None:
    end = ended[where]
    assert end["killed"]
    assert (end["posts"], end["status"], end["pictures"]) == POINTS[where]
    assert end["attempts"] == 1
    assert end["candidates"] == 0


@pytest.mark.parametrize("where", STATEMENTS)
def test_before_a_statement(ended: dict[str, dict[str, Any]], where: str) -> None:
    end = ended[where]
    assert (end["posts"], end["status"], end["pictures"]) in (SUCCEEDED, UNCONFIRMED)
    assert end["attempts"] == 1
