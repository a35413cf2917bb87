"""Sent, and no answer: where one id of the list and one attempt are left for each other, that is it."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from generator.engine import schedule, search
from generator.models import Attempt, Member, Provider, Stray, UnclaimedPicture
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, Wire, ask, status_of, stays, wait_for, wait_until
from tests.engine.searching import ListAway, Slow, Together, foreign, lost, remote_ids, searches, task_of
from tests.program.running import free_port

pytestmark = pytest.mark.usefixtures("search_soon")


@pytest.mark.parametrize("word", ["500+", "502", "504", "html", "drop"])
def test_alone_it_is_found_and_finished(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, word: str
) -> None:
    made = ask(alice, f"[{word}] A quiet lake")
    with engine():
        wait_for(made, "succeeded")
    attempt = made.attempts.get()
    assert attempt.remote_id == task_of(sandbox, made)
    assert attempt.lost_at
    assert [remark.text for remark in attempt.remarks.all()] == ["found in the provider's task list"]
    assert sandbox.requests["post"] == 1
    assert made.pictures.count() == 1
    # It is nobody's any more, so nobody is asked to match it.
    assert not Stray.objects.unclaimed().exists()


def test_the_ids_of_a_stream_of_others_are_never_candidates(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, bob: Member
) -> None:
    made = ask(alice, "[drop] A quiet lake")
    others = [ask(bob, f"Lake {number}") for number in range(4)]
    # Every reading of the list finds tasks whose answers are still on their way.
    with engine(transport=Slow(0.3)):
        while status_of(made) != "succeeded" and len(others) < 40:
            others.append(ask(bob, f"Lake {len(others)}"))
            wait_until(lambda: status_of(others[-3]) not in ("queued", "submitting"))
        wait_for(made, "succeeded")
        wait_until(lambda: all(status_of(other) == "succeeded" for other in others))
    assert remote_ids(made) == {task_of(sandbox, made)}
    assert set(Stray.objects.filter(suspects__isnull=False).values_list("remote_id", flat=True)) == remote_ids(made)
    assert not UnclaimedPicture.objects.exists()
    assert sandbox.requests["post"] == len(others) + 1


def test_two_at_once_are_kept_for_a_person_until_a_webhook_settles_one(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    one, two = ask(alice, "[drop] A quiet lake"), ask(alice, "[drop] A loud sea")
    with engine(transport=Together(2)):
        wait_until(lambda: UnclaimedPicture.objects.count() == 2)
        assert stays(lambda: status_of(one) == status_of(two) == "unconfirmed")
        assert Stray.objects.candidates().count() == 2
        assert lost(one).announced(task_of(sandbox, one), "IN_PROGRESS", [])
        wait_for(one, "succeeded")
        wait_for(two, "succeeded")
    assert (remote_ids(one), remote_ids(two)) == ({task_of(sandbox, one)}, {task_of(sandbox, two)})
    assert sandbox.requests["post"] == 2


def test_variations_of_one_prompt_are_found_together(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    # Nobody could tell them apart.
    made = [ask(alice, "[drop] A quiet lake") for _ in range(2)]
    for position, one in enumerate(made, 1):
        type(one).objects.filter(pk=one.pk).update(group=made[0].group, position=position, count=2)
    with engine(transport=Together(2)):
        for one in made:
            wait_for(one, "succeeded")
    assert remote_ids(made[0]) | remote_ids(made[1]) == {post.task_id for post in sandbox.posts}
    assert sandbox.requests["post"] == 2


def test_what_was_in_the_list_before_is_no_candidate(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    for number in range(3):
        foreign(sandbox, f"Somebody's {number}")
    made = ask(alice, "[500] A quiet lake")
    with engine():
        wait_until(lambda: searches(made) >= 3)
        assert status_of(made) == "unconfirmed"
    assert not Stray.of_generation(made).exists()
    found = ask(alice, "[drop] A loud sea")
    with engine():
        wait_for(found, "unconfirmed")
        wait_until(lambda: searches(found) >= 3)
    assert [stray.remote_id for stray in Stray.of_generation(found)] == [task_of(sandbox, found)]


def test_a_first_reading_that_failed_makes_nothing_new_of_what_is_old(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    old = foreign(sandbox)
    made = ask(alice, "[500] A quiet lake")
    # Nobody knows what was in the list before the first request.
    with engine(transport=ListAway(lambda asked: asked == 1)):
        wait_until(lambda: searches(made) >= 4)
        wait_until(lambda: UnclaimedPicture.objects.count() == 1)
        assert status_of(made) == "unconfirmed"
    assert remote_ids(made) == set()
    assert [stray.remote_id for stray in Stray.of_generation(made)] == [old]


def test_a_provider_that_listens_a_moment_later_is_waited_for(
    engine: Callable[..., Engine], caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    with engine(url=f"http://127.0.0.1:{port}"):
        assert stays(lambda: Provider.current().listed_at is None, 0.5)
        with Sandbox(port=port) as late:
            wait_until(lambda: Provider.current().listed_at)
            assert late.requests["list"] == 1
    assert "could not be read" not in caplog.text


def test_a_provider_that_nobody_reaches_is_told_of_once(
    engine: Callable[..., Engine], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FIRST_READING_SECONDS", 0.5)
    with engine(url=f"http://127.0.0.1:{free_port()}"):
        wait_until(lambda: "task list could not be read: 127.0.0.1 could not be reached" in caplog.text)
        assert stays(lambda: caplog.text.count("could not be read") == 1, 0.5)


def test_what_others_made_while_the_studio_was_down_is_no_candidate(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    with engine():
        wait_until(lambda: Provider.current().listed_at)
    Provider.objects.update(listed_at=timezone.now() - timezone.timedelta(days=1))
    foreign(sandbox)
    made = ask(alice, "[500] A quiet lake")
    with engine():
        wait_until(lambda: searches(made) >= 4)
    assert status_of(made) == "unconfirmed"
    assert not Stray.of_generation(made).exists()


def test_a_foreign_one_at_the_same_time_leaves_it_to_a_person_who_may_come_when_the_provider_has_forgotten(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "[drop] A quiet lake")
    with engine(transport=Wire(lambda _: foreign(sandbox))):
        wait_until(lambda: UnclaimedPicture.objects.count() == 2)
        wait_until(lambda: searches(made) >= 3)
        assert status_of(made) == "unconfirmed"
    stray = Stray.of_generation(made).get(remote_id=task_of(sandbox, made))
    with Sandbox() as forgetful:
        with engine(url=forgetful.url):
            assert stray.match(lost(made), "matched by admin")
            assert status_of(made) == "succeeded"
            assert stays(lambda: status_of(made) == "succeeded", 0.3)
        assert forgetful.requests["post"] == forgetful.requests["get"] == 0
    picture, kept = made.pictures.get(), stray.pictures.get()
    assert (picture.sha256, picture.file) == (kept.sha256, kept.file)
    assert picture.file.storage.exists(picture.file.name)
    assert [remark.text for remark in made.attempts.get().remarks.all()] == ["matched by admin"]


@pytest.mark.parametrize("empty_404", [True, False])
def test_where_there_is_nothing_it_stays_unconfirmed_and_is_searched_on(
    engine: Callable[..., Engine], alice: Member, empty_404: bool
) -> None:
    made = ask(alice, "[500] A quiet lake")
    with Sandbox(empty_list_404=empty_404) as sandbox, engine(url=sandbox.url):
        wait_for(made, "unconfirmed")
        wait_until(lambda: searches(made) >= 4)
        assert status_of(made) == "unconfirmed"
        assert sandbox.requests["post"] == 1
    assert not Stray.objects.exists()


def test_searches_become_rarer_within_a_term(
    engine: Callable[..., Engine], alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "SEARCHES", (0.1, 0.1, 0.1))
    monkeypatch.setattr(schedule, "SLOWEST_SEARCH", 3600.0)
    made = ask(alice, "[500] A quiet lake")
    with engine():
        wait_for(made, "unconfirmed")
        wait_until(lambda: searches(made) >= 3)
        assert stays(lambda: searches(made) == 3)


def test_after_the_last_search_it_is_up_to_a_person(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "SEARCHES_BEFORE_GIVING_UP", 3)
    made = ask(alice, "[500] A quiet lake")
    with engine():
        wait_until(lambda: made.attempts.filter(ending=Attempt.Ending.NOT_FOUND))
        assert status_of(made) == "unconfirmed"
    # A webhook may still come.
    assert made.attempts.get().announced(foreign(sandbox), "IN_PROGRESS", [])
    with engine():
        wait_for(made, "succeeded")


def test_a_list_that_cannot_be_read_is_asked_for_again(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member
) -> None:
    made = ask(alice, "[drop] A quiet lake")
    wire = ListAway(lambda asked: 1 < asked < 5)
    with engine(transport=wire):
        wait_for(made, "succeeded")
    assert wire.asked > 5
    assert remote_ids(made) == {task_of(sandbox, made)}


def test_sent_again_knowingly_both_pictures_are_kept(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ask(alice, "[drop] A quiet lake")
    monkeypatch.setattr(schedule, "SEARCHES", (3600.0,))
    with engine():
        wait_for(made, "unconfirmed")
        type(made).objects.update(prompt="A quiet lake")
        made.refresh_from_db()
        assert made.send_again()
        wait_for(made, "succeeded")
    monkeypatch.setattr(schedule, "SEARCHES", ())
    with engine():
        wait_until(lambda: made.pictures.count() == 2)
    assert status_of(made) == "succeeded"
    assert remote_ids(made) == {post.task_id for post in sandbox.posts}
    assert sandbox.requests["post"] == 2


def test_given_up_by_its_author_and_found_later_it_arrives(
    engine: Callable[..., Engine], sandbox: Sandbox, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ask(alice, "[drop] A quiet lake")
    monkeypatch.setattr(schedule, "SEARCHES", (3600.0,))
    with engine():
        wait_for(made, "unconfirmed")
        assert made.give_up()
        assert stays(lambda: status_of(made) == "failed", 0.3)
    monkeypatch.setattr(schedule, "SEARCHES", ())
    with engine():
        wait_for(made, "succeeded")
    assert sandbox.requests["post"] == 1
