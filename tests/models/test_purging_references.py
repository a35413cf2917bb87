"""References made from what is purged go with it, or, if somebody has use for them, once nobody has any more."""

import pytest
from django.db import connection
from django.utils import timezone

from generator import shelf, storage, tasks
from generator.models import Draft, Generation, Reference, ReferenceUse, Status, trash
from tests import make
from tests.models.trashing import end, files, made_from, scans, used_in

KEPT = [{"name": "brand logo"}, {"pinned_at": timezone.now()}]


@pytest.fixture
def made(alice):
    return make.generation(alice, Status.SUCCEEDED, prompt="A secret lake")


def test_a_reference_made_from_it_goes_too(made, alice, media):
    reference = made_from(made, alice)
    end(made)
    tasks.empty_trash()
    assert files(media) == []
    reference.refresh_from_db()
    assert (str(reference.file), str(reference.thumbnail), reference.label) == ("", "", "")
    assert trash.forsaken() == []


@pytest.mark.parametrize("trashed", [False, True])
def test_a_reference_that_is_used_elsewhere_survives(made, alice, bob, media, trashed):
    reference = made_from(made, alice)
    later = used_in(reference, bob)
    if trashed:
        Generation.objects.filter(pk=later.pk).trash(by=bob)
    end(made)
    assert trash.purge(made.pk)
    reference.refresh_from_db()
    assert {str(reference.file), str(reference.thumbnail)} <= set(files(media))


def test_it_goes_with_the_last_that_used_it(made, alice, bob, media):
    reference = made_from(made, alice)
    later = used_in(reference, bob)
    end(made)
    tasks.empty_trash()
    end(later)
    tasks.empty_trash()
    assert files(media) == []


def test_an_upload_that_only_it_used_stays_on_the_shelf(made, alice, media):
    reference = make.reference(alice)
    ReferenceUse.objects.create(generation=made, reference=reference, position=1)
    end(made)
    tasks.empty_trash()
    assert str(reference.file) in files(media)


@pytest.mark.parametrize("kept", KEPT)
def test_a_reference_that_was_named_or_pinned_stays(made, alice, media, kept):
    reference = made_from(made, alice)
    Reference.objects.update(**kept)
    end(made)
    tasks.empty_trash()
    assert str(reference.file) in files(media)


def test_a_reference_that_stands_in_a_composer_stays(made, alice, bob, media):
    reference = made_from(made, alice)
    Draft.objects.create(member=bob, references=[str(reference.uuid)])
    end(made)
    tasks.empty_trash()
    assert str(reference.file) in files(media)


def test_the_same_image_can_be_added_anew(made, alice):
    reference = made_from(made, alice)
    end(made)
    tasks.empty_trash()
    again = Reference.keep(make.picture(colour="navy"), "another lake", alice)
    assert (again, again.label) == (reference, "another lake")
    with again.file.open() as file:
        assert make.opened(file.read()).size == (64, 48)


@pytest.mark.parametrize("kept", [*KEPT, {}])
def test_one_that_stays_no_longer_says_what_the_picture_was_of(made, alice, kept):
    reference = made_from(made, alice)
    Reference.objects.update(**kept)
    if not kept:
        used_in(reference, alice)
    assert [section.key for section in shelf.sections(alice, "secret")]
    end(made)
    tasks.empty_trash()
    reference.refresh_from_db()
    assert reference.stored
    assert reference.label == ""
    assert shelf.sections(alice, "secret") == []


@pytest.mark.parametrize(("kept", "let_go"), [(KEPT[0], {"name": ""}), (KEPT[1], {"pinned_at": None})])
def test_it_goes_once_it_is_neither_named_nor_pinned(made, alice, media, kept, let_go):
    made_from(made, alice)
    Reference.objects.update(**kept)
    end(made)
    tasks.empty_trash()
    assert len(files(media)) == 2
    Reference.objects.update(**let_go)
    tasks.empty_trash()
    assert files(media) == []


def test_it_goes_once_it_stands_in_no_composer(made, alice, bob, media):
    reference = made_from(made, alice)
    Draft.objects.create(member=bob, references=[str(reference.uuid)])
    end(made)
    tasks.empty_trash()
    assert not trash.remove(reference.pk)
    reference.refresh_from_db()
    assert reference.stored
    Draft.objects.update(references=[])
    tasks.empty_trash()
    assert files(media) == []


def test_one_that_is_taken_up_at_the_last_moment_stays(made, alice, bob):
    reference = made_from(made, alice)
    end(made)
    assert trash.purge(made.pk)
    assert trash.forsaken() == [reference.pk]
    used_in(reference, bob)
    assert not trash.remove(reference.pk)
    reference.refresh_from_db()
    assert reference.stored


def test_one_that_is_uploaded_anew_is_an_upload_like_any_other(made, alice, bob, media):
    reference = made_from(made, alice)
    Reference.objects.update(name="brand logo")
    end(made)
    tasks.empty_trash()
    Reference.objects.update(name="")
    again = Reference.keep(make.picture(colour="navy"), "logo.png", bob)
    assert (again.pk, again.label, again.picture, again.added_by) == (reference.pk, "logo.png", None, bob)
    tasks.empty_trash()
    assert str(again.file) in files(media)


def test_what_a_power_cut_has_left_of_it_is_removed_later(made, alice, media):
    """The row was written, and the disk has forgotten that the files were removed."""
    reference = made_from(made, alice)
    end(made)
    tasks.empty_trash()
    for name in reference.files.values():
        storage.keep(name, b"back again")
    Reference.objects.update(thumbnail=str(reference.thumbnail))
    tasks.empty_trash()
    assert files(media) == []


def test_a_file_of_one_that_cannot_be_removed_is_tried_again(made, alice, media, caplog):
    reference = made_from(made, alice)
    end(made)
    stubborn = media / str(reference.file)
    stubborn.unlink()
    (stubborn / "within").mkdir(parents=True)
    tasks.empty_trash()
    assert "files of reference" in caplog.text
    assert trash.forsaken() == [reference.pk]
    (stubborn / "within").rmdir()
    tasks.empty_trash()
    assert files(media) == []


def test_drafts_are_read_only_when_one_is_left(made, alice, django_assert_max_num_queries):
    end(made)
    assert trash.purge(made.pk)
    with django_assert_max_num_queries(1):
        assert trash.forsaken() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_removing_one_looks_through_nothing_but_the_drafts(made, alice, django_assert_max_num_queries):
    reference = made_from(made, alice)
    end(made)
    assert trash.purge(made.pk)
    with django_assert_max_num_queries(10) as queries:
        assert trash.remove(reference.pk)
    assert set(scans(queries)) == {"SCAN generator_draft"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_they_are_found_by_looking_through_the_references_alone(made, alice, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert trash.forsaken() == []
    assert set(scans(queries)) <= {"SCAN generator_reference"}
