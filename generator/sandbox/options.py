"""What the stand-in can be told when it is started."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Latency:
    """How long something takes, in seconds: between two numbers, where exactly follows from an id."""

    shortest: float
    longest: float

    @classmethod
    def parse(cls, text: str) -> "Latency":
        """From "8" or "5-35". Raises ValueError with a sentence for anything else."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?", text.strip())
        if not found:
            raise ValueError(f'A latency is "8" or "5-35", in seconds; "{text}" is neither.')
        shortest = float(found[1])
        longest = float(found[2] or found[1])
        if longest < shortest:
            raise ValueError(f'A latency starts with its shorter end; "{text}" does not.')
        return cls(shortest, longest)

    def of(self, task_id: str) -> float:
        """Seconds for the one with that id, in hex."""
        share = int(task_id[:8], 16) / 0xFFFFFFFF
        return self.shortest + (self.longest - self.shortest) * share

    def __str__(self) -> str:
        if self.shortest == self.longest:
            return f"{self.shortest:g}"
        return f"{self.shortest:g}-{self.longest:g}"


@dataclass(frozen=True)
class Options:
    """One run's settings; times in seconds. Without `key`, any that does not begin with "bad" is accepted."""

    latency: Latency = Latency(6, 12)
    post_latency: Latency = Latency(0, 0)
    rate_limit: int = 300
    retry_after: bool = False
    key: str = ""
    webhook_secret: str = ""
    allow_remote_webhooks: bool = False
    empty_list_404: bool = False
    result_lifetime: float = 3600
    state: Path | None = None
