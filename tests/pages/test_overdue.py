"""What takes unusually long is kept if it comes; until then its author may decide about it knowingly."""

import html

import pytest
from django.urls import reverse

from generator.models import Status
from generator.models.generations import GIVEN_UP_OVERDUE
from tests import make

SENTENCE = "Taking unusually long. It is looked for for a day, and kept if it comes."
BUTTONS = ("Send again (this may be charged twice)", "Give it up (it may have been charged)")


def page(browser, made):
    return browser.get(reverse("generation", args=[made.uuid])).content.decode()


def test_card_and_page_say_so(as_bob, alice):
    made = make.overdue(alice)
    assert SENTENCE in page(as_bob, made)
    assert SENTENCE in as_bob.get("/").content.decode()


def test_what_is_not_overdue_says_nothing(as_alice, alice):
    made = make.generation(alice, Status.GENERATING)
    text = page(as_alice, made) + as_alice.get("/").content.decode()
    assert not [words for words in (SENTENCE, *BUTTONS) if words in text]


def test_its_author_and_the_admins_may_decide(as_alice, as_bob, as_admin, alice):
    made = make.overdue(alice)
    for browser, there in ((as_alice, True), (as_admin, True), (as_bob, False)):
        assert all((button in page(browser, made)) == there for button in BUTTONS)


@pytest.mark.parametrize(
    ("address", "status", "failure", "remark"),
    [
        ("generation-retry", Status.QUEUED, "", "sent again by Alice Adams, knowing that it may be charged twice"),
        (
            "generation-cancel",
            Status.FAILED,
            GIVEN_UP_OVERDUE,
            "given up by Alice Adams, knowing that it may have been charged",
        ),
    ],
)
def test_the_decision_is_done_once_and_remembered(as_alice, alice, address, status, failure, remark):
    made = make.overdue(alice)
    form = {"knowingly": "yes"}
    as_alice.post(reverse(address, args=[made.uuid]), form)
    again = as_alice.post(reverse(address, args=[made.uuid]), form, follow=True)
    made.refresh_from_db()
    assert (made.status, made.failure) == (status, failure)
    assert [found.text for found in made.attempts.get().remarks.all()] == [remark]
    assert "There is nothing to decide any more" in html.unescape(again.content.decode())


@pytest.mark.parametrize("address", ["generation-retry", "generation-cancel"])
def test_a_colleague_decides_nothing(as_bob, alice, address):
    made = make.overdue(alice)
    assert as_bob.post(reverse(address, args=[made.uuid]), {"knowingly": "yes"}).status_code == 404
    made.refresh_from_db()
    assert made.status == Status.GENERATING


def test_an_admin_decides_for_somebody_and_is_named(as_admin, alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    as_admin.post(reverse("generation-cancel", args=[made.uuid]), {"knowingly": "yes"})
    assert made.attempts.get().remarks.get().text.startswith("given up by admin")
