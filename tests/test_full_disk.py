"""A real disk that is full: a small one of memory, which only root can make."""

import asyncio
import contextlib
import html
import shutil
import subprocess
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from generator import storage
from generator.forms import NO_ROOM
from generator.models import Lease, Reference
from generator.models.leases import ENGINE
from project import bodies
from tests import make

MEGABYTE = 1024 * 1024


@pytest.fixture
def disk(tmp_path):
    """Makes a disk of its own; options are those of tmpfs."""
    mounted = []

    def disk(options="size=4m"):
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only root can make a disk, and not everywhere")
        mounted.append(place)
        return place

    yield disk
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def full(disk, settings):
    """The studio's files on a disk with no room at all, and no reserve that would have kept some."""
    place = disk()
    settings.MEDIA_ROOT = place / "media"
    settings.MEDIA_ROOT.mkdir()
    fill(place)
    return place


def fill(place):
    with (place / "ballast").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def test_room_is_what_is_left(disk, settings):
    settings.MEDIA_ROOT = disk() / "not" / "made" / "yet"
    assert storage.room() == 4 * MEGABYTE
    storage.keep("cat.png", b"x" * MEGABYTE)
    assert 2.9 * MEGABYTE < storage.room() <= 3 * MEGABYTE


def test_the_database_may_have_less_of_it(disk, settings, monkeypatch):
    settings.MEDIA_ROOT, small = disk(), disk("size=1m")
    (small / "atelier.sqlite3").touch()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(small / "atelier.sqlite3"))
    assert storage.room() == (MEGABYTE if connection.vendor == "sqlite" else 4 * MEGABYTE)


def test_a_disk_without_another_file_has_no_room(disk, settings):
    settings.MEDIA_ROOT = disk("size=4m,nr_inodes=3")
    assert storage.room() > 0
    storage.keep("cat.png", b"x")
    storage.keep("dog.png", b"x")
    assert storage.room() == 0


def test_the_reserve_is_kept(disk, settings):
    settings.MEDIA_ROOT = disk()
    for reserve, short in ((0, False), (4, False), (5, True)):
        settings.DISK_RESERVE = reserve
        assert storage.nearly_full() is short


def test_an_upload_on_a_full_disk_is_refused_in_words_and_leaves_nothing(full, as_alice):
    file = SimpleUploadedFile("cat.png", make.picture())
    answer = as_alice.post("/generations/", {"prompt": "A quiet lake", "references": file})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert NO_ROOM in page
    assert "A quiet lake</textarea>" in page
    assert Reference.objects.count() == 0
    assert [path for path in (full / "media").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("leading", [True, False])
def test_a_full_disk_is_told_and_is_no_reason_to_restart(full, client, db, leading):
    # The engine may have ended because of it.
    if leading:
        Lease.take(ENGINE, "somebody", 30)
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert (answer.json()["healthy"], answer.json()["storage"]) == (False, "full")


@pytest.mark.parametrize("size", [bodies.IN_MEMORY_BYTES + 1, 2 * bodies.IN_MEMORY_BYTES])
def test_a_large_request_that_finds_no_room_gets_a_sentence(full, monkeypatch, size):
    monkeypatch.setattr(tempfile, "tempdir", str(full))
    messages = [{"type": "http.request", "body": b"x" * size, "more_body": False}]

    async def receive():
        return messages.pop(0)

    scope = {"type": "http", "method": "POST", "headers": [(b"cookie", b"sessionid=abc")]}
    with pytest.raises(bodies.Refused) as refused:
        asyncio.run(bodies.received(scope, receive))
    assert refused.value.status == 507
