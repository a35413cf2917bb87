"""All that wait of a set are canceled at once, and all that failed tried again: what both have in common."""

from typing import NamedTuple

import pytest
from django.urls import reverse

from generator.models import Generation, Status
from tests import make
from tests.pages.whole_sets import HTMX, act, statuses


class Doing(NamedTuple):
    """What is done, to what, and what that becomes; what a page says that offers it, and where there is none."""

    name: str
    before: Status
    after: Status
    offer: str
    none_left: str


BOTH = (
    Doing("cancel", Status.QUEUED, Status.CANCELED, "that wait", "Nothing of it waits any more."),
    Doing("retry", Status.FAILED, Status.QUEUED, "Try all", "Nothing of it can be tried again."),
)


@pytest.fixture(params=BOTH, ids=[one.name for one in BOTH])
def doing(request):
    return request.param


def test_it_is_done_to_all_of_it_and_their_cards_come_back(as_alice, alice, doing):
    made = make.group(alice, 3, doing.before)
    other = make.generation(alice, doing.before)
    answer = act(as_alice, doing.name, made[1], headers=HTMX).content.decode()
    assert statuses(made) == [doing.after] * 3
    assert answer.count(f'data-status="{doing.after}"') == answer.count("<hx-partial") == 3
    for one in made:
        assert f'id="generation-{one.uuid}"' in answer
    other.refresh_from_db()
    assert other.status == doing.before


@pytest.mark.parametrize(
    ("doing", "status"),
    [(one, status) for one in BOTH for status in Status if status not in (one.before, one.after)],
)
def test_what_is_in_another_state_stays_as_it_is(as_alice, alice, doing, status):
    made = make.group(alice, 2, doing.before)
    rest = make.generation(alice, status, group=made[0].group, position=3, count=3)
    answer = act(as_alice, doing.name, rest, headers=HTMX).content.decode()
    assert statuses(made) == [doing.after, doing.after, status]
    assert answer.count(f'data-status="{doing.after}"') == 2
    assert 'hx-target="#messages"' not in answer


def test_twice_changes_nothing_more_and_says_so(as_alice, alice, doing):
    made = make.group(alice, 2, doing.before)
    act(as_alice, doing.name, made[0], headers=HTMX)
    before = list(Generation.objects.values_list("change", flat=True))
    answer = act(as_alice, doing.name, made[0], headers=HTMX)
    assert answer.status_code == 200
    assert doing.none_left in answer.content.decode()
    assert list(Generation.objects.values_list("change", flat=True)) == before


def test_a_colleagues_set_is_not_there(as_bob, alice, doing):
    made = make.group(alice, 2, doing.before)
    assert act(as_bob, doing.name, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [doing.before] * 2
    assert doing.offer not in as_bob.get(reverse("generation", args=[made[0].uuid])).content.decode()


def test_nor_is_it_an_admins(as_admin, alice, doing):
    made = make.group(alice, 2, doing.before)
    assert act(as_admin, doing.name, made[0], headers=HTMX).status_code == 404
    assert statuses(made) == [doing.before] * 2


def test_a_group_of_the_same_number_of_somebody_else_is_another_set(as_alice, alice, bob, doing):
    made = make.group(alice, 2, doing.before)
    other = make.generation(bob, doing.before, group=made[0].group)
    act(as_alice, doing.name, made[0], headers=HTMX)
    other.refresh_from_db()
    assert other.status == doing.before
