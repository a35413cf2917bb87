"""Third-party files of the pages: taken from npm, byte for byte, never fetched by a member's browser.

``python -m project.vendor`` fetches what static/vendor/vendor.toml names, compares each package with the
sha512 that npm publishes for it, takes out the named files only, and writes static/vendor/vendor.lock.json.
No script of a package is run. A version that the lock knows must come with the integrity written there.

``python -m project.vendor --check`` compares the files with the lock and needs no network; the tests run it.
"""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "static" / "vendor"


class VendorError(Exception):
    """A file or a package is not what it should be; the message says which."""


def wanted(folder: Path) -> list[dict[str, Any]]:
    """The packages of vendor.toml: name, version, and files as {path in the package: name here}."""
    packages: list[dict[str, Any]] = tomllib.loads((folder / "vendor.toml").read_text())["package"]
    return packages


def locked(folder: Path) -> dict[str, Any]:
    """The lock by "name@version": integrity of the package, and sha256 of each file by its name here."""
    path = folder / "vendor.lock.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def check(folder: Path = FOLDER) -> None:
    """Raises VendorError unless input, lock and files agree."""
    lock = locked(folder)
    packages = {f"{package['name']}@{package['version']}": package for package in wanted(folder)}
    if packages.keys() != lock.keys():
        raise VendorError("vendor.toml and vendor.lock.json differ in their packages; run python -m project.vendor")
    known = {"vendor.toml", "vendor.lock.json"}
    for title, package in packages.items():
        hashes = lock[title]["files"]
        if set(package["files"].values()) != hashes.keys():
            raise VendorError(f"{title}: vendor.toml and vendor.lock.json name different files")
        for name, expected in hashes.items():
            path = folder / name
            if not path.exists():
                raise VendorError(f"{name} is missing")
            if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                raise VendorError(f"{name} differs from the file that {title} published")
        known |= hashes.keys()
    strangers = sorted({path.name for path in folder.iterdir()} - known)
    if strangers:
        raise VendorError(f"not named in vendor.toml: {', '.join(strangers)}")


def fetch(folder: Path = FOLDER) -> None:
    """Fetches every package of vendor.toml, and writes files and lock; nothing is written if one fails."""
    before = locked(folder)
    lock: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for package in wanted(folder):
        title = f"{package['name']}@{package['version']}"
        with tempfile.TemporaryDirectory() as place:
            integrity, archive = pack(title, Path(place))
            if title in before and before[title]["integrity"] != integrity:
                raise VendorError(f"{title}: npm now publishes something else under this version")
            taken = extract(archive, package["files"])
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in taken.items()}
        lock[title] = {"integrity": integrity, "files": hashes}
        files |= taken
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "vendor.lock.json").write_text(json.dumps(lock, indent=2) + "\n")


def pack(title: str, place: Path) -> tuple[str, Path]:
    """Downloads one package with npm; gives its integrity, compared with what came, and the archive."""
    command = ["npm", "pack", title, "--json", "--ignore-scripts", "--pack-destination", str(place)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        raise VendorError(f"npm could not fetch {title}: {answer.stderr.strip()}")
    listing = json.loads(answer.stdout)
    entry = listing[0] if isinstance(listing, list) else next(iter(listing.values()))
    archive = place / Path(entry["filename"]).name
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if entry["integrity"] != f"sha512-{digest}":
        raise VendorError(f"{title}: the package that came is not the one that npm describes")
    return entry["integrity"], archive


def extract(archive: Path, names: dict[str, str]) -> dict[str, bytes]:
    """The contents of the named files of an npm archive, by their names here."""
    taken = {}
    with tarfile.open(archive) as package:
        for path, name in names.items():
            member = package.extractfile(f"package/{path}")
            if member is None:
                raise VendorError(f"{path} is not a file of the package")
            taken[name] = member.read()
    return taken


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m project.vendor", description="Third-party files")
    parser.add_argument("--check", action="store_true", help="compare the files with the lock, offline")
    options = parser.parse_args(arguments)
    try:
        check() if options.check else fetch()
    except VendorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
