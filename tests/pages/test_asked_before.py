"""What a colleague has asked for in the same words, with the same references, is shown before anything is sent."""

import html
import uuid
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator import days
from generator.models import Generation, Status
from generator.models.generations import wish_of
from tests import make

HTMX = {"HX-Request": "true"}


def made_by(author, prompt="A red bike", status=Status.SUCCEEDED, ratio="", references=(), **fields):
    wish = wish_of(prompt, ratio, [reference.sha256 for reference in references])
    return make.generation(author, status, prompt, wish=wish, **fields)


def send(browser, **form):
    return browser.post("/generations/", {"prompt": "A red bike", **form}, headers=HTMX)


def sent(browser, **form):
    """Whether it was, and no question asked instead."""
    before = Generation.objects.count()
    assert send(browser, **form).status_code == 200
    return Generation.objects.count() == before + 1


def page_of(answer):
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_colleague_made_this_and_nothing_is_sent_yet(as_alice, alice, bob, headers):
    theirs = made_by(bob)
    form = {"prompt": "  a RED\n bike ", "count": "3"}
    answer = as_alice.post("/generations/", form, headers=headers)
    page = page_of(answer)
    assert answer.status_code == 200
    assert "bob made this today." in page
    assert f"/pictures/{theirs.picture.uuid}/thumbnail/" in page
    assert f"/generations/{theirs.uuid}/" in page
    assert 'name="anyway"' in page
    assert page.partition('value="3"')[2].partition(">")[0].strip() == "checked"
    assert not alice.generations.exists()


def test_all_the_same_sends_it_and_asks_no_second_time(as_alice, alice, bob):
    made_by(bob)
    form = {"count": "2", "group": str(uuid.uuid4()), "anyway": "yes"}
    first, second = (send(as_alice, **form) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert alice.generations.count() == 2


def test_a_form_that_was_taken_already_is_not_asked_about(as_alice, alice, bob):
    form = {"group": str(uuid.uuid4())}
    send(as_alice, **form)
    made_by(bob)
    assert send(as_alice, **form).status_code == 200
    assert alice.generations.count() == 1
    # Brought back and changed, it is a new wish.
    made_by(bob, "A blue bike")
    assert "bob made this today." in page_of(send(as_alice, **form, prompt="A blue bike"))
    assert alice.generations.count() == 1


def test_ones_own_is_no_news(as_alice, alice):
    made_by(alice)
    assert sent(as_alice)


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELED])
def test_what_came_to_nothing_is_no_news(as_alice, bob, status):
    made_by(bob, status=status)
    assert sent(as_alice)


def test_what_is_in_the_trash_is_no_news(as_alice, bob):
    made_by(bob)
    bob.generations.trash(by=bob)
    assert sent(as_alice)


@pytest.mark.parametrize("other", [{"ratio": "3:2"}, {"prompt": "A red bike."}])
def test_another_wish_is_no_news(as_alice, bob, other):
    made_by(bob)
    assert sent(as_alice, **other)


def test_the_same_references_in_the_same_order_count(as_alice, alice, bob):
    two = [make.reference(alice, colour) for colour in ("red", "lime")]
    made_by(bob, references=two, referenced=2)
    ids = [str(reference.uuid) for reference in two]
    assert sent(as_alice)
    assert sent(as_alice, reference_ids=ids[::-1])
    answer = send(as_alice, reference_ids=ids)
    assert "The same words, the same references." in page_of(answer)
    assert answer.content.count(b'name="reference_ids"') == 2


def test_what_is_on_its_way_is_asked_for_and_has_no_picture_to_take(as_alice, bob):
    made_by(bob, status=Status.GENERATING)
    page = page_of(send(as_alice))
    assert "bob asked for this today." in page
    assert 'name="take"' not in page


def test_a_picture_is_worth_more_than_a_newer_one_on_its_way(as_alice, admin, bob):
    made_by(bob)
    made_by(admin)
    made_by(bob, status=Status.QUEUED)
    page = page_of(send(as_alice))
    assert "admin made this today." in page
    assert page.count('class="known-what"') == 1


def test_of_several_alternatives_those_that_exist_are_named(as_alice, bob):
    made_by(bob, "A blue bike")
    made_by(bob, "A red bike")
    page = page_of(send(as_alice, prompt="A {red|green|blue} bike"))
    known = page.partition('id="known"')[2]
    assert known.index("A red bike") < known.index("A blue bike")
    assert "A green bike" not in known
    assert known.count('name="anyway"') == 1


def test_no_more_than_four_are_shown(as_alice, bob):
    for number in range(6):
        made_by(bob, f"A bike {number}")
    page = page_of(send(as_alice, prompt="A bike {0|1|2|3|4|5}"))
    assert page.count('class="known-what"') == 4
    assert "And 2 more." in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_their_picture_becomes_a_reference_and_nothing_is_sent(as_alice, alice, bob, headers):
    taken = made_by(bob).picture
    file = SimpleUploadedFile("mine.png", make.picture(colour="plum"))
    form = {"prompt": "A red bike", "count": "3", "ratio": "3:2", "references": file, "take": str(taken.uuid)}
    answer = as_alice.post("/generations/", form, headers=headers)
    page = page_of(answer)
    assert answer.status_code == 200
    assert page.count('name="reference_ids"') == 2
    assert "A red bike</textarea>" in page
    assert 'id="known"' not in page
    assert not alice.generations.exists()


@pytest.mark.parametrize("junk", ["", "x", "\0", "3f0d6f5e-4f6a-4d0e-9a57-7d8f4ab6f3f1"])
def test_a_picture_that_is_none_gets_a_sentence(as_alice, junk):
    answer = send(as_alice, take=junk)
    assert answer.status_code == 422
    assert "choose it again" in page_of(answer)
    assert not Generation.objects.exists()


def test_a_fourth_reference_gets_a_sentence(as_alice, alice, bob):
    taken = made_by(bob).picture
    three = [str(make.reference(alice, colour).uuid) for colour in ("red", "lime", "blue")]
    answer = send(as_alice, take=str(taken.uuid), reference_ids=three)
    assert answer.status_code == 422
    assert "3 references at most" in page_of(answer)


def test_a_name_is_text(as_alice, bob):
    bob.first_name = "<b>Bob</b>"
    bob.save()
    made_by(bob)
    assert b"&lt;b&gt;Bob" in send(as_alice).content


def test_it_costs_one_query_more_however_many_there_are(as_alice, alice, bob):
    def queries(prompt):
        with CaptureQueriesContext(connection) as captured:
            send(as_alice, prompt=prompt, count=1)
        return len(captured)

    queries("Warm up")
    made_by(bob, "A lake")
    one = queries("A lake")
    for number in range(20):
        made_by(bob, f"A lake {number}")
    assert queries("A lake {%s}" % "|".join(map(str, range(20)))) == one  # noqa: UP031 - braces


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-26", "today"),
        ("2026-11-27", "today"),
        ("2026-11-25", "yesterday"),
        ("2026-11-24", "on Tuesday"),
        ("2026-11-20", "on Friday"),
        ("2026-11-19", "on 19 November"),
        ("2026-03-03", "on 3 March"),
        ("2025-12-31", "on 31 December 2025"),
    ],
)
def test_the_day_in_words(monkeypatch, day, words):
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat("2026-11-26T12:00:00+00:00"))
    assert days.when(date.fromisoformat(day)) == words
