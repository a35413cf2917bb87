"""What one member does is on the other's event stream a moment later."""

import re
import threading
import time

import httpx

from tests.program.running import Person, Program, wait_until

STATUS = re.compile(r'data-status="(\w+)"')
NEWEST = re.compile(r'data-since="(\d+)"')


class Listener(threading.Thread):
    """Notes when each status first arrived, until a picture does."""

    def __init__(self, person: Person) -> None:
        super().__init__(daemon=True)
        newest = NEWEST.search(person.http.get("/").text)
        assert newest
        self.person, self.newest = person, newest[1]
        self.connected = threading.Event()
        self.arrived: dict[str, float] = {}

    def run(self) -> None:
        with self.person.stream(since=self.newest) as lines:
            for line in lines:
                self.connected.set()
                for status in STATUS.findall(line):
                    self.arrived.setdefault(status, time.time())
                if "succeeded" in self.arrived:
                    return


def test_a_colleague_sees_every_step_within_a_second(studio: Program, alice: Person, bob: Person) -> None:
    listener = Listener(bob)
    listener.start()
    assert listener.connected.wait(5)
    before = set(alice.history())
    sent = time.time()
    alice.send("[slow] A quiet lake")
    (made,) = set(alice.history()) - before
    listener.join(20)
    assert min(listener.arrived.values()) - sent < 1
    accepted, finished = studio.times(made)
    assert listener.arrived["generating"] - accepted < 1
    assert listener.arrived["succeeded"] - finished < 1


def test_one_who_is_signed_out_hears_nothing(studio: Program) -> None:
    answer = httpx.get(f"{studio.url}/live/")
    assert answer.status_code == 403
    assert answer.content == b""


def test_a_stream_ends_for_one_who_was_away_where_it_left_off(alice: Person, bob: Person) -> None:
    newest = NEWEST.search(bob.http.get("/").text)
    assert newest
    before = set(alice.history())
    alice.send("[fast] A quiet lake")
    (made,) = set(alice.history()) - before
    wait_until(lambda: alice.history()[made] == "succeeded")
    with bob.http.stream("GET", "/live/", headers={"Last-Event-ID": newest[1]}) as answer:
        first = next(part for part in answer.iter_text() if part)
    assert made in first
    assert 'data-status="succeeded"' in first
