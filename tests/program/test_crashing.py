"""Ten of the kills that `make crashtest` does fifty of."""

import secrets
import sys
from pathlib import Path

from tests.crash.__main__ import say
from tests.crash.report import told
from tests.crash.runs import Mode, Run


def test_nothing_is_lost_paid_twice_or_stuck(tmp_path: Path) -> None:
    seed = secrets.randbelow(10**6)
    result = Run(tmp_path, Mode.WEBHOOKS, 10, seed, say).result()
    said = told([result], seed)
    sys.stderr.write(f"\n{said}\n")
    assert not result.books.faults(), said
