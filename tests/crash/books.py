"""The studio's books against the provider's: each task that was made is stored or kept, and paid for once.

A task belongs to the attempt that has its id, or whose token its webhook carries; without either it belongs to its
prompt, which no two forms share.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PIL import Image

from tests.crash.people import Form
from tests.crash.provider import Task
from tests.crash.rows import FINISHED, UNCONFIRMED, Attempt, Generation, Picture, Rows

COMPLETED, FAILED = "COMPLETED", "FAILED"


@dataclass
class Books:
    """One comparison. Faults are sentences; `media` is the studio's folder of files."""

    rows: Rows
    tasks: Sequence[Task]
    forms: Sequence[Form]
    media: Path
    # What went wrong besides, seen by whoever looked on.
    other: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        return [*self.lost, *self.paid_twice, *self.stuck, *self.wrong]

    @cached_property
    def lost(self) -> list[str]:
        """Completed tasks without a sound picture, successes without one, and forms whose wish is not there."""
        found = [
            f"task {task.id} ({task.prompt}) was made, and there is no picture of it"
            for task in self.tasks
            if task.status == COMPLETED and task.id not in self.stored and task.id not in self.rows.unclaimed
        ]
        pictured = {picture.generation for picture in self.rows.pictures if not self.flaws[picture]}
        found += [
            f"generation {one.id} ({one.prompt}) has succeeded without a picture"
            for one in self.rows.generations.values()
            if one.status == "succeeded" and one.id not in pictured
        ]
        found += [f"{picture.file} {flaw}" for picture, flaw in self.flaws.items() if flaw]
        return found + [
            f"the form {form.prompt!r} for {form.count} was taken, and {self._wishes[form.prompt]} are there"
            for form in self.forms
            if form.answered and self._wishes[form.prompt] < form.count
        ]

    @cached_property
    def paid_twice(self) -> list[str]:
        """Generations with more than one task, prompts with more tasks than generations, forms taken twice."""
        found = [
            f"generation {id} ({self.rows.generations[id].prompt}) has {count} tasks"
            for id, count in Counter(attempt.generation for attempt in self._attempt_of.values()).items()
            if count > 1
        ]
        for prompt, count in Counter(task.prompt for task in self.tasks).items():
            if count > self._wishes[prompt] and not any(f"({prompt})" in sentence for sentence in found):
                found.append(f"{prompt!r} has {count} tasks for {self._wishes[prompt]} generations")
        return found + [
            f"the form {form.prompt!r} for {form.count}, sent {form.sendings} times, made {self._wishes[form.prompt]}"
            for form in self.forms
            if self._wishes[form.prompt] > form.count
        ]

    @cached_property
    def stuck(self) -> list[str]:
        """Whatever is not finished; but who is unconfirmed may wait for a person, if there is nothing to be found."""
        found = [
            f"generation {one.id} ({one.prompt}) is {one.status}"
            for one in self.rows.generations.values()
            if one.status not in FINISHED and one not in self.never_received and one not in self.to_be_matched
        ]
        found += [f"attempt {attempt.id} is open" for attempt in self.rows.attempts if attempt.outcome == "open"]
        return found + [f"the form {form.prompt!r} was never answered" for form in self.forms if not form.answered]

    @cached_property
    def wrong(self) -> list[str]:
        """What is none of the three and still not right."""
        silent = [
            f"generation {one.id} ({one.prompt}) has failed without a reason"
            for one in self.rows.generations.values()
            if one.status == "failed" and not one.failure
        ]
        references = {form.prompt: form.references for form in self.forms}
        short = [
            f"task {task.id} ({task.prompt}) has {task.references} references"
            for task in self.tasks
            if task.references != references.get(task.prompt)
        ]
        return [*self.other, *silent, *short]

    @cached_property
    def stored(self) -> set[str]:
        """Tasks with a sound picture in the history."""
        sound = {picture.attempt for picture in self.rows.pictures if not self.flaws[picture]}
        return {attempt.remote_id for attempt in self.rows.attempts if attempt.id in sound}

    @cached_property
    def kept(self) -> list[Task]:
        """Tasks whose pictures a person has to match."""
        pictured = {picture.attempt for picture in self.rows.pictures}
        claimed = {attempt.remote_id for attempt in self.rows.attempts if attempt.id in pictured}
        return [task for task in self.tasks if task.id in self.rows.unclaimed - claimed]

    @cached_property
    def unanswered(self) -> list[Task]:
        """Tasks whose POST nobody heard the answer of, or did not live to write it down."""
        known = {attempt.remote_id for attempt in self.rows.attempts}
        return [task for task in self.tasks if not task.answered or task.id not in known]

    @cached_property
    def found_again(self) -> list[Task]:
        """Those of the unanswered that the studio knows of all the same."""
        known = {attempt.remote_id for attempt in self.rows.attempts}
        return [task for task in self.unanswered if task.id in known]

    @cached_property
    def never_received(self) -> list[Generation]:
        """Unconfirmed ones of which the provider has nothing: a person may send them again, at no risk."""
        return [one for one in self._unconfirmed if not self._unmatched[one.prompt]]

    @cached_property
    def to_be_matched(self) -> list[Generation]:
        """Unconfirmed ones of which all that the provider has is kept."""
        return [
            one
            for one in self._unconfirmed
            if self._unmatched[one.prompt] and all(task in self.kept for task in self._unmatched[one.prompt])
        ]

    @cached_property
    def flaws(self) -> dict[Picture, str]:
        """Every picture, and what is wrong with its files."""
        return {picture: self._flaw(picture) for picture in self.rows.pictures}

    def _flaw(self, picture: Picture) -> str:
        try:
            content = (self.media / picture.file).read_bytes()
            for name in (picture.file, picture.thumbnail):
                with Image.open(self.media / name) as image:
                    image.load()
        except OSError as error:
            return f"cannot be read: {error}"
        return "" if hashlib.sha256(content).hexdigest() == picture.sha256 else "is not what was stored"

    @cached_property
    def _wishes(self) -> Counter[str]:
        return Counter(one.prompt for one in self.rows.generations.values())

    @cached_property
    def _unconfirmed(self) -> list[Generation]:
        return [one for one in self.rows.generations.values() if one.status == UNCONFIRMED]

    @cached_property
    def _attempt_of(self) -> dict[str, Attempt]:
        """The attempt of a task, where one is known, by the task's id."""
        by_id = {attempt.remote_id: attempt for attempt in self.rows.attempts if attempt.remote_id}
        by_token = {attempt.token: attempt for attempt in self.rows.attempts}
        matched = {task.id: by_id.get(task.id) or by_token.get(task.token) for task in self.tasks}
        return {id: attempt for id, attempt in matched.items() if attempt}

    @cached_property
    def _unmatched(self) -> dict[str, list[Task]]:
        """Tasks that no attempt has the id of, by prompt."""
        known = {attempt.remote_id for attempt in self.rows.attempts}
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self.tasks:
            if task.id not in known and task.status != FAILED:
                found[task.prompt].append(task)
        return found
