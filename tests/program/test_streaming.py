"""A zip of many pictures flows: neither memory nor the pages pay for its size, or for a slow reader."""

import io
import zipfile
from contextlib import ExitStack

import pytest

from tests.program.running import TOKEN, Person, Program, status, wait_until

MEGABYTES = 10
READERS = 20


@pytest.fixture
def large(studio: Program, alice: Person) -> list[str]:
    """Eight generations whose files are large."""
    before = set(alice.history())
    alice.send("[fast] A quiet lake", count=8)
    made = set(alice.history()) - before
    wait_until(lambda: {alice.history()[uuid] for uuid in made} == {"succeeded"})
    for uuid in made:
        (file,) = studio.folder.glob(f"media/pictures/**/{uuid}-*-0.*")
        with file.open("ab") as picture:
            picture.write(bytes(MEGABYTES * 1024 * 1024))
    return sorted(made)


def form(person: Person, made: list[str]) -> dict[str, object]:
    token = TOKEN.search(person.http.get("/").text)
    assert token
    return {"csrfmiddlewaretoken": token[1], "generation": made}


def resident(studio: Program) -> int:
    """Megabytes of the web process, at most so far and now."""
    (web,) = studio.pids("web")
    return int(status(web, "VmRSS")) // 1024


def test_slow_readers_hold_up_nobody_and_cost_little(studio: Program, alice: Person, large: list[str]) -> None:
    fields = form(alice, large)
    alice.http.post("/pictures/download/", data=fields).raise_for_status()
    before = resident(studio)
    with ExitStack() as stack:
        for _ in range(READERS):
            answer = stack.enter_context(alice.http.stream("POST", "/pictures/download/", data=fields))
            assert answer.status_code == 200
            assert next(answer.iter_raw()).startswith(b"PK\x03\x04")
        # There are more readers than threads for pages.
        assert alice.http.get("/generations/").status_code == 200
        assert resident(studio) - before < READERS * 3 * MEGABYTES
    wait_until(lambda: resident(studio) - before < 5 * MEGABYTES)


def test_all_of_it_comes(alice: Person, large: list[str]) -> None:
    answer = alice.http.post("/pictures/download/", data=form(alice, large))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    assert len(archive.namelist()) == 9
    assert "content-length" not in answer.headers
