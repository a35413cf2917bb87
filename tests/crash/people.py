"""People who send all the time: impatient ones, whose browsers send a form again until it is answered."""

import random
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx

from tests.program.running import PASSWORD, TOKEN, Program
from tests.sandbox.client import picture

GROUP = re.compile(r'name="group" value="([0-9a-f-]{36})"')
# Words for the stand-in, by how often: most prompts have none.
TROUBLE = {
    "": 40,
    "[cut]": 3,
    "[gone]": 3,
    "[get-404]": 2,
    "[get-500]": 2,
    "[get-html]": 2,
    "[empty-once]": 3,
    "[expired]": 2,
    "[odd]": 2,
    "[slow]": 4,
    "[webp]": 1,
    "[double-webhook]": 3,
    "[no-webhook]": 2,
    "[503]": 1,
    "[fail]": 2,
}
# The task is made and the answer says otherwise: only where somebody may tell of it later.
UNTOLD = "[500+]"
PAUSE_SECONDS = 0.4, 2.4
AGAIN_SECONDS = 0.1, 0.6
PRESS_SECONDS = 60.0
DOUBLE_SHARE, REFERENCE_SHARE, UNTOLD_SHARE = 0.15, 0.2, 0.02


@dataclass
class Form:
    """One wish; `answered` when the studio has said that it was taken."""

    prompt: str
    count: int
    references: int
    answered: bool = False
    sendings: int = 0


class Sender(threading.Thread):
    """A member who sends one form after the other while `wanted` says so."""

    def __init__(self, program: Program, name: str, seed: int, wanted: Callable[[], bool]) -> None:
        super().__init__(name=name, daemon=True)
        self.forms: list[Form] = []
        self.wrong: list[str] = []
        self._program = program
        self._random = random.Random(f"{seed} {name}")  # noqa: S311 - a seed repeats it
        self._wanted = wanted
        self._leaving = threading.Event()
        self._given_up = threading.Event()

    def run(self) -> None:
        with httpx.Client(base_url=self._program.url, timeout=20) as browser:
            self._browser = browser
            self._sign_in()
            while not self._leaving.is_set():
                if self._wanted():
                    self._send(self._form())
                self._leaving.wait(self._random.uniform(*PAUSE_SECONDS))

    def stop(self) -> None:
        """After the form in hand, which is sent until it is answered."""
        self._leaving.set()

    def give_up(self) -> None:
        self._leaving.set()
        self._given_up.set()

    def press(self, path: str, **fields: str) -> None:
        """One button on a page of the studio, by somebody who knows what they do; after `stop_all`."""
        self._given_up.clear()
        patience = threading.Timer(PRESS_SECONDS, self._given_up.set)
        patience.start()
        with httpx.Client(base_url=self._program.url, timeout=20) as self._browser:
            self._sign_in()
            self._until_answered(path, lambda: {"csrfmiddlewaretoken": self._page()[0], **fields})
        patience.cancel()

    def _form(self) -> Form:
        word = self._random.choices(list(TROUBLE), list(TROUBLE.values()))[0]
        if self._random.random() < UNTOLD_SHARE:
            word = UNTOLD
        number = len(self.forms) + 1
        form = Form(
            prompt=f"{word} A quiet lake, number {number} of {self.name}".strip(),
            count=self._random.choice((1, 1, 1, 2, 3)),
            references=self._random.choice((1, 2)) if self._random.random() < REFERENCE_SHARE else 0,
        )
        self.forms.append(form)
        return form

    def _send(self, form: Form) -> None:
        colours = [f"{self._random.randrange(2**24):06x}" for _ in range(form.references)]
        files = [("references", (f"{one}.png", picture(colour=f"#{one}"), "image/png")) for one in colours]
        token, group = self._page()
        fields = {"csrfmiddlewaretoken": token, "group": group, "prompt": form.prompt, "count": str(form.count)}
        if self._random.random() < DOUBLE_SHARE:
            with ThreadPoolExecutor(2) as twice:
                answers = twice.map(lambda _: self._once("/generations/", fields, files), range(2))
            form.sendings += 2
            form.answered = any(list(answers))
        while not form.answered and not self._given_up.is_set():
            form.sendings += 1
            form.answered = self._once("/generations/", fields, files)
            if not form.answered:
                self._wait()

    def _once(self, path: str, fields: dict[str, str], files: Any = None) -> bool:
        """Whether the studio answered that it has it; an answer that is neither that nor an accident is a fault."""
        try:
            answer = self._browser.post(path, data=fields, files=files)
        except httpx.HTTPError:
            return False
        if answer.is_redirect and "login" not in answer.headers["location"]:
            return True
        if answer.status_code < 500:
            self.wrong.append(f"{path} was answered {answer.status_code}: {answer.text[:200]!r}")
        return False

    def _sign_in(self) -> None:
        def fields() -> dict[str, str]:
            token, _ = self._page("/accounts/login/")
            return {"csrfmiddlewaretoken": token, "username": self.name, "password": PASSWORD}

        self._until_answered("/accounts/login/", fields)

    def _until_answered(self, path: str, fields: Callable[[], dict[str, str]]) -> None:
        while not self._given_up.is_set() and not self._once(path, fields()):
            self._wait()

    def _page(self, path: str = "/") -> tuple[str, str]:
        """The token of a page with a form, and the form's number where it has one."""
        while not self._given_up.is_set():
            try:
                text = self._browser.get(path).text
            except httpx.HTTPError:
                text = ""
            if token := TOKEN.search(text):
                group = GROUP.search(text)
                return token[1], group[1] if group else ""
            self._wait()
        return "", ""

    def _wait(self) -> None:
        self._given_up.wait(self._random.uniform(*AGAIN_SECONDS))


def stop_all(senders: list[Sender], seconds: float) -> None:
    """Let each finish the form in hand; whoever cannot in time gives up."""
    for sender in senders:
        sender.stop()
    give_up = time.monotonic() + seconds
    for sender in senders:
        sender.join(max(0.0, give_up - time.monotonic()))
        sender.give_up()
        sender.join(30)
