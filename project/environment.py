"""Strict readers of environment variables.

Each gives the value, or the default where the variable is unset or empty, or raises `ImproperlyConfigured`
with one sentence that names the variable, what it holds and what it may hold.
"""

import os
import re
import secrets
import warnings
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Names or addresses of machines, separated by commas, without scheme and port."""
    found = words(name)
    for word in found:
        if "/" in word or (":" in word and not word.startswith("[")):
            raise ImproperlyConfigured(f"{name} takes names such as studio.example.com, with commas, not {word!r}.")
    return found


def integer(name: str, default: int, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise ImproperlyConfigured(f"{name} must be a whole number from {low:,} to {high:,}, not {value!r}.")
    return int(value)


def boolean(name: str, default: bool) -> bool:
    """on or off, in the usual spellings."""
    value = text(name, "on" if default else "off").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")
    return value in TRUE


def seconds(name: str, default: str) -> str:
    """So many seconds, or from so many to so many, as written: "8" or "5-35"."""
    value = text(name, default)
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:-([0-9]+(?:\.[0-9]+)?))?", value)
    if not found or float(found[2] or found[1]) < float(found[1]):
        raise ImproperlyConfigured(
            f"{name} must be a number of seconds such as 8, or a range such as 5-35, not {value!r}."
        )
    return value


def zone(name: str, default: str) -> str:
    """The name of a time zone."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ImproperlyConfigured(f"{name} must be a time zone such as Europe/Vienna, not {value!r}.") from None
    return value


def address(name: str, default: str = "", path: bool = True) -> str:
    """An http or https URL without a trailing slash, a query, or a password in it; with `path`, it may have one."""
    value = text(name, default).rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or "@" in parts.netloc or (parts.path and not path):
        raise ImproperlyConfigured(f"{name} must be an address such as https://studio.example.com, not {value!r}.")
    return value


def folder(name: str, default: Path) -> Path:
    """A folder that exists (it is made when missing) and can be written."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {path}, and that folder cannot be written ({error.strerror}); "
            f"give {name} a folder that the program may write to."
        ) from None
    return path


def secret(name: str, kept_in: Path) -> str:
    """The variable, or a random secret that is made once and kept in a file only its owner can read."""
    if value := text(name):
        return value
    if not kept_in.exists():
        beside = kept_in.with_name(f".{kept_in.name}-{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        # In one step and only if nobody else was quicker: a half-written key is worse than none.
        try:
            os.link(beside, kept_in)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            os.replace(beside, kept_in)
        beside.unlink(missing_ok=True)
    try:
        kept = kept_in.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{kept_in} cannot be read ({error.strerror}); it holds the {name}.") from None
    if kept:
        return kept
    raise ImproperlyConfigured(f"{kept_in} is empty; delete it, and a new {name} is made (everybody signs in again).")


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings of one database, from a URL; SQLite in `default` when there is none."""
    if not (url := text(name)):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    try:
        # It warns of an unknown scheme, and repeats the address with its password.
        with warnings.catch_warnings(action="ignore"):
            config: dict[str, Any] = dict(environ.Env.db_url_config(url))
    except (ValueError, KeyError, ImproperlyConfigured):
        config = {}
    engine = config.get("ENGINE", "")
    if engine not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"} or not config.get("NAME"):
        raise ImproperlyConfigured(
            f"{name} must look like postgres://user:password@host:5432/name or sqlite:////path/to/file."
        )
    if engine.endswith("postgresql"):
        try:
            import psycopg  # noqa: F401, PLC0415
        except ImportError:
            raise ImproperlyConfigured(
                f"{name} names PostgreSQL, whose driver is not installed: pip install 'psycopg[binary]'."
            ) from None
    return config
