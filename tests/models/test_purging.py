"""After its days in the trash the bytes are gone from the disk, and the books are as they were."""

from typing import ClassVar

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone

from generator import storage, tasks
from generator.filters import Filters
from generator.models import Attempt, Favourite, Generation, Picture, Status, trash
from generator.words import Search
from tests import make
from tests.models.trashing import end, files, made_from, scans


@pytest.fixture
def made(alice):
    return make.generation(alice, Status.SUCCEEDED, prompt="A secret lake")


def test_nothing_of_it_is_left_on_the_disk(made, media):
    assert len(files(media)) == 2
    end(made)
    tasks.empty_trash()
    assert files(media) == []


def test_what_could_not_be_prepared_is_gone_from_the_disk_too(alice, media):
    lost = make.generation(alice, Status.COLLECTING)
    attempt = make.attempt_of(lost)
    attempt.fetched([storage.keep(f"incoming/{attempt.pk}-0", b"brings its worker down")])
    attempt.give_up("It could not be read.", "preparing it ended badly every time")
    assert len(files(media)) == 1
    end(lost)
    tasks.empty_trash()
    assert files(media) == []
    assert make.attempt_of(lost).incoming == []


def test_the_words_are_gone_and_the_proof_stays(made, alice):
    Favourite.objects.create(member=alice, generation=made)
    before = Picture.objects.get()
    attempt = make.attempt_of(made)
    end(made)
    assert trash.purge(made.pk)
    made.refresh_from_db()
    assert (made.prompt, made.wish, bool(made.purged_at)) == ("", "", True)
    picture = Picture.objects.get()
    assert (str(picture.file), str(picture.thumbnail), picture.placeholder) == ("", "", "")
    assert (picture.sha256, picture.size, picture.attempt) == (before.sha256, before.size, attempt)
    assert Attempt.objects.get().remote_id == attempt.remote_id
    assert not Favourite.objects.exists()
    assert not Generation.objects.filter(words__matches=Search.read("secret")).exists()
    assert not Filters().rows(alice).exists()


def test_no_table_holds_its_words_any_more(made, alice):
    """Whoever keeps another copy of a prompt is reminded of it here."""
    made_from(made, alice)
    assert holding("secret") >= {"generator_generation", "generator_reference"}
    assert Generation.objects.filter(words__matches=Search.read("secret")).exists()
    end(made)
    assert trash.purge(made.pk)
    assert holding("secret") == set()
    assert not Generation.objects.filter(words__matches=Search.read("secret")).exists()


def holding(word):
    """The tables that have it in one of their rows."""
    found = set()
    for model in apps.get_models():
        if any(word in repr(row).casefold() for row in model._base_manager.values_list()):
            found.add(model._meta.db_table)
    return found


def test_only_what_is_due_goes(made, alice, media):
    shown = make.generation(alice, Status.SUCCEEDED)
    fresh = make.generation(alice, Status.SUCCEEDED)
    Generation.objects.filter(pk=fresh.pk).trash(by=alice)
    before = files(media)
    assert trash.due() == []
    assert not trash.purge(shown.pk)
    assert not trash.purge(fresh.pk)
    assert files(media) == before
    end(made)
    assert trash.due() == [made.pk]


def test_twice_is_once_and_nothing_comes_back(made):
    end(made)
    assert trash.purge(made.pk)
    assert not trash.purge(made.pk)
    assert Generation.objects.filter(pk=made.pk).restore() == 0
    assert trash.due() == []


def test_one_that_was_brought_back_meanwhile_stays(made, media):
    end(made)
    Generation.objects.filter(pk=made.pk).update(trashed_at=None)
    assert not trash.purge(made.pk)
    assert len(files(media)) == 2


def test_one_that_something_may_still_come_of_waits(made, media):
    end(made)
    Attempt.objects.update(ended_at=None, ending="")
    assert trash.due() == []
    Attempt.objects.update(ended_at=timezone.now())
    assert trash.due() == [made.pk]


def test_files_that_are_gone_already_are_no_trouble(made, media):
    end(made)
    for name in files(media):
        (media / name).unlink()
    assert trash.purge(made.pk)


class Watched(storage.DurableStorage):
    """Notes for each file that is removed whether a transaction is open."""

    removed: ClassVar[list[tuple[str, bool]]] = []

    def delete(self, name):
        self.removed.append((name, connection.in_atomic_block))
        super().delete(name)


def test_nobody_waits_for_the_disk(transactional_db, made, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Watched"}}
    Watched.removed.clear()
    names = made.pictures.get().own_files()
    end(made)
    assert trash.purge(made.pk)
    assert Watched.removed == [(name, False) for name in names]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_no_table_is_looked_through(made, alice, django_assert_max_num_queries):
    make.stray(make.generation(alice, Status.UNCONFIRMED))
    made_from(made, alice)
    end(made)
    with django_assert_max_num_queries(20) as queries:
        assert trash.purge(made.pk)
    assert list(scans(queries)) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="written for SQLite's triggers")
def test_what_was_interrupted_between_files_and_rows_is_done_again(made, media):
    end(made)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER power_cut BEFORE UPDATE OF placeholder ON generator_picture "
            "BEGIN SELECT RAISE(ABORT, 'power cut'); END"
        )
        with pytest.raises(IntegrityError, match="power cut"):
            trash.purge(made.pk)
        cursor.execute("DROP TRIGGER power_cut")
    made.refresh_from_db()
    assert (made.purged_at, made.prompt) == (None, "A secret lake")
    assert trash.due() == [made.pk]
    tasks.empty_trash()
    assert files(media) == []
    assert trash.due() == []


def test_a_file_that_cannot_be_removed_is_tried_again_later_and_holds_up_no_other(made, alice, media, caplog):
    other = make.generation(alice, Status.SUCCEEDED)
    end(made, other)
    # A folder that is not empty has taken its place.
    stubborn = media / made.pictures.get().file.name
    stubborn.unlink()
    (stubborn / "within").mkdir(parents=True)
    tasks.empty_trash()
    assert "cannot be removed" in caplog.text
    assert trash.due() == [made.pk]
    (stubborn / "within").rmdir()
    tasks.empty_trash()
    assert files(media) == []
    assert trash.due() == []


def test_files_that_are_named_for_another_stay_for_it(made, alice, media):
    """A studio that was filled by hand may have one file many times."""
    copy = make.generation(alice, Status.SUCCEEDED)
    Picture.objects.filter(generation=copy).update(
        file=made.pictures.get().file.name, thumbnail=made.pictures.get().thumbnail.name
    )
    end(copy)
    tasks.empty_trash()
    assert {str(made.pictures.get().file), str(made.pictures.get().thumbnail)} <= set(files(media))
