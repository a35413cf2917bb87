"""All that failed of a set is tried again at once: from a card with htmx, and from the picture's page without."""

import pytest
from django.urls import reverse

from generator.models import Generation, Status
from tests import make

HTMX = {"HX-Request": "true"}
NONE_LEFT = "Nothing of it can be tried again."


def again(browser, one, **options):
    return browser.post(reverse("generation-retry-set", args=[one.uuid]), **options)


def statuses(made):
    return list(Generation.objects.filter(group=made[0].group).order_by("position").values_list("status", flat=True))


def test_all_that_failed_wait_again_and_their_cards_come_back(as_alice, alice):
    made = make.group(alice, 3, Status.FAILED)
    other = make.generation(alice, Status.FAILED)
    answer = again(as_alice, made[1], headers=HTMX).content.decode()
    assert statuses(made) == [Status.QUEUED] * 3
    assert answer.count('data-status="queued"') == answer.count("<hx-partial") == 3
    for one in made:
        assert f'id="generation-{one.uuid}"' in answer
    other.refresh_from_db()
    assert other.status == Status.FAILED


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.QUEUED, Status.FAILED)])
def test_what_did_not_fail_stays_as_it_is(as_alice, alice, status):
    made = make.group(alice, 2, Status.FAILED)
    rest = make.generation(alice, status, group=made[0].group, position=3, count=3)
    answer = again(as_alice, rest, headers=HTMX).content.decode()
    assert statuses(made) == [Status.QUEUED, Status.QUEUED, status]
    assert answer.count('data-status="queued"') == 2
    assert 'hx-target="#messages"' not in answer


def test_twice_changes_nothing_more_and_says_so(as_alice, alice):
    made = make.group(alice, 2, Status.FAILED)
    again(as_alice, made[0], headers=HTMX)
    before = list(Generation.objects.values_list("change", flat=True))
    answer = again(as_alice, made[0], headers=HTMX)
    assert answer.status_code == 200
    assert NONE_LEFT in answer.content.decode()
    assert list(Generation.objects.values_list("change", flat=True)) == before


def test_what_has_no_prompt_any_more_and_what_is_in_the_trash_stay_where_they_are(as_alice, alice):
    made = make.group(alice, 3, Status.FAILED)
    Generation.objects.filter(pk=made[0].pk).update(prompt="")
    Generation.objects.filter(pk=made[1].pk).trash(by=alice)
    again(as_alice, made[2], headers=HTMX)
    assert statuses(made) == [Status.FAILED, Status.FAILED, Status.QUEUED]


def test_a_colleagues_set_is_not_there(as_bob, alice):
    made = make.group(alice, 2, Status.FAILED)
    assert again(as_bob, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [Status.FAILED] * 2
    assert "Try all" not in as_bob.get(reverse("generation", args=[made[0].uuid])).content.decode()


def test_nor_is_it_an_admins(as_admin, alice):
    made = make.group(alice, 2, Status.FAILED)
    assert again(as_admin, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [Status.FAILED] * 2


def test_a_group_of_the_same_number_of_somebody_else_is_another_set(as_alice, alice, bob):
    made = make.group(alice, 2, Status.FAILED)
    other = make.generation(bob, Status.FAILED, group=made[0].group)
    again(as_alice, made[0], headers=HTMX)
    other.refresh_from_db()
    assert other.status == Status.FAILED


def test_a_picture_that_failed_alone_offers_no_more_than_itself(as_alice, alice):
    made = make.group(alice, 2, Status.FAILED)
    address = reverse("generation", args=[made[0].uuid])
    assert "Try all 2 again" in as_alice.get(address).content.decode()
    made[1].retry()
    assert "Try all" not in as_alice.get(address).content.decode()
    assert "Try all" not in as_alice.get(reverse("generation", args=[made[1].uuid])).content.decode()


def test_without_htmx_the_page_comes_back(as_alice, alice):
    made = make.group(alice, 2, Status.FAILED)
    answer = again(as_alice, made[0], follow=True)
    assert answer.redirect_chain == [(reverse("generation", args=[made[0].uuid]), 302)]
    assert "Cancel all that wait" in answer.content.decode()
    assert statuses(made) == [Status.QUEUED] * 2
    made = make.group(alice, 2)
    assert NONE_LEFT in again(as_alice, made[0], follow=True).content.decode()
