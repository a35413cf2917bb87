"""What may be the answer to an unconfirmed generation is laid beside it, for its author to say which one it is."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from generator import outstanding
from generator.models import Status
from tests import make

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lost(alice):
    return make.generation(alice, Status.UNCONFIRMED)


@pytest.fixture
def others(bob):
    return make.generation(bob, Status.UNCONFIRMED)


def page(browser, generation):
    answer = browser.get(reverse("generation", args=[generation.uuid]))
    return " ".join(html.unescape(answer.content.decode()).split())


def match(browser, generation, stray, **headers):
    address = reverse("generation-match", args=[generation.uuid, stray.pk])
    answer = browser.post(address, headers=headers, follow=not headers)
    generation.refresh_from_db()
    return answer.status_code, html.unescape(answer.content.decode())


def test_its_author_sees_them_with_a_button_each(as_alice, lost, others):
    strays = make.stray(lost, others), make.stray(lost)
    text = page(as_alice, lost)
    assert "Is one of these your picture?" in text
    for stray in strays:
        assert reverse("unclaimed-thumbnail", args=[stray.pictures.get().uuid]) in text
        assert reverse("generation-match", args=[lost.uuid, stray.pk]) in text


def test_an_admin_sees_them_and_a_colleague_does_not(as_admin, as_bob, lost):
    stray = make.stray(lost)
    assert "Is this the picture?" in page(as_admin, lost)
    text = page(as_bob, lost)
    assert "Not confirmed by the provider yet" in text
    assert str(stray.pictures.get().uuid) not in text
    assert "/match/" not in text


def test_one_that_is_still_being_fetched_cannot_be_told_yet(as_alice, lost):
    make.stray(lost, pictures=0)
    text = page(as_alice, lost)
    assert "Its picture is being fetched" in text
    assert 'aria-label="This is it: candidate 1" disabled' in text


def test_the_author_says_which_one_it_is(as_alice, lost, others):
    one, other = make.stray(lost, others), make.stray(lost, others, colour="red")
    assert match(as_alice, lost, other)[0] == 200
    assert lost.status == Status.SUCCEEDED
    assert lost.pictures.get().sha256 == other.pictures.get().sha256
    attempt = lost.attempts.get()
    assert (attempt.remote_id, attempt.ending) == (other.remote_id, "collected")
    assert [remark.text for remark in attempt.remarks.all()] == ["matched by Alice Adams"]
    assert str(one.pictures.get().uuid) not in page(as_alice, lost)


def test_what_is_left_for_the_other_one_then_is_found_by_itself(as_alice, lost, others):
    one, other = make.stray(lost, others), make.stray(lost, others, colour="red")
    others.attempts.update(searches=5)
    match(as_alice, lost, one)
    others.refresh_from_db()
    assert others.pictures.get().sha256 == other.pictures.get().sha256


def test_with_htmx_the_card_comes_back(as_alice, lost):
    status, text = match(as_alice, lost, make.stray(lost), **HTMX)
    assert status == 200
    assert "<hx-partial" in text
    assert 'data-status="succeeded"' in text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_double_click_changes_nothing_and_says_so(as_alice, lost, headers):
    stray = make.stray(lost)
    match(as_alice, lost, stray)
    status, text = match(as_alice, lost, stray, **headers)
    assert status == 200
    assert "That picture is this generation's already." in text
    assert lost.pictures.count() == 1


def test_of_two_who_want_the_same_one_gets_it(as_alice, as_bob, lost, others):
    stray = make.stray(lost, others)
    match(as_bob, others, stray)
    status, text = match(as_alice, lost, stray)
    assert status == 200
    assert "found to belong to another generation" in text
    assert (lost.status, others.status) == (Status.UNCONFIRMED, Status.SUCCEEDED)


def test_an_answer_that_came_meanwhile_is_believed(as_alice, lost):
    stray = make.stray(lost)
    make.attempt_of(lost).accepted("task-1", 200, "")
    assert "has had its answer meanwhile" in match(as_alice, lost, stray)[1]
    assert lost.attempts.get().remote_id == "task-1"


def test_what_cannot_be_it_is_not_there(as_alice, lost, others):
    assert match(as_alice, lost, make.stray(others))[0] == 404
    assert as_alice.post(f"/generations/{lost.uuid}/match/{'9' * 30}/").status_code == 404


def test_nobody_matches_for_a_colleague_but_an_admin(as_bob, as_admin, lost, others):
    stray = make.stray(lost, others)
    assert match(as_bob, lost, stray)[0] == 404
    assert lost.status == Status.UNCONFIRMED
    assert match(as_admin, lost, stray)[0] == 200
    assert lost.status == Status.SUCCEEDED


def test_one_that_was_given_up_can_still_be_matched(as_alice, lost):
    stray = make.stray(lost)
    lost.give_up()
    lost.refresh_from_db()
    assert "Is this your picture?" in page(as_alice, lost)
    match(as_alice, lost, stray)
    assert lost.status == Status.SUCCEEDED


def test_a_list_that_shows_nothing_is_told_honestly(as_alice, lost):
    assert "It is searched for in the provider’s list." in page(as_alice, lost)
    when = timezone.now() - timedelta(minutes=1)
    lost.attempts.update(searches=outstanding.ENOUGH_SEARCHES, searched_at=when)
    text = page(as_alice, lost)
    assert f">{when:%H:%M}</time>, shows nothing that could be it: most likely it was never accepted." in text
    lost.attempts.update(ended_at=when, ending="not_found")
    assert "Nobody searches any more, so it is for you to decide." in page(as_alice, lost)


@pytest.mark.parametrize("size", ["", "-thumbnail"])
def test_the_bytes_are_for_those_whose_picture_it_may_be(as_alice, as_bob, as_admin, lost, size):
    address = reverse(f"unclaimed{size}", args=[make.stray(lost).pictures.get().uuid])
    for browser, status in ((as_alice, 200), (as_admin, 200), (as_bob, 404)):
        answer = browser.get(address)
        assert answer.status_code == status
        b"".join(answer)
