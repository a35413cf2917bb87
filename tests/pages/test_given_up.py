"""What was given up can be asked for once more, which costs nothing; trying again does."""

import html

import pytest
from django.urls import reverse

from generator.models import Attempt, Status
from tests import make

BUTTON = "Ask the provider once more"


@pytest.fixture
def lost(alice):
    return make.given_up(alice)


def page(browser, made):
    return browser.get(reverse("generation", args=[made.uuid])).content.decode()


def ask(browser, made, **headers):
    answer = browser.post(reverse("generation-ask", args=[made.uuid]), headers=headers, follow=not headers)
    made.refresh_from_db()
    return answer


def test_its_page_says_what_each_costs(as_alice, lost):
    text = page(as_alice, lost)
    assert BUTTON in text
    assert "It costs nothing, and brings the picture if the provider still has it." in text
    assert "It is made anew, and charged anew." in text


def test_an_admin_can_ask_and_a_colleague_cannot(as_admin, as_bob, lost):
    assert BUTTON in page(as_admin, lost)
    assert BUTTON not in page(as_bob, lost)
    assert ask(as_bob, lost).status_code == 404
    assert lost.status == Status.FAILED


def test_what_failed_otherwise_has_nothing_to_be_asked_for(as_alice, alice):
    made = make.generation(alice, Status.FAILED)
    assert BUTTON not in page(as_alice, made)
    assert "It is being asked for already" in ask(as_alice, made).content.decode()
    assert made.status == Status.FAILED


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_it_is_looked_for_again_and_the_ledger_says_for_whom(as_alice, lost, headers):
    assert ask(as_alice, lost, **headers).status_code == 200
    assert lost.status == Status.GENERATING
    attempt = lost.attempts.get()
    assert (attempt.ending, attempt.ended_at) == ("", None)
    assert attempt.remarks.last().text == "asked for once more by Alice Adams"
    again = ask(as_alice, lost, **headers)
    assert "It is being asked for already" in html.unescape(again.content.decode())
    assert attempt.remarks.count() == 2


def test_after_another_attempt_was_turned_away_the_first_can_be_asked_for(as_alice, lost):
    lost.retry()
    Attempt.begin(lost.pk).rejected("Not this.", "400", 400, "")
    assert BUTTON in page(as_alice, lost)
    ask(as_alice, lost)
    assert lost.status == Status.GENERATING


def test_trying_again_takes_the_button_away(as_alice, lost):
    lost.retry()
    assert BUTTON not in page(as_alice, lost)
