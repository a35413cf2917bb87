"""What would be a fault is told as one: books made up by hand, each with one thing wrong."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from tests.crash.books import Books
from tests.crash.people import Form
from tests.crash.provider import Task
from tests.crash.rows import Attempt, Generation, Picture, Rows
from tests.sandbox.client import picture

LAKE = "A quiet lake, number 1 of ada"
MADE = Task("task-1", LAKE, references=0, token="", status="COMPLETED", answered=True)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """One form, one generation, one task, one picture: all is well."""
    content = picture()
    for name in ("whole.png", "small.webp"):
        (tmp_path / name).write_bytes(content)
    stored = Picture(1, 1, "whole.png", "small.webp", hashlib.sha256(content).hexdigest())
    generation = Generation(1, UUID(int=1), LAKE, "succeeded", "")
    rows = Rows({1: generation}, [Attempt(1, 1, "token-1", "accepted", "task-1")], [stored], set())
    return Books(rows, [MADE], [Form(LAKE, 1, 0, answered=True, sendings=1)], tmp_path)


def unconfirmed(books: Books, **rows: object) -> Books:
    """The same, after an answer that was lost and nothing that was found."""
    generation = replace(books.rows.generations[1], status="unconfirmed")
    attempt = replace(books.rows.attempts[0], outcome="unknown", remote_id="")
    changed: dict[str, object] = {"generations": {1: generation}, "attempts": [attempt], "pictures": [], **rows}
    return replace(books, rows=replace(books.rows, **changed))  # type: ignore[arg-type]


def test_all_is_well(books: Books) -> None:
    assert books.faults() == []


@pytest.mark.parametrize("name", ["whole.png", "small.webp"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(picture()[:-30])])
def test_a_file_that_is_gone_or_cut_is_lost(books: Books, name: str, harm: Callable[[Path], object]) -> None:
    harm(books.media / name)
    assert books.lost


def test_another_picture_under_the_same_name_is_lost(books: Books) -> None:
    (books.media / "whole.png").write_bytes(picture(colour="red"))
    assert books.lost


def test_a_task_without_a_picture_is_lost(books: Books) -> None:
    assert replace(books, rows=replace(books.rows, pictures=[])).lost


def test_a_wish_that_vanished_is_lost(books: Books) -> None:
    assert replace(books, tasks=[], rows=Rows({}, [], [], set())).lost


def test_two_tasks_of_one_prompt_are_paid_twice(books: Books) -> None:
    again = replace(MADE, id="task-2", status="FAILED")
    assert len(replace(books, tasks=[MADE, again]).paid_twice) == 1


def test_two_tasks_of_one_generation_are_paid_twice_though_its_sibling_has_none(books: Books) -> None:
    sibling = replace(books.rows.generations[1], id=2, status="failed", failure="The provider said no.")
    attempts = [*books.rows.attempts, Attempt(2, 1, "token-2", "unknown", "")]
    rows = replace(books.rows, generations={**books.rows.generations, 2: sibling}, attempts=attempts)
    again = replace(MADE, id="task-2", token="token-2", status="FAILED")
    forms = [replace(books.forms[0], count=2)]
    assert len(replace(books, rows=rows, tasks=[MADE, again], forms=forms).paid_twice) == 1


def test_a_form_that_was_taken_twice_is_paid_twice(books: Books) -> None:
    twin = replace(books.rows.generations[1], id=2)
    rows = replace(books.rows, generations={**books.rows.generations, 2: twin})
    assert replace(books, rows=rows).paid_twice


@pytest.mark.parametrize("status", ["queued", "submitting", "generating", "collecting"])
def test_what_is_not_finished_is_stuck(books: Books, status: str) -> None:
    generation = replace(books.rows.generations[1], status=status)
    assert replace(books, rows=replace(books.rows, generations={1: generation})).stuck


def test_an_open_attempt_is_stuck(books: Books) -> None:
    attempt = replace(books.rows.attempts[0], outcome="open")
    assert replace(books, rows=replace(books.rows, attempts=[attempt])).stuck


def test_a_form_without_an_answer_is_stuck(books: Books) -> None:
    assert replace(books, forms=[replace(books.forms[0], answered=False)]).stuck


def test_an_unconfirmed_one_whose_task_was_made_is_lost_and_stuck(books: Books) -> None:
    left = unconfirmed(books)
    assert (len(left.lost), len(left.stuck)) == (1, 1)


def test_an_unconfirmed_one_whose_picture_is_kept_waits_for_a_person(books: Books) -> None:
    left = unconfirmed(books, unclaimed={"task-1"})
    assert left.faults() == []
    assert left.kept == [MADE]


def test_an_unconfirmed_one_that_never_arrived_waits_for_a_person(books: Books) -> None:
    left = replace(unconfirmed(books), tasks=[])
    assert left.faults() == []
    assert len(left.never_received) == 1


def test_a_failure_without_a_reason_is_wrong(books: Books) -> None:
    generation = replace(books.rows.generations[1], status="failed")
    rows = replace(books.rows, generations={1: generation}, pictures=[])
    assert len(replace(books, rows=rows, tasks=[replace(MADE, status="FAILED")]).wrong) == 1


def test_an_order_without_its_references_is_wrong(books: Books) -> None:
    assert replace(books, forms=[replace(books.forms[0], references=2)]).wrong
