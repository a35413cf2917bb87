"""What a picture was made from and what was made from it, on its page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from generator import lineage
from generator.models import Generation, Reference, ReferenceUse, Status
from tests import make


def child(author, *parents, status=Status.SUCCEEDED, **fields):
    """A generation that has the pictures of others as references, or the references themselves."""
    made = make.generation(author, status, content=make.picture(colour=(next(COLOURS), 60, 90)), **fields)
    for position, parent in enumerate(parents, 1):
        reference = parent if isinstance(parent, Reference) else taken(parent, author)
        ReferenceUse.objects.create(generation=made, reference=reference, position=position)
    return made


# Every picture is another one, so that every reference is.
COLOURS = iter(range(256))


@pytest.fixture(autouse=True)
def _colours():
    globals()["COLOURS"] = iter(range(256))


def taken(generation, member):
    picture = generation.pictures.get()
    with picture.file.open() as file:
        return Reference.keep(file.read(), picture.alt, member, picture)


def of(generation):
    return lineage.of(Generation.objects.for_cards().get(pk=generation.pk))


def shape(origins):
    """A tree as nested lists of prompts; an upload is its name."""
    return [
        [origin.generation.prompt if origin.generation else str(origin.reference), *shape(origin.origins)]
        for origin in origins
    ]


def trash(generation):
    Generation.objects.filter(pk=generation.pk).update(trashed_at=timezone.now())


def page(browser, generation):
    return browser.get(reverse("generation", args=[generation.uuid])).content.decode()


def test_what_it_was_made_from_is_told_over_several_steps_and_members(alice, bob):
    upload = make.reference(alice, label="mood.png")
    first = child(alice, upload, prompt="First")
    other = child(bob, prompt="Other")
    second = child(bob, first, other, prompt="Second")
    third = child(alice, second, upload, prompt="Third")
    assert shape(of(third).origins) == [
        ["Second", ["First", ["mood.png"]], ["Other"]],
        ["mood.png"],
    ]


def test_what_was_made_from_it_is_counted_and_so_is_what_came_of_that(alice, bob):
    first = child(alice, prompt="First")
    later = [child(bob, first, prompt=f"Later {number}") for number in range(3)]
    for _ in range(2):
        child(alice, later[1], later[2])
    found = of(first)
    assert found.count == 3
    assert [(one.generation.prompt, one.count) for one in found.offspring] == [
        ("Later 2", 2),
        ("Later 1", 2),
        ("Later 0", 0),
    ]


def test_one_made_from_two_of_the_same_is_counted_once(alice):
    first = child(alice)
    both = child(alice, first)
    again = Reference.keep(make.picture(colour="gold"), "another", alice, first.pictures.get())
    ReferenceUse.objects.create(generation=both, reference=again, position=2)
    assert (of(first).count, len(of(first).offspring)) == (1, 1)
    assert shape(of(both).origins) == [["A quiet lake"], ["A quiet lake"]]


def test_what_failed_is_no_picture_and_what_is_being_made_is_one_soon(alice):
    first = child(alice)
    for status in (Status.FAILED, Status.CANCELED, Status.GENERATING, Status.QUEUED):
        child(alice, first, status=status)
    assert {one.generation.status for one in of(first).offspring} == {Status.GENERATING, Status.QUEUED}


def test_the_page_says_how_often_and_leads_on_by_names(as_bob, alice, bob):
    first = child(alice, prompt="Painted by Alice")
    second = child(bob, first, prompt="Painted by Bob")
    early, late = page(as_bob, first), page(as_bob, second)
    assert "Used in 1 later picture<" in early
    assert reverse("generation", args=[second.uuid]) in early
    assert "bob: Painted by Bob" in early
    assert "Made from" in late
    assert reverse("generation", args=[first.uuid]) in late
    assert "Alice Adams: Painted by Alice" in late
    assert "later picture" not in late


def test_an_upload_opens_in_full_size(as_alice, alice):
    upload = make.reference(alice, label="mood.png")
    assert f'href="{reverse("reference", args=[upload.uuid])}"' in page(as_alice, child(alice, upload))


def test_one_that_stands_alone_has_no_lineage(as_alice, alice):
    assert 'id="lineage"' not in page(as_alice, child(alice))
    assert 'id="lineage"' not in page(as_alice, make.generation(alice, Status.FAILED))


def test_what_was_deleted_is_said_to_be_and_not_shown(as_alice, alice):
    upload = make.reference(alice, label="mood.png")
    first = child(alice, upload, prompt="A secret lake")
    second = child(alice, first)
    third = child(alice, second)
    trash(first)
    trash(third)
    shown = page(as_alice, second)
    assert 'class="node node-deleted"' in shown
    assert reverse("generation", args=[first.uuid]) not in shown
    assert first.pictures.get().thumbnail_url not in shown
    assert "A secret lake" not in shown
    assert "1 made from it was deleted." in shown
    # Its own origins are still told.
    assert upload.thumbnail_url in shown


def test_many_are_the_newest_and_a_way_to_all_of_them(as_alice, alice):
    first = child(alice)
    reference = taken(first, alice)
    later = [child(alice, reference, status=Status.QUEUED, prompt=f"Later {number}") for number in range(20)]
    child(alice)
    found = of(first)
    assert (found.count, len(found.offspring), found.more) == (20, lineage.WIDEST - 1, 21 - lineage.WIDEST)
    shown = page(as_alice, first)
    assert "Used in 20 later pictures" in shown
    assert f"/?of={first.uuid}" in shown
    answer = as_alice.get("/generations/", {"of": str(first.uuid)})
    sets = answer.context["history"].sets
    assert [one.prompt for one in sets] == [one.prompt for one in reversed(later)]


@pytest.mark.parametrize("of", ["", "x", "0", "\0", "../", "3f0d6f5e-4f6a-4d0e-9a57-7d8f4ab6f3f1"])
def test_an_address_that_names_none_is_no_error(as_alice, alice, of):
    make.generation(alice)
    assert as_alice.get("/", {"of": of}, follow=True).status_code == 200


def test_a_long_line_is_told_as_far_as_there_is_room(as_alice, alice):
    made = [child(alice, prompt="Step 0")]
    for number in range(1, 9):
        made.append(child(alice, made[-1], prompt=f"Step {number}"))
    [nearest] = of(made[-1]).origins
    assert shape([nearest]) == [["Step 7", ["Step 6", ["Step 5"]]]]
    furthest = nearest.origins[0].origins[0]
    assert furthest.further
    assert not nearest.further
    assert "Made from earlier ones" in page(as_alice, made[-1])
    assert not of(made[lineage.LEVELS]).origins[0].origins[0].origins[0].further


def test_a_broad_tree_is_told_as_far_as_there_is_room(alice):
    ground = [child(alice, prompt="Ground") for _ in range(3)]
    rows = [ground]
    for _ in range(3):
        rows.append([child(alice, *rows[-1]) for _ in range(3)])
    found = of(rows[-1][0]).origins

    def count(origins):
        return len(origins) + sum(count(origin.origins) for origin in origins)

    assert len(found) == 3
    assert count(found) <= 3 + lineage.WIDEST * 2


def test_a_circle_that_cannot_be_is_walked_no_further_than_any_other_line(as_alice, alice):
    first, second = child(alice), child(alice)
    for one, other in ((first, second), (second, first)):
        ReferenceUse.objects.create(generation=one, reference=taken(other, alice), position=1)
    assert page(as_alice, first).count('class="node"') < 10


def queries(action):
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured]


def test_a_large_tree_costs_no_more_than_a_small_one(alice, bob):
    def grown(width):
        made = [child(alice) for _ in range(width)]
        for _ in range(4):
            made = [child(bob, *made[:width]) for _ in range(width)]
        middle = made[0]
        for _ in range(width * 3):
            child(alice, child(bob, middle))
        return Generation.objects.for_cards().get(pk=middle.pk)

    small, large = grown(1), grown(3)
    few, many = queries(lambda: lineage.of(small)), queries(lambda: lineage.of(large))
    assert len(many) == len(few) <= 9, "\n".join(many)


def test_a_reference_that_was_uploaded_is_known_for_a_picture_once_one_is_taken_from_the_history(alice, bob):
    made = child(alice)
    with made.pictures.get().file.open() as file:
        uploaded = Reference.keep(file.read(), "download.png", bob)
    assert uploaded.picture is None
    assert taken(made, bob) == uploaded
    assert Reference.objects.get(pk=uploaded.pk).picture == made.pictures.get()
    assert of(child(bob, uploaded)).origins[0].generation == made


def test_a_reference_never_comes_from_something_later_than_what_was_made_of_it(alice):
    upload = make.reference(alice)
    first = child(alice, upload)
    picture = child(alice).pictures.get()
    assert Reference.keep(make.picture(colour="orange"), "cat.png", alice, picture) == upload
    upload.refresh_from_db()
    assert upload.picture is None
    assert shape(of(first).origins) == [["cat.png"]]


def test_the_first_picture_it_was_made_of_stays(alice):
    first, second = child(alice), child(alice)
    reference = taken(first, alice)
    with first.pictures.get().file.open() as file:
        Reference.keep(file.read(), "the same", alice, second.pictures.get())
    reference.refresh_from_db()
    assert reference.picture == first.pictures.get()
