"""Stretches of the history: they meet without a gap, upwards and downwards, and nobody sees where."""

import itertools
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from generator import history
from generator.filters import Filters
from generator.history import PAGE, Asked
from generator.models import Generation, Status
from tests import make

# At noon, so that a test that runs at midnight has its days as well.
NOON = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


def days(author, *counts):
    """So many generations on each of some days, the oldest first."""
    for ago, count in zip(range(len(counts), 0, -1), counts, strict=True):
        for _ in range(count):
            make.generation(author, created=NOON - timedelta(days=ago))


def page(viewer, filters=None, **asked):
    return history.page(viewer, filters or Filters(), Asked(**asked))


def numbers(found):
    return [generation.pk for one in found.sets for generation in one.generations]


def everything():
    return list(Generation.objects.order_by("-id").values_list("id", flat=True))


def down(viewer, **asked):
    """Every stretch from the top."""
    found = [page(viewer, **asked)]
    while found[-1].older:
        found.append(page(viewer, before=found[-1].through, **asked))
    return found


def up(viewer, after, **asked):
    """Every stretch from a number, the highest first."""
    found = [page(viewer, after=after, **asked)]
    while found[0].newer:
        found.insert(0, page(viewer, after=found[0].before, **asked))
    return found


def parts(stretch):
    """How many cards each of its days has in it."""
    return Counter(one.local_day for one in stretch.sets for _ in one.generations)


def joined(stretches):
    return [number for one in stretches for number in numbers(one)]


@pytest.mark.parametrize("counts", [(100,), (3, 40, 5, 33, 2), (31, 31, 31), (14, 16, 46, 1), (29, 1, 1, 1)])
def test_downwards_and_upwards_lead_through_everything_once(alice, counts):
    days(alice, *counts)
    assert joined(down(alice)) == everything()
    lowest = everything()[-1]
    assert joined(up(alice, lowest)) == everything()
    assert up(alice, lowest)[0].before == 0


@pytest.mark.parametrize("counts", [(30, 16, 10), (33, 3, 3, 30), (40, 9, 40)])
def test_nothing_is_lost_where_a_day_comes_back_below_another(alice, counts):
    # As after a time in which the clock was wrong.
    for count, ago in zip(counts, itertools.cycle((1, 3)), strict=False):
        for _ in range(count):
            make.generation(alice, created=NOON - timedelta(days=ago))
    assert joined(down(alice)) == everything()
    assert joined(up(alice, everything()[-1])) == everything()


def test_a_set_is_not_lost_where_its_numbers_are_mixed_with_those_of_another_day(alice, bob):
    days(alice, 20)
    made = [make.generation(author, created=NOON) for author in (alice, bob, bob, alice)]
    for first, last in ((made[0], made[3]), (made[1], made[2])):
        Generation.objects.filter(pk=first.pk).update(count=2)
        Generation.objects.filter(pk=last.pk).update(count=2, position=2, group=first.group)
    Generation.objects.filter(author=bob).update(created=NOON - timedelta(days=1))
    for _ in range(28):
        make.generation(alice, created=NOON)
    assert Counter(joined(down(alice))) == Counter(everything())


@pytest.mark.parametrize("counts", [(100,), (3, 40, 5, 33, 2), (31, 31, 31), (14, 16, 46, 1), (50, 8)])
def test_a_day_is_torn_only_where_a_good_part_of_it_stands_above(alice, counts):
    days(alice, *counts)
    for stretches in (down(alice), up(alice, everything()[-1])):
        for above, below in itertools.pairwise(stretches):
            torn = above.sets[-1].local_day == below.sets[0].local_day
            assert above.torn == torn
            assert below.sets[0].first_of_day != torn
            assert not torn or parts(above)[above.sets[-1].local_day] >= PAGE // 2
        assert not stretches[-1].torn


def test_a_page_of_its_own_begins_with_its_day_where_little_of_that_is_missing(alice):
    days(alice, 40, 40)
    newest = everything()
    few = page(alice, before=newest[5], aligned=True)
    assert numbers(few)[0] == newest[0]
    assert few.sets[0].first_of_day
    many = page(alice, before=newest[20], aligned=True)
    assert numbers(many)[0] == newest[21]
    assert not many.sets[0].first_of_day
    assert many.newer


def test_a_page_of_its_own_begins_with_a_whole_set(alice):
    days(alice, 20)
    four = [one.pk for one in make.group(alice, 4, created=NOON)]
    for _ in range(30):
        make.generation(alice, created=NOON)
    assert numbers(page(alice, before=four[2], aligned=True))[:4] == four


