"""A generation's whole life, where all goes well."""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any

from generator.models import Attempt, Member, Picture, Reference
from generator.sandbox.server import Sandbox
from tests import make
from tests.engine.driving import Engine, Wire, ask, content_of, status_of, wait_for, wait_until


def test_a_prompt_becomes_a_stored_picture(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    picture = made.pictures.get()
    content = content_of(picture.file)
    assert picture.sha256 == hashlib.sha256(content).hexdigest()
    assert picture.size == len(content)
    assert picture.format == "PNG"
    assert make.opened(content).size == (picture.width, picture.height)
    assert max(make.opened(content_of(picture.thumbnail)).size) == 640
    assert picture.placeholder.startswith("data:image/webp;base64,")


def test_its_ledger_says_what_was_asked_and_answered(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    attempt = made.attempts.get()
    assert attempt.outcome == Attempt.Outcome.ACCEPTED
    assert (attempt.http_status, bool(attempt.remote_id), bool(attempt.answered_at)) == (200, True, True)
    assert [sighting.status for sighting in attempt.sightings.all()] == ["COMPLETED"]
    assert made.accepted_at <= made.finished_at


def test_what_was_fetched_is_tidied_away(engine: Callable[..., Engine], alice: Member, media: Any) -> None:
    made = ask(alice, "A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    assert [path for path in (media / "incoming").rglob("*") if path.is_file()] == []


def test_several_results_of_one_task_are_all_kept(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "[many] A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    assert [picture.index for picture in made.pictures.all()] == [0, 1]


def test_the_picture_may_be_webp_or_jpeg(engine: Callable[..., Engine], alice: Member) -> None:
    asked = [ask(alice, "[webp] A quiet lake"), ask(alice, "[jpeg] A quiet lake")]
    with engine():
        for made in asked:
            wait_for(made, "succeeded")
    assert [made.pictures.get().format for made in asked] == ["WEBP", "JPEG"]


def test_references_are_sent_in_order_as_bare_base64(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    sizes = [(64, 48), (30, 70), (90, 20)]
    kept = [Reference.keep(make.picture(size=size), "cat.png", alice) for size in sizes]
    # Not in the order of their ids.
    kept, sizes = kept[::-1], sizes[::-1]
    sent: list[dict[str, Any]] = []
    made = ask(alice, "Put them together", kept)
    with engine(transport=Wire(sent.append)):
        wait_for(made, "succeeded")
    (body,) = sent
    assert [base64.b64decode(text, validate=True) for text in body["reference_images"]] == [
        content_of(reference.file) for reference in kept
    ]
    assert body == {"prompt": "Put them together", "reference_images": body["reference_images"]}
    assert sandbox.posts[0].sizes == tuple(sizes)


def test_twenty_run_at_once(engine: Callable[..., Engine], alice: Member) -> None:
    with Sandbox(latency=3) as slow:
        asked = [ask(alice, f"Lake {number}") for number in range(20)]
        began = time.monotonic()
        with engine(url=slow.url):
            wait_until(lambda: all(status_of(made) == "succeeded" for made in asked), seconds=45)
        # One after the other would be a minute.
        assert time.monotonic() - began < 45
        assert slow.requests["peak_tasks"] == 20
    assert Picture.objects.count() == 20


def test_the_key_is_sent_to_no_result_address(engine: Callable[..., Engine], sandbox: Sandbox, alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    assert sandbox.requests["leaked_keys"] == 0
