"""One run: people send while processes are killed; then it is left alone until everything is done, or time is up."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path

from tests.crash import rows
from tests.crash.books import Books
from tests.crash.people import Sender, stop_all
from tests.crash.provider import KEY, RATE_LIMIT, Provider
from tests.crash.studio import Kind, Studio
from tests.program.running import PASSWORD, free_port, wait_until

PEOPLE = ("ada", "bob", "cleo")
PAUSE_SECONDS = 0.5, 6.0
# A queue that was often killed young is started again after twenty seconds at the latest; machines may be busy.
BACK_SECONDS = 60.0
# The engine calls an attempt orphaned after 95 seconds; then it has to be found, fetched and stored.
SETTLE_SECONDS, RESENT_SECONDS = 150.0, 30.0
# People wait for their pictures when so many are under way.
ENOUGH = 24
SECRET = "only for tests"


class Mode(StrEnum):
    WEBHOOKS = "webhooks"
    LIST = "list"


@dataclass
class Result:
    mode: Mode
    books: Books
    kills: Counter[Kind]
    killing_seconds: float
    settling_seconds: float
    sent_again: int
    seconds: float


@dataclass
class Run:
    folder: Path
    mode: Mode
    kills: int
    seed: int
    say: Callable[[str], None]
    _wrong: list[str] = field(default_factory=list)

    def result(self) -> Result:
        """Raises AssertionError only when the studio does not even start."""
        called = time.monotonic()
        chance = random.Random(f"{self.seed} {self.mode}")  # noqa: S311 - a seed repeats it
        with Provider(self.folder / "provider", SECRET) as provider, self._studio(provider) as studio:
            for name in PEOPLE[1:]:
                studio.add_member(name)

            def wanted() -> bool:
                return rows.unfinished(studio.folder) < ENOUGH

            senders = [Sender(studio, name, self.seed, wanted) for name in PEOPLE]
            for sender in senders:
                sender.start()
            began = time.monotonic()
            try:
                kills = self._kill(studio, chance)
            finally:
                ended = time.monotonic()
                stop_all(senders, BACK_SECONDS)
            books = self._settled(studio, provider, senders, SETTLE_SECONDS)
            sent_again = len(books.never_received)
            for one in books.never_received:
                # Its author looks at the provider's page, finds nothing, and decides.
                author = next(sender for sender in senders if one.prompt.endswith(sender.name))
                author.press(f"/generations/{one.uuid}/retry/", knowingly="1")
            if sent_again:
                # What was not in order in time does not get the same time again.
                seconds = RESENT_SECONDS if books.faults() else SETTLE_SECONDS
                books = self._settled(studio, provider, senders, seconds)
                books.other += [f"{one.prompt!r} was sent again and did not go out" for one in books.never_received]
            settled = time.monotonic()
            if code := studio.stop():
                self._wrong.append(f"the program, asked to end, ended with {code}")
        seconds = time.monotonic() - called
        return Result(self.mode, books, kills, ended - began, settled - ended, sent_again, seconds)

    def _studio(self, provider: Provider) -> Studio:
        port = free_port()
        settings = {
            "FREEPIK_API_KEY": KEY,
            "FREEPIK_API_URL": provider.url,
            "FREEPIK_RATE_LIMIT": str(RATE_LIMIT),
            "DJANGO_SUPERUSER_USERNAME": PEOPLE[0],
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        if self.mode == Mode.WEBHOOKS:
            settings |= {"PUBLIC_URL": f"http://127.0.0.1:{port}", "FREEPIK_WEBHOOK_SECRET": SECRET}
        return Studio(self.folder / "studio", settings, port=port)

    def _kill(self, studio: Studio, chance: random.Random) -> Counter[Kind]:
        """Every kind about as often as any other, at moments that do not wait for the program to be well again."""
        kinds = [list(Kind)[number % len(Kind)] for number in range(self.kills)]
        chance.shuffle(kinds)
        killed: Counter[Kind] = Counter()
        began = time.monotonic()
        for number, kind in enumerate(kinds, 1):
            time.sleep(chance.uniform(*PAUSE_SECONDS))
            try:
                waited = wait_until(partial(self._there, studio, kind), BACK_SECONDS)
            except AssertionError:
                self._wrong.append(f"{kind} was not there again after {BACK_SECONDS:g} s")
                continue
            if wrong := studio.kill(kind):
                self._wrong.append(wrong)
            killed[kind] += 1
            late = f", after waiting {waited:.1f} s for it" if waited > 1 else ""
            self.say(f"{self.mode}: {number} of {self.kills} at {time.monotonic() - began:.1f} s: {kind}{late}")
        return killed

    def _there(self, studio: Studio, kind: Kind) -> bool:
        if how := studio.ended():
            self._wrong.append(how)
        return bool(studio.targets(kind))

    def _settled(self, studio: Studio, provider: Provider, senders: list[Sender], seconds: float) -> Books:
        """The books as soon as they are in order, or as they are when the time is up."""
        give_up = time.monotonic() + seconds
        while True:
            # The tasks first: what is made in between is in neither, not in one of them.
            tasks = provider.tasks()
            books = Books(
                rows.read(studio.folder),
                tasks,
                [form for sender in senders for form in sender.forms],
                studio.folder / "media",
                [*self._wrong, *(sentence for sender in senders for sentence in sender.wrong)],
            )
            # In this order: for the lost ones every picture is decoded.
            if not (books.stuck or books.lost) or time.monotonic() > give_up:
                return books
            if how := studio.ended():
                self._wrong.append(how)
            time.sleep(1)