@pytest.mark.parametrize("lead", range(24, 32))
def test_upwards_no_set_is_torn(alice, lead):
    for _ in range(lead):
        make.generation(alice)
    four = {one.pk for one in make.group(alice, 4)}
    for _ in range(40):
        make.generation(alice)
    with_them = [one for one in up(alice, everything()[-1]) if four & set(numbers(one))]
    assert len(with_them) == 1
    assert four <= set(numbers(with_them[0]))


def test_sets_whose_numbers_became_mixed_are_each_on_one_stretch(alice, bob):
    made = [make.generation(alice) for _ in range(60)]
    # Two forms that were sent at once, where a database numbers them in turn, around the end of a stretch.
    for position, (first, second) in enumerate(((31, 30), (29, 28), (27, 26)), 1):
        for author, index, anchor in ((alice, first, made[31]), (bob, second, made[30])):
            fields = {"author": author, "group": anchor.group, "position": position, "count": 3}
            Generation.objects.filter(pk=made[index].pk).update(position=position + 10)
            Generation.objects.filter(pk=made[index].pk).update(**fields)
    for stretches in (down(alice), up(alice, everything()[-1])):
        assert Counter(joined(stretches)) == Counter(everything())
        held = [{(one.author.pk, one.group) for one in stretch.sets} for stretch in stretches]
        assert sum(map(len, held)) == len(set.union(*held))


def test_somebody_elses_number_of_a_set_tears_nothing_out_of_the_history(alice, bob):
    make.generation(bob)
    for _ in range(20):
        make.generation(alice)
    copied = make.generation(bob, count=2)
    Generation.objects.filter(author=bob).exclude(pk=copied.pk).update(group=copied.group, position=2, count=2)
    for _ in range(29):
        make.generation(alice)
    assert Counter(joined(down(alice))) == Counter(everything())


@pytest.mark.parametrize("size", [0, 1, 30, 60, 120, 10**6])
def test_a_stretch_has_as_many_as_are_asked_for_within_bounds(alice, size):
    days(alice, 130)
    assert len(numbers(page(alice, size=size))) == min(max(size, PAGE), history.MOST_AT_ONCE)


def test_a_stretch_that_has_grown_comes_whole_or_says_where_it_ends(alice, monkeypatch):
    days(alice, 40)
    first = page(alice)
    days(alice, 20)
    assert numbers(page(alice, through=first.through)) == everything()[:50]
    monkeypatch.setattr(history, "MOST", 30)
    part = page(alice, through=first.through)
    assert numbers(part) == everything()[:30]
    assert part.through == everything()[29]
    rest = page(alice, before=part.through, through=first.through)
    assert numbers(part) + numbers(rest) == everything()[:50]
    assert rest.through == first.through


def test_a_stretch_whose_lowest_are_gone_is_still_the_same(alice):
    days(alice, 70)
    second = page(alice, before=page(alice).through)
    Generation.objects.filter(pk=second.through).update(trashed_at=timezone.now())
    again = page(alice, before=second.before, through=second.through)
    assert again.through == second.through
    assert numbers(again) == numbers(second)[:-1]


def test_above_the_newest_there_is_nothing(alice):
    days(alice, 3)
    found = page(alice, after=everything()[0] + 1)
    assert (found.sets, found.before, found.newer) == ([], 0, False)


def test_a_filter_by_days_and_the_bounds_of_a_stretch_do_not_meet(as_alice, alice):
    days(alice, 40, 40)
    until = (NOON - timedelta(days=2)).date()
    first = as_alice.get("/generations/", {"until": until}).context["history"]
    again = as_alice.get("/generations/", {"until": until, "before": everything()[41], "through": first.through})
    assert {one.local_day for one in again.context["history"].sets} == {until}


def test_only_those_that_are_asked_for_and_belong_to_the_view_come(as_alice, alice, bob):
    fox, owl = make.generation(alice, prompt="A fox"), make.generation(bob, prompt="An owl")
    make.generation(bob, prompt="Another fox")
    only = f"{fox.uuid},nonsense,{owl.uuid},"
    found = as_alice.get("/generations/", {"only": only, "q": "fox"}).content.decode()
    assert re.findall(r'id="generation-([0-9a-f-]{36})"', found) == [str(fox.uuid)]
    assert "data-own" in found
    assert len(as_alice.get("/generations/", {"only": only}).context["history"].sets) == 2


def test_a_card_that_the_provider_may_still_take_its_time_for_says_until_when(as_alice, alice):
    made = make.generation(alice, Status.GENERATING)
    assert f'data-due="{made.due.isoformat()[:19]}' in as_alice.get("/").content.decode()
    Generation.objects.update(accepted_at=timezone.now() - timedelta(days=1))
    assert "data-due" not in as_alice.get("/").content.decode()
