"""What a project consists of: what people ask for, how they go on from there, and what they have brought along.

`brands` and `places` have the projects themselves. Their words are chosen so that the stand-in has a motif for most
of them (`generator.sandbox.motifs`).
"""

from dataclasses import dataclass

from generator import alternatives


@dataclass(frozen=True)
class Upload:
    """A file that somebody brings along, painted from `prompt`; `name` is what the team calls it, if anything."""

    file: str
    prompt: str
    name: str = ""
    pinned: bool = False


@dataclass(frozen=True)
class Brief:
    """What is asked for. `uploads` are file names; a `count` of 0 is anything that people usually choose."""

    prompt: str
    count: int = 0
    ratio: str = ""
    uploads: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many generations it makes."""
        return self.count * alternatives.number(self.prompt)


@dataclass(frozen=True)
class Project:
    """`team` are usernames, the first at it most; `weeks` say how long ago it began and ended.

    `changes` are asked of its pictures, not of words alone. `share` is how much is made for it, compared with others.
    """

    name: str
    team: tuple[str, ...]
    weeks: tuple[float, float]
    uploads: tuple[Upload, ...]
    briefs: tuple[Brief, ...]
    changes: tuple[Brief | str, ...]
    share: float = 1
