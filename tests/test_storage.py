"""A file that has its name is whole, and only ours to read."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection

from generator import storage


def files(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def test_what_is_kept_comes_back(media):
    assert storage.keep("pictures/ab/cat.png", b"content") == "pictures/ab/cat.png"
    with default_storage.open("pictures/ab/cat.png") as file:
        assert file.read() == b"content"
    assert files(media) == ["pictures/ab/cat.png"]


def test_a_name_that_is_taken_is_replaced_whole(media):
    storage.keep("cat.png", b"a longer first content")
    storage.keep("cat.png", b"second")
    assert (media / "cat.png").read_bytes() == b"second"
    assert files(media) == ["cat.png"]


def test_nothing_is_left_when_writing_fails(media):
    storage.keep("cat.png", b"first")

    class Broken(ContentFile):
        def chunks(self, *_):
            yield b"half of"
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        default_storage.save("cat.png", Broken(b""))
    assert (media / "cat.png").read_bytes() == b"first"
    assert files(media) == ["cat.png"]


def test_a_large_file_is_written_in_pieces(media, tmp_path):
    (tmp_path / "large").write_bytes(os.urandom(300_000))
    with (tmp_path / "large").open("rb") as file:
        default_storage.save("large", File(file))
    assert (media / "large").read_bytes() == (tmp_path / "large").read_bytes()


def test_only_its_owner_reads_it(media):
    storage.keep("pictures/ab/cat.png", b"content")
    assert stat.S_IMODE((media / "pictures/ab/cat.png").stat().st_mode) == 0o600
    assert stat.S_IMODE((media / "pictures/ab").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["../outside.png", "/etc/outside.png", "a/../../outside.png"])
def test_no_name_leads_out_of_the_folder(media, name):
    with pytest.raises(SuspiciousFileOperation):
        storage.keep(name, b"content")
    assert not Path("/etc/outside.png").exists()
    assert not (media.parent / "outside.png").exists()


def test_names_say_what_is_in_them():
    assert storage.content_name("references", "abcd", ".png") == "references/ab/abcd.png"


def test_room_is_told_before_anything_was_stored(media):
    assert not media.exists()
    assert storage.room() > 0


def test_a_storage_that_cannot_tell_leaves_the_database_to_say(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    assert (storage.room() is None) == (connection.vendor != "sqlite")


def test_a_database_in_memory_takes_no_room(settings, monkeypatch):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    monkeypatch.setitem(connection.settings_dict, "NAME", ":memory:")
    settings.DISK_RESERVE = 1_000_000_000
    assert storage.room() is None
    assert not storage.nearly_full()
