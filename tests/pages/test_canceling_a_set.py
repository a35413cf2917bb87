"""All that still wait of a set are canceled at once: from a card with htmx, and from the picture's page without."""

import pytest
from django.urls import reverse

from generator import sets
from generator.models import Generation, Status
from generator.models.generations import UNFINISHED
from tests import make
from tests.pages.whole_sets import HTMX, act, statuses

NONE_LEFT = "Nothing of it waits any more."


def test_one_that_leaves_meanwhile_is_not_taken_back(as_alice, alice, monkeypatch):
    made = make.group(alice, 3)
    waiting = sets.waiting

    def looked_at_before_one_left(asked):
        found = list(waiting(asked))
        Generation.objects.filter(pk=made[0].pk).update(status=Status.SUBMITTING)
        return found

    monkeypatch.setattr(sets, "waiting", looked_at_before_one_left)
    answer = act(as_alice, "cancel", made[1], headers=HTMX).content.decode()
    assert statuses(made) == [Status.SUBMITTING, Status.CANCELED, Status.CANCELED]
    assert f"generation-{made[0].uuid}" not in answer


@pytest.mark.parametrize("status", [one for one in UNFINISHED if one != Status.QUEUED])
def test_none_is_left_that_waits(as_alice, alice, status):
    made = make.group(alice, 2, status)
    assert NONE_LEFT in act(as_alice, "cancel", made[0], headers=HTMX).content.decode()
    assert NONE_LEFT in act(as_alice, "cancel", made[0], follow=True).content.decode()
    assert statuses(made) == [status] * 2


def test_a_picture_that_waits_alone_offers_no_more_than_itself(as_alice, alice):
    made = make.group(alice, 2)
    address = reverse("generation", args=[made[0].uuid])
    assert "Cancel all that wait" in as_alice.get(address).content.decode()
    made[1].cancel()
    assert "that wait" not in as_alice.get(address).content.decode()
    assert "Cancel the others that wait" not in as_alice.get(address).content.decode()
    under_way = make.group(alice, 2)
    failed = make.generation(alice, Status.FAILED, group=under_way[0].group, position=3)
    page = as_alice.get(reverse("generation", args=[failed.uuid])).content.decode()
    assert "Cancel the others that wait" in page


def test_without_htmx_the_page_comes_back(as_alice, alice):
    made = make.group(alice, 2)
    answer = act(as_alice, "cancel", made[0], follow=True)
    assert answer.redirect_chain == [(reverse("generation", args=[made[0].uuid]), 302)]
    assert "It was never sent and cost nothing." in answer.content.decode()
    assert statuses(made) == [Status.CANCELED] * 2


def test_a_card_that_comes_alone_tells_that_its_prompt_is_not_that_of_its_whole_set(as_alice, alice):
    """What it is compared with does not come along."""
    for last, differs in (("A pretzel, salted", False), ("A pretzel, plain", True)):
        first = make.generation(alice, prompt="A pretzel, salted", count=3)
        others = [
            make.generation(alice, prompt=prompt, group=first.group, position=position, count=3)
            for position, prompt in ((2, "A pretzel, salted"), (3, last))
        ]
        for one in (first, *others):
            answer = as_alice.post(reverse("generation-cancel", args=[one.uuid]), headers=HTMX).content.decode()
            assert ("data-differs" in answer) is differs
    assert as_alice.get("/").content.decode().count("data-differs") == 3
