"""A zip file that is sent while it is made is one for everybody, and nothing in its table is run by a spreadsheet."""

import csv
import io
import shutil
import struct
import subprocess
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest

from generator import archives

AT = datetime(2026, 11, 23, 14, 5, 8, tzinfo=UTC)


def whole(members):
    return b"".join(archives.streamed(members))


def opened(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def test_what_went_in_comes_out():
    archive = opened(whole([("one.png", AT, b"1" * 1000), ("zwei größe.png", AT, b""), ("湖.csv", AT, b"3")]))
    assert archive.namelist() == ["one.png", "zwei größe.png", "湖.csv"]
    assert [archive.read(name) for name in archive.namelist()] == [b"1" * 1000, b"", b"3"]
    for info in archive.infolist():
        assert info.compress_type == zipfile.ZIP_STORED
        assert info.date_time == (2026, 11, 23, 14, 5, 8)


def test_nothing_at_all_is_a_zip_file_too():
    assert opened(whole([])).namelist() == []


def test_every_header_has_its_sizes_so_that_it_can_be_unpacked_while_it_is_read():
    content = whole([("a.png", AT, b"abc"), ("b.png", AT, b"defgh")])
    for info in opened(content).infolist():
        header = struct.unpack_from("<4s5H3I", content, info.header_offset)
        assert header[2] & 8 == 0
        assert header[-2:] == (info.file_size, info.file_size)
        assert header[-3] == info.CRC


@pytest.mark.skipif(not shutil.which("unzip"), reason="there is no unzip")
def test_unzip_reads_many(tmp_path):
    (tmp_path / "many.zip").write_bytes(whole((f"{number} größe.png", AT, bytes(number)) for number in range(500)))
    done = subprocess.run(["unzip", "-tqq", tmp_path / "many.zip"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_clock_that_is_wrong_spoils_nothing():
    for year in (1970, 2107, 9000):
        assert opened(whole([("a", AT.replace(year=year), b"a")])).read("a") == b"a"


def test_it_holds_one_member_at_a_time():
    size, at_once = 1_000_000, []

    def members():
        for number in range(40):
            yield f"{number}.png", AT, bytes(size)
            at_once.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        total = sum(len(piece) for piece in archives.streamed(members()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert total > 40 * size
    assert peak < 6 * size
    assert max(at_once[20:]) < max(at_once[:20]) + size


def test_the_first_member_goes_before_the_second_is_asked_for():
    asked = []

    def members():
        for number in range(3):
            asked.append(number)
            yield f"{number}", AT, b"content"

    pieces = archives.streamed(members())
    assert b"content" in next(pieces)
    assert asked == [0]
    pieces.close()
    assert asked == [0]


def test_what_goes_wrong_is_not_hidden_behind_a_good_end():
    def members():
        yield "a", AT, b"a"
        raise OSError("the disk is gone")

    pieces = archives.streamed(members())
    next(pieces)
    with pytest.raises(OSError, match="disk"):
        next(pieces)


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_is_read_as_it_was_written():
    rows = [["a.png", 'A "lake", quiet\nand deep; größe 湖', 64], ["", "", ""]]
    content = archives.table(["file", "prompt", "width"], rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content) == [
        ["file", "prompt", "width"],
        ["a.png", 'A "lake", quiet\nand deep; größe 湖', "64"],
        ["", "", ""],
    ]


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\0="], ids=ascii
)
def test_no_cell_is_a_formula(begins):
    [[cell]] = read(archives.table([], [[f'{begins}cmd|" /C calc"!A0']]))[1:]
    assert cell.startswith("'")


def test_what_cannot_be_written_is_left_out():
    assert read(archives.table([], [["a\0b\ud800c"]]))[1:] == [["ab?c"]]
