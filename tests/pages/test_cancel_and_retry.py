"""What an author can still do about a generation: from a card with htmx, and from its page without."""

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from generator.models import Lease, Status
from generator.models.generations import PURGED
from generator.models.leases import ENGINE
from tests import make

HTMX = {"HX-Request": "true"}


def test_a_queued_one_is_canceled_from_its_card(as_alice, alice):
    made = make.generation(alice)
    answer = as_alice.post(reverse("generation-cancel", args=[made.uuid]), headers=HTMX).content.decode()
    made.refresh_from_db()
    assert made.status == Status.CANCELED
    assert f'id="generation-{made.uuid}"' in answer
    assert 'data-status="canceled"' in answer
    assert 'hx-target="#history"' in answer


def test_a_queued_one_is_canceled_from_its_page(as_alice, alice):
    made = make.generation(alice)
    answer = as_alice.post(reverse("generation-cancel", args=[made.uuid]), follow=True)
    assert answer.redirect_chain == [(reverse("generation", args=[made.uuid]), 302)]
    assert "It was never sent and cost nothing." in answer.content.decode()


@pytest.mark.parametrize("status", [status for status in Status if status != Status.QUEUED])
def test_what_is_on_its_way_cannot_be_taken_back(as_alice, alice, status):
    made = make.generation(alice, status)
    sentence = "It was already on its way and cannot be taken back."
    with_htmx = as_alice.post(reverse("generation-cancel", args=[made.uuid]), headers=HTMX).content.decode()
    assert sentence in with_htmx
    assert 'hx-target="#messages"' in with_htmx
    page = as_alice.post(reverse("generation-cancel", args=[made.uuid]), follow=True).content.decode()
    assert sentence.replace("'", "&#x27;") in page
    made.refresh_from_db()
    assert made.status == status


def test_a_failed_one_goes_back_in_line_and_the_engine_is_woken(as_alice, alice):
    made = make.generation(alice, Status.FAILED)
    answer = as_alice.post(reverse("generation-retry", args=[made.uuid]), headers=HTMX).content.decode()
    made.refresh_from_db()
    assert (made.status, made.failure, made.finished_at) == (Status.QUEUED, "", None)
    assert 'data-status="queued"' in answer
    assert OrmQ.objects.count() == 1


def test_an_engine_that_leads_is_not_called_again(as_alice, alice):
    Lease.take(ENGINE, "somebody", 30)
    made = make.generation(alice, Status.FAILED)
    as_alice.post(reverse("generation-retry", args=[made.uuid]))
    assert OrmQ.objects.count() == 0


@pytest.mark.parametrize("status", [status for status in Status if status != Status.FAILED])
def test_only_a_failed_one_is_tried_again(as_alice, alice, status):
    made = make.generation(alice, status)
    answer = as_alice.post(reverse("generation-retry", args=[made.uuid]), headers=HTMX).content.decode()
    made.refresh_from_db()
    assert made.status == status
    assert "It is not in a state to be tried again." in answer
    assert OrmQ.objects.count() == 0


@pytest.mark.parametrize(("status", "form"), [(Status.FAILED, {}), (Status.UNCONFIRMED, {"knowingly": "yes"})])
def test_one_whose_words_were_deleted_for_good_is_not_sent_without_them(as_alice, alice, status, form):
    made = make.generation(alice, status, prompt="")
    answer = as_alice.post(reverse("generation-retry", args=[made.uuid]), form, headers=HTMX).content.decode()
    assert PURGED in answer
    assert "Try again" not in answer
    assert "Try again" not in as_alice.get(reverse("generation", args=[made.uuid])).content.decode()
    made.refresh_from_db()
    assert made.status == status
