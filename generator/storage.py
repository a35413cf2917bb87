"""Where files live: a folder, written so that a file that has its name is whole and survives a power cut.

It also knows how much room is left, so that the studio stops taking things in before a result has no place to go.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class DurableStorage(FileSystemStorage):
    """Writes beside, syncs, then gives the file its name in one step; a name that is taken is replaced."""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with open(beside, "xb", opener=_private) as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's
        return name


def keep(name: str, content: bytes) -> str:
    """Store bytes under a name of ours; the name. Raises OSError when the disk is full."""
    return default_storage.save(name, ContentFile(content))


def remove(names: Iterable[str]) -> None:
    """Remove files for good; one that is gone already is no error. Raises OSError when a file stays."""
    sync(unlink(names))


def unlink(names: Iterable[str]) -> set[Path]:
    """Remove files; the folders to `sync` before the power may go. Raises OSError when a file stays."""
    folders = set()
    for name in filter(None, names):
        default_storage.delete(name)
        with contextlib.suppress(NotImplementedError):
            folders.add(Path(default_storage.path(name)).parent)
    return folders


def sync(folders: Iterable[Path]) -> None:
    """Have the disk remember which files are in these folders; that takes milliseconds each."""
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):
            _sync_folder(folder)


def content_name(folder: str, sha256: str, suffix: str) -> str:
    """A name that says what is in it, spread over 256 folders."""
    return f"{folder}/{sha256[:2]}/{sha256}{suffix}"


def room() -> int | None:
    """Bytes free for new files and rows: on the disk of the files or, if less, on that of an SQLite database.

    None when neither can tell.
    """
    folders = []
    if isinstance(default_storage, FileSystemStorage):
        folders.append(Path(default_storage.location))
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and database.exists():
        folders.append(database.parent)
    known = [free for folder in folders if (free := _free(folder)) is not None]
    return min(known, default=None)


def nearly_full() -> bool:
    """Whether less than DISK_RESERVE is free: what is left is for results that are already paid for."""
    free = room()
    return free is not None and free < settings.DISK_RESERVE * 1024 * 1024


def _free(folder: Path) -> int | None:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        disk = os.statvfs(folder)
    except OSError:
        return None
    # A disk can run out of files before it runs out of bytes; one that counts none has none to run out of.
    return 0 if disk.f_files and not disk.f_favail else disk.f_bavail * disk.f_frsize


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
