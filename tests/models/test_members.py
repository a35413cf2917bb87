import itertools

import pytest

from generator.models import Member


@pytest.mark.parametrize(
    ("username", "first", "last", "name", "initials"),
    [
        ("alice", "Alice", "Adams", "Alice Adams", "AA"),
        ("alice", "Alice", "van der Berg", "Alice van der Berg", "AB"),
        ("alice", "Alice", "", "Alice", "AL"),
        ("bob", "", "", "bob", "BO"),
        ("b", "", "", "b", "B"),
        ("jean-luc.picard", "", "", "jean-luc.picard", "JP"),
        ("a_b", "", "", "a_b", "AB"),
        ("...", "", "", "...", "?"),
        ("élodie", "", "", "élodie", "ÉL"),
        ("x", "李", "小龙", "李 小龙", "李小"),
    ],
)
def test_what_colleagues_call_them(username, first, last, name, initials):
    member = Member(username=username, first_name=first, last_name=last)
    assert (member.name, member.initials) == (name, initials)


def test_members_have_hues_and_neighbours_differ():
    hues = [Member(pk=number).hue for number in range(1, 50)]
    assert set(hues) == set(range(12))
    assert all(one != two for one, two in itertools.pairwise(hues))
    assert Member().hue == 0


def test_the_first_admin(db):
    admin = Member.create_first_admin("ada", "a rather good one 9", "ada@example.com")
    assert (admin.is_staff, admin.is_superuser, admin.email) == (True, True, "ada@example.com")
    assert admin.check_password("a rather good one 9")


def test_there_is_no_second_first_admin(alice):
    assert Member.create_first_admin("ada", "a rather good one 9") is None
    assert Member.objects.count() == 1
