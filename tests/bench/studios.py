"""Studios to be measured: the whole program with a provider as slow as wanted, and what its stand-in knows."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx

from tests.bench.rows import Rows
from tests.browser.studio import Studio
from tests.program.conftest import ADMIN, in_a_hurry
from tests.program.running import Person, free_port

PATH = "/sandbox/stats"
# Kinds of requests that count against the provider's limit; results come from another host.
COUNTED = ("post", "get", "list")


class Measured(Studio):
    """A studio whose rows can be read from outside."""

    def __init__(self, folder: Path, latency: str, rate_limit: int = 300, webhooks: bool = False) -> None:
        port = free_port()
        settings = in_a_hurry(port) if webhooks else ADMIN
        given = {**settings, "SANDBOX_LATENCY": latency, "FREEPIK_RATE_LIMIT": str(rate_limit)}
        super().__init__(folder, given, port=port)
        self.rows = Rows(folder / "atelier.sqlite3")

    def admin(self) -> str:
        """The key of a session of the admin."""
        with Person(self) as person:
            return str(person.http.cookies["sessionid"])

    def members(self, names: Iterable[str]) -> list[str]:
        """New members without a password; the keys of their sessions."""
        code = "from tests.browser import past\npast.members(names, None)\nanswer = [past.session(n) for n in names]"
        return list(self.shell(code, names=list(names)))

    def counted(self) -> int:
        """How many requests the provider has counted."""
        requests = self.requests()
        return sum(requests[kind] for kind in COUNTED)

    def provider_tasks(self) -> list[dict[str, Any]]:
        """What the stand-in tells of every task it has accepted; `created` and `completed` are unix seconds."""
        answer = httpx.get(f"http://127.0.0.1:{self.sandbox_port}{PATH}", timeout=20)
        return list(answer.json()["tasks"])
