"""An unconfirmed generation is nobody's to repeat but a person's, who is told what it may cost."""

import pytest
from django.urls import reverse

from generator.models import Generation, Status
from generator.models.generations import GIVEN_UP
from tests import make


@pytest.fixture
def lost(alice):
    return make.generation(alice, Status.UNCONFIRMED)


def test_its_page_says_what_either_decision_may_cost(as_alice, lost):
    page = as_alice.get(reverse("generation", args=[lost.uuid])).content.decode()
    assert "Send again (this may be charged twice)" in page
    assert "Give it up (it may have been charged)" in page


def test_a_colleague_is_not_asked(as_bob, lost):
    page = as_bob.get(reverse("generation", args=[lost.uuid])).content.decode()
    assert "charged" not in page


@pytest.mark.parametrize(
    ("address", "status"), [("generation-retry", Status.QUEUED), ("generation-cancel", Status.FAILED)]
)
def test_its_author_decides(as_alice, lost, address, status):
    as_alice.post(reverse(address, args=[lost.uuid]), {"knowingly": "yes"})
    lost.refresh_from_db()
    assert lost.status == status
    assert lost.failure == (GIVEN_UP if status == Status.FAILED else "")


@pytest.mark.parametrize("address", ["generation-retry", "generation-cancel"])
def test_nothing_happens_without_the_word(as_alice, lost, address):
    as_alice.post(reverse(address, args=[lost.uuid]))
    lost.refresh_from_db()
    assert lost.status == Status.UNCONFIRMED


@pytest.mark.parametrize(("action", "status"), [("send_again", Status.QUEUED), ("give_up", Status.FAILED)])
def test_an_admin_decides_for_those_who_left(as_admin, lost, alice, action, status):
    other = make.generation(alice, Status.GENERATING)
    chosen = {"action": action, "_selected_action": [lost.pk, other.pk]}
    answer = as_admin.post(reverse("admin:generator_generation_changelist"), chosen, follow=True)
    assert ": 1." in answer.content.decode()
    statuses = dict(Generation.objects.values_list("pk", "status"))
    assert statuses == {lost.pk: status, other.pk: Status.GENERATING}
