"""All that still wait of a set are canceled at once: from a card with htmx, and from the picture's page without."""

import pytest
from django.urls import reverse

from generator import sets
from generator.models import Generation, Status
from generator.models.generations import UNFINISHED
from tests import make

HTMX = {"HX-Request": "true"}
NONE_LEFT = "Nothing of it waits any more."


def cancel(browser, one, **options):
    return browser.post(reverse("generation-cancel-set", args=[one.uuid]), **options)


def statuses(made):
    return list(Generation.objects.filter(group=made[0].group).order_by("position").values_list("status", flat=True))


def test_all_that_wait_are_canceled_and_their_cards_come_back(as_alice, alice):
    made = make.group(alice, 3)
    other = make.generation(alice)
    answer = cancel(as_alice, made[1], headers=HTMX).content.decode()
    assert statuses(made) == [Status.CANCELED] * 3
    assert answer.count('data-status="canceled"') == answer.count("<hx-partial") == 3
    for one in made:
        assert f'id="generation-{one.uuid}"' in answer
    other.refresh_from_db()
    assert other.status == Status.QUEUED


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.QUEUED, Status.CANCELED)])
def test_what_does_not_wait_stays_as_it_is(as_alice, alice, status):
    made = make.group(alice, 2)
    rest = make.generation(alice, status, group=made[0].group, position=3, count=3)
    answer = cancel(as_alice, rest, headers=HTMX).content.decode()
    assert statuses(made) == [Status.CANCELED, Status.CANCELED, status]
    assert answer.count('data-status="canceled"') == 2
    assert 'hx-target="#messages"' not in answer


def test_one_that_leaves_meanwhile_is_not_taken_back(as_alice, alice, monkeypatch):
    made = make.group(alice, 3)
    waiting = sets.waiting

    def looked_at_before_one_left(asked):
        found = list(waiting(asked))
        Generation.objects.filter(pk=made[0].pk).update(status=Status.SUBMITTING)
        return found

    monkeypatch.setattr(sets, "waiting", looked_at_before_one_left)
    answer = cancel(as_alice, made[1], headers=HTMX).content.decode()
    assert statuses(made) == [Status.SUBMITTING, Status.CANCELED, Status.CANCELED]
    assert f"generation-{made[0].uuid}" not in answer


def test_twice_changes_nothing_more_and_says_so(as_alice, alice):
    made = make.group(alice, 2)
    cancel(as_alice, made[0], headers=HTMX)
    before = list(Generation.objects.values_list("change", flat=True))
    answer = cancel(as_alice, made[0], headers=HTMX)
    assert answer.status_code == 200
    assert NONE_LEFT in answer.content.decode()
    assert list(Generation.objects.values_list("change", flat=True)) == before


@pytest.mark.parametrize("status", [one for one in UNFINISHED if one != Status.QUEUED])
def test_none_is_left_that_waits(as_alice, alice, status):
    made = make.group(alice, 2, status)
    assert NONE_LEFT in cancel(as_alice, made[0], headers=HTMX).content.decode()
    assert NONE_LEFT in cancel(as_alice, made[0], follow=True).content.decode()
    assert statuses(made) == [status] * 2


def test_a_colleagues_set_is_not_there(as_bob, alice):
    made = make.group(alice, 2)
    assert cancel(as_bob, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [Status.QUEUED] * 2
    assert "that wait" not in as_bob.get(reverse("generation", args=[made[0].uuid])).content.decode()


def test_a_group_of_the_same_number_of_somebody_else_is_another_set(as_alice, alice, bob):
    made = make.group(alice, 2)
    other = make.generation(bob, group=made[0].group)
    cancel(as_alice, made[0], headers=HTMX)
    other.refresh_from_db()
    assert other.status == Status.QUEUED


def test_nor_is_it_an_admins(as_admin, alice):
    made = make.group(alice, 2)
    assert cancel(as_admin, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [Status.QUEUED] * 2


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
    answer = cancel(as_alice, made[0], follow=True)
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
