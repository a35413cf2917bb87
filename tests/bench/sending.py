"""Members who send the composer's form, as htmx does, and how long the answer takes that shows the cards."""

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self

import httpx

from tests.bench.report import say
from tests.program.running import CARD, TOKEN, Program

# A picture that costs the stand-in nothing: the real provider's are not drawn on this machine.
CHEAP = "[same]"


class Sender:
    """A member with the studio open."""

    def __init__(self, program: Program, session: str) -> None:
        self.http = httpx.Client(base_url=program.url, cookies={"sessionid": session}, timeout=30)
        token = TOKEN.search(self.http.get("/").text)
        assert token
        self._token = token[1]
        self._htmx = {"HX-Request": "true", "HX-Current-URL": f"{program.url}/", "Accept": "text/html"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def send(self, prompt: str, count: int = 1) -> float:
        """Send a prompt; the seconds until the whole answer is there, with a card for every picture."""
        form = {
            "csrfmiddlewaretoken": self._token,
            "group": str(uuid.uuid4()),
            "prompt": prompt,
            "count": str(count),
            "reference_urls": "",
        }
        began = time.perf_counter()
        answer = self.http.post("/generations/", data=form, files={"references": (None, "")}, headers=self._htmx)
        took = time.perf_counter() - began
        assert answer.status_code == 200, answer.text[:500]
        assert len(CARD.findall(answer.text)) == count, answer.text[:500]
        return took


def send_at_once(program: Program, sessions: Sequence[str], pictures: int) -> list[float]:
    """So many pictures, four to a form, from all members at the same time; the seconds of every answer."""
    forms = -(-pictures // 4)
    share = [range(place, forms, len(sessions)) for place in range(len(sessions))]
    ready = threading.Barrier(len(sessions))

    def sent(place: int) -> list[float]:
        with Sender(program, sessions[place]) as sender:
            ready.wait(30)
            return [
                sender.send(f"A quiet lake, {form} {CHEAP}", min(4, pictures - form * 4)) for form in share[place]
            ]

    with ThreadPoolExecutor(len(sessions)) as members:
        answers = [took for one in members.map(sent, range(len(sessions))) for took in one]
    say(f"{pictures:,} pictures sent with {forms} forms")
    return answers
