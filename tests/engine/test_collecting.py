"""A finished task's picture is fetched until it is whole, and what is no picture is never stored."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.models import Attempt, Member, Picture
from generator.sandbox.server import Sandbox
from generator.tasks import prepare
from tests.engine.driving import Engine, ask, status_of, stays, wait_for, wait_until


@pytest.mark.parametrize("word", ["cut", "gone", "expired"])
def test_a_download_that_fails_once_is_made_up_for(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, word: str
) -> None:
    made = ask(alice, f"[{word}] A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    assert sandbox.requests["post"] == 1
    assert sandbox.requests["result"] == 2
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("svg", "is not a PNG, JPEG or WebP picture"),
        ("htmlpng", "is not a PNG, JPEG or WebP picture"),
        ("bomb", "900 megapixels"),
        ("huge", "the limit is 40 MB"),
        ("redirect", "only public http and https addresses"),
        ("cut-always", "broke off the download"),
    ],
)
def test_what_is_no_picture_fails_with_a_reason(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, word: str, reason: str
) -> None:
    made = ask(alice, f"[{word}] A quiet lake")
    with engine():
        wait_for(made, "failed", seconds=25)
    assert reason.lower() in made.failure.lower()
    assert not Picture.objects.exists()
    assert sandbox.requests["post"] == 1
    assert sandbox.requests["result"] > 1
    assert sandbox.requests["leaked_keys"] == 0


def test_what_a_dead_engine_left_collecting_is_finished(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    handed: list[int] = []
    with engine(prepare=handed.append):
        wait_until(lambda: handed)
    assert status_of(made) == "collecting"
    with engine():
        wait_for(made, "succeeded")
    # What was fetched was not fetched again.
    assert sandbox.requests["result"] == 1


def test_what_a_dead_engine_was_fetching_is_fetched_again(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "A quiet lake")
    handed: list[int] = []
    with engine(prepare=handed.append):
        wait_until(lambda: handed)
    Attempt.objects.update(incoming=[])
    with engine():
        wait_for(made, "succeeded")
    assert sandbox.requests["result"] == 2


def test_preparing_twice_makes_one_picture(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")

    def twice(attempt_id: int) -> None:
        for _ in range(2):
            prepare(attempt_id)

    with engine(prepare=twice):
        wait_for(made, "succeeded")
    assert Picture.objects.count() == 1


def test_a_folder_that_cannot_be_written_is_waited_out(
    engine: Callable[..., Engine], alice: Member, media: Path
) -> None:
    made = ask(alice, "A quiet lake")
    media.mkdir()
    in_the_way = media / "incoming"
    in_the_way.write_text("a file where the folder should be")
    with engine():
        wait_for(made, "collecting")
        assert stays(lambda: status_of(made) == "collecting", 0.5)
        in_the_way.unlink()
        wait_for(made, "succeeded")
