"""`python -m tests.crash`: half of the kills with webhooks, half of them without."""

import argparse
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from tests.crash.report import told
from tests.crash.runs import Mode, Run


def main() -> int:
    """0 when nothing was lost, paid twice or stuck; else 1, and the folders are kept."""
    parser = argparse.ArgumentParser(prog="tests.crash", description="Kill the studio at random moments.")
    parser.add_argument("--kills", type=int, default=50, help="how many, over all modes (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="repeats a run, as far as timing allows (default: a new one)")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), help="only this one (default: half of each)")
    given = parser.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    modes = [given.mode] if given.mode else list(Mode)
    folder = Path(tempfile.mkdtemp(prefix="atelier-crash-"))
    say(f"seed {seed}")
    results = []
    for number, mode in enumerate(modes):
        # What does not divide evenly is killed in the first.
        kills = given.kills // len(modes) + (number < given.kills % len(modes))
        results.append(Run(folder / mode, mode, kills, seed, say).result())
    sys.stdout.write(told(results, seed) + "\n")
    if any(result.books.faults() for result in results):
        say(f"everything is kept in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
