"""References that are in the studio already, by their id or by that of a picture."""

import uuid

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from generator.forms import NOT_HERE, References
from generator.models import Generation, Reference, Status
from tests import make


def known(member, *ids):
    data = QueryDict(mutable=True)
    data.setlist("reference_ids", [str(one) for one in ids])
    return References(data, MultiValueDict(), member)


@pytest.mark.parametrize("junk", ["", "1", "not-a-uuid", "\0", "' OR 1=1 --", uuid.uuid4(), "é" * 4000])
def test_an_id_of_nothing_gets_a_sentence(alice, junk):
    given = known(alice, junk)
    assert given.found == []
    assert given.errors == {"references": [NOT_HERE]}


def test_the_same_sentence_is_told_once(alice):
    assert known(alice, "a", "b", "c").errors == {"references": [NOT_HERE]}


def test_a_colleagues_reference_can_be_used(alice, bob):
    reference = make.reference(alice)
    assert known(bob, reference.uuid).found == [reference]


def test_the_same_id_twice_counts_once(alice):
    reference = make.reference(alice)
    given = known(alice, *[reference.uuid] * 5)
    assert (given.found, given.errors) == ([reference], {})


def test_the_order_given_is_the_order_kept(as_alice, alice):
    references = [make.reference(alice, colour) for colour in ("red", "lime", "blue")][::-1]
    as_alice.post("/generations/", {"prompt": "A lake", "reference_ids": [str(one.uuid) for one in references]})
    uses = Generation.objects.get().uses.order_by("position")
    assert [use.reference for use in uses] == references
    assert [use.position for use in uses] == [1, 2, 3]


def test_a_picture_becomes_a_reference(alice, bob):
    picture = make.generation(alice, Status.SUCCEEDED, prompt="A quiet   lake").pictures.get()
    [reference] = known(bob, picture.uuid).found
    assert (reference.picture, reference.added_by, reference.label) == (picture, bob, "A quiet lake")
    assert known(alice, picture.uuid).found == [reference]
    assert Reference.objects.count() == 1


def test_a_picture_whose_file_is_gone_gets_a_sentence(alice, media):
    picture = make.generation(alice, Status.SUCCEEDED).pictures.get()
    (media / picture.file.name).unlink()
    assert known(alice, picture.uuid).errors == {"references": [NOT_HERE]}


def test_a_reference_that_lost_its_file_gets_it_back_when_it_is_given_again(alice, media):
    reference = make.reference(alice)
    (media / reference.file.name).unlink()
    assert make.reference(alice) == reference
    assert (media / reference.file.name).exists()


def test_adding_while_composing_gives_chips_and_sentences(as_alice, alice):
    reference = make.reference(alice, label='a "cat".png')
    answer = as_alice.post("/references/", {"reference_ids": [str(reference.uuid), "junk"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{reference.uuid}"' in page
    assert "a &quot;cat&quot;.png" in page
    assert NOT_HERE in page


def test_an_empty_addition_is_no_error(as_alice):
    answer = as_alice.post("/references/")
    assert answer.status_code == 200
    assert "<p" not in answer.content.decode()
