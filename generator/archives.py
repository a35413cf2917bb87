"""A zip file that is sent while it is made, with one member at a time in memory, and the table that goes into it."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# A spreadsheet takes a cell that begins so for a formula, and runs it; the last four are the wide forms of the first.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 0, 0, 0)

# The name, the time it shows, and the content.
Member = tuple[str, datetime, bytes]


class _Pipe(io.RawIOBase):
    """What the zip file is written to: what was taken out cannot be changed any more, what is still in it can.

    So every header has its sizes, which programs that unpack while they read rely on.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._held = io.BytesIO()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        return self._held.write(content)

    def tell(self) -> int:
        return self._taken + self._held.tell()

    def seek(self, position: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET:
            position -= self._taken
        return self._taken + self._held.seek(position, whence)

    def take(self) -> bytes:
        content = self._held.getvalue()
        self._taken += len(content)
        self._held = io.BytesIO()
        return content


def streamed(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of a zip file, in pieces of one member each. Names are the caller's to keep apart."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        for name, at, content in members:
            year, month, day, hour, minute, second = min(max(at.timetuple()[:6], EARLIEST), LATEST)
            info = ZipInfo(name, (year, month, day, hour, minute, second))
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
            del content
            yield pipe.take()
    yield pipe.take()


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV file that spreadsheets open as what it is: UTF-8, and words in every cell, whatever they begin with."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_tame(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _tame(cell: str) -> str:
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell
