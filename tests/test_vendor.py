"""Third-party files are the published ones, byte for byte."""

import json
import re
import shutil
from pathlib import Path

import pytest

from project import vendor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(vendor.FOLDER, tmp_path / "vendor"))


def test_the_files_are_the_published_ones() -> None:
    vendor.check()


def test_one_changed_byte_is_caught(folder: Path) -> None:
    script = next(folder.glob("htmx-*.js"))
    content = bytearray(script.read_bytes())
    content[len(content) // 2] ^= 1
    script.write_bytes(content)
    with pytest.raises(vendor.VendorError, match="differs"):
        vendor.check(folder)


def test_a_missing_file_is_caught(folder: Path) -> None:
    next(folder.glob("*.js")).unlink()
    with pytest.raises(vendor.VendorError, match="missing"):
        vendor.check(folder)


def test_a_file_that_nobody_named_is_caught(folder: Path) -> None:
    (folder / "extra.js").write_text("")
    with pytest.raises(vendor.VendorError, match=r"extra\.js"):
        vendor.check(folder)


def test_a_version_changed_by_hand_is_caught(folder: Path) -> None:
    described = folder / "vendor.toml"
    described.write_text(described.read_text().replace('version = "4.0.1"', 'version = "4.0.2"'))
    with pytest.raises(vendor.VendorError, match="differ in their packages"):
        vendor.check(folder)


def test_the_lock_holds_no_address(folder: Path) -> None:
    text = (folder / "vendor.lock.json").read_text()
    assert json.loads(text)
    assert not re.search(r"://|registry", text)
