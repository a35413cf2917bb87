"""Who asked for what and when, and what came of it: invented, and the same every time but for the dates.

People sit down for a while: they ask for something new, go on from what came, and take up what colleagues made.
Something fails now and then, and some of it is thrown away.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from generator.demo import hours
from generator.demo.brands import KARST, STRATO, VELORA
from generator.demo.places import GRIMMING, HAFEN, MUSEUM, ODDS
from generator.demo.projects import Brief, Project
from generator.demo.team import TEAM

PROJECTS = (KARST, GRIMMING, VELORA, MUSEUM, STRATO, HAFEN, ODDS)
# What is still in line when the studio is opened: seven pictures.
IN_LINE = (
    (STRATO, "priya", Brief("Launch film, frame 6 of 9: the desert at noon, dunes, heat", 4, "16:9"), False),
    (MUSEUM, "aiko", Brief("Bauhaus tiles for the shop, {gold|blue}, two sizes", 1, "1:1"), False),
    (GRIMMING, "jonas", Brief("Wie vorhin, aber bei Mondlicht, night", 1), True),
)
# How many pictures people ask for at once, and how often they ask while they sit: each as often as it stands here.
COUNTS = (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 4, 4, 6)
SESSIONS = (1, 2, 2, 3, 3, 4, 5, 7)
DEEPEST = 4


class Fate(Enum):
    MADE = auto()
    DELAYED = auto()  # made, after the provider had turned it away
    RETRIED = auto()  # made, after it had failed
    FAILED = auto()
    REFUSED = auto()
    CANCELED = auto()
    GIVEN_UP = auto()
    UNCONFIRMED = auto()
    QUEUED = auto()

    @property
    def picture(self) -> bool:
        return self in (Fate.MADE, Fate.DELAYED, Fate.RETRIED)


# Of a thousand, how many it happens to.
SELDOM = {Fate.FAILED: 22, Fate.REFUSED: 12, Fate.CANCELED: 14, Fate.DELAYED: 14, Fate.RETRIED: 12}


@dataclass(eq=False)
class Shot:
    """One generation: what becomes of it, and what people do with its picture."""

    send: "Send"
    fate: Fate
    uses: int = 0
    favourite_of: list[str] = field(default_factory=list)
    trashed_after: timedelta | None = None


@dataclass(eq=False)
class Send:
    """One form. `source` is an earlier picture, its first reference; `depth` counts those before it."""

    at: datetime
    author: str
    project: Project
    brief: Brief
    source: Shot | None = None
    shots: list[Shot] = field(default_factory=list)

    @property
    def depth(self) -> int:
        return self.source.send.depth + 1 if self.source else 0

    @property
    def waits(self) -> bool:
        """Whether it is in line."""
        return any(shot.fate == Fate.QUEUED for shot in self.shots)

    @property
    def pictures(self) -> list[Shot]:
        return [shot for shot in self.shots if shot.fate.picture]


def sends(wanted: int, now: datetime) -> list[Send]:
    """About `wanted` generations, the oldest first; the last ones are still in line."""
    return Story(random.Random(49), now).told(wanted)  # noqa: S311 - the same story every time


class Story:
    """Tells itself from the beginning; `rng` is all the chance there is."""

    def __init__(self, rng: random.Random, now: datetime) -> None:
        self._rng = rng
        self._now = now
        self._sends: list[Send] = []
        self._made = 0
        self._ideas = {project.name: list(project.briefs) for project in PROJECTS}

    def told(self, wanted: int) -> list[Send]:
        in_line = sum(brief.number for _, _, brief, _ in IN_LINE)
        past = max(1, wanted - in_line)
        sessions: list[list[Send]] = []
        while self._made < past:
            sessions.append(self._session(past))
        self._date(sessions)
        self._lose_two()
        self._look_back()
        self._wait_in_line()
        return self._sends

    def _session(self, past: int) -> list[Send]:
        """Somebody sits down, until `past` generations are made."""
        left = hours.WEEKS * (1 - self._made / past)
        running = [one for one in PROJECTS if one.weeks[0] >= left >= one.weeks[1]]
        [project] = self._rng.choices(running, [one.share for one in running])
        busy = {person.username: person.busy for person in TEAM}
        weights = [busy[name] / (place + 1) for place, name in enumerate(project.team)]
        [author] = self._rng.choices(project.team, weights)
        found: list[Send] = []
        for _ in range(self._rng.choice(SESSIONS)):
            if self._made < past:
                found.append(self._next(project, author, found, past - self._made))
                self._sends.append(found[-1])
                self._made += len(found[-1].shots)
        return found

    def _next(self, project: Project, author: str, session: list[Send], most: int) -> Send:
        source = self._taken_up(project, session)
        if source:
            change = self._rng.choice(project.changes)
            brief = change if isinstance(change, Brief) else Brief(change)
            source.uses += 1
        elif self._ideas[project.name]:
            brief = self._ideas[project.name].pop(0)
        else:
            brief = self._rng.choice(project.briefs)
        send = Send(self._now, author, project, brief, source)
        send.brief = replace(brief, count=min(most, brief.count or self._rng.choice(COUNTS)))
        send.shots = [Shot(send, self._fate()) for _ in range(send.brief.number)]
        return send

    def _taken_up(self, project: Project, session: list[Send]) -> Shot | None:
        """The picture that is gone on from, if any: of this session, or of the project's last ones."""
        if self._rng.random() > (0.55 if session else 0.4):
            return None
        mine = [send for send in self._sends if send.project is project]
        near = session[-1:] if session and self._rng.random() < 0.55 else mine[-20:]
        shots = [shot for send in near if send.depth < DEEPEST for shot in send.pictures]
        # What is gone on from once is gone on from more often.
        return self._rng.choices(shots, [1 + 15 * shot.uses for shot in shots])[0] if shots else None

    def _fate(self) -> Fate:
        lot = self._rng.random() * 1000
        for fate, share in SELDOM.items():
            lot -= share
            if lot < 0:
                return fate
        return Fate.MADE

    def _date(self, sessions: list[list[Send]]) -> None:
        for at, session in zip(hours.starts(len(sessions), self._rng, self._now), sessions, strict=True):
            for send in session:
                if send.source:
                    at = max(at, send.source.send.at + timedelta(seconds=80))
                send.at = min(at, self._now - timedelta(minutes=2))
                at += timedelta(seconds=self._rng.uniform(40, 380))
        self._sends.sort(key=lambda send: send.at)

    def _lose_two(self) -> None:
        """One was given up after a day, of another nobody knows whether it was made: an admin may look at both."""
        old = [shot for send in self._sends for shot in send.pictures if not shot.uses and self._age(shot).days >= 2]
        for fate, place in ((Fate.GIVEN_UP, len(old) // 2), (Fate.UNCONFIRMED, -1)):
            if old:
                old.pop(place).fate = fate

    def _age(self, shot: Shot) -> timedelta:
        return self._now - shot.send.at

    def _look_back(self) -> None:
        """Hearts, for what was worked with more than for the rest; and a few that nobody wanted to see again."""
        rng = self._rng
        pictures = [shot for send in self._sends for shot in send.pictures]
        for shot in pictures:
            liking = 0.14 if shot.uses else 0.03
            for person in TEAM:
                own = 2.5 if person.username == shot.send.author else 1
                if rng.random() < liking * own:
                    shot.favourite_of.append(person.username)
        unloved = [shot for shot in pictures if not shot.uses and not shot.favourite_of]
        for shot in rng.sample(unloved, len(unloved) // 30):
            after = timedelta(minutes=rng.uniform(1, 200))
            if timedelta(hours=4) < self._age(shot) < timedelta(days=28):
                shot.trashed_after = after

    def _wait_in_line(self) -> None:
        for project, author, brief, goes_on in IN_LINE:
            pictures = [
                shot
                for send in self._sends
                if send.project is project and send.depth < DEEPEST
                for shot in send.pictures
            ]
            source = pictures[-1] if goes_on and pictures else None
            send = Send(self._now - timedelta(seconds=2), author, project, brief, source)
            send.shots = [Shot(send, Fate.QUEUED) for _ in range(brief.number)]
            self._sends.append(send)
