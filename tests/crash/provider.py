"""The stand-in as a process of its own: it is the provider, which goes on whatever happens to the studio."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx

from generator.processes import PARENT
from tests.program.running import ROOT, environment, free_port, wait_until

KEY = "only-for-the-stand-in"
# A picture after half a second to four; the answer to a POST long enough that many a kill falls into one.
LATENCY, POST_LATENCY = "0.5-4", "0.1-1.2"
RATE_LIMIT = 6000


@dataclass(frozen=True)
class Task:
    """What the provider has accepted, and will charge. `token` is that of the webhook's address, "" without one."""

    id: str
    prompt: str
    references: int
    token: str
    status: str
    answered: bool


@dataclass
class Provider:
    folder: Path
    webhook_secret: str = ""
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        options = {"--latency": LATENCY, "--post-latency": POST_LATENCY, "--rate-limit": str(RATE_LIMIT)}
        arguments = [word for option in options.items() for word in option]
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "sandbox", "--port", str(self.port), *arguments],
                env=environment(
                    self.folder, **{"SANDBOX_WEBHOOK_SECRET": self.webhook_secret, PARENT: str(os.getpid())}
                ),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(self._answers, 60)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/sandbox/stats", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def tasks(self) -> list[Task]:
        """All it has accepted, oldest first."""
        return [
            Task(
                id=task["id"],
                prompt=task["prompt"],
                references=task["references"],
                token=task["webhook_url"].rstrip("/").rpartition("/")[2],
                status=task["status"],
                answered=task["answered"],
            )
            for task in httpx.get(f"{self.url}/sandbox/stats", timeout=30).json()["tasks"]
        ]
