"""Strict readers of environment variables.

Each gives the value, or the default where the variable is unset or empty, or raises `ImproperlyConfigured`
with one sentence that names the variable, what it holds and what it may hold.
"""

import os
import secrets
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


def address(name: str, default: str = "") -> str:
    """An http or https URL without a trailing slash, a query, or a password in it."""
    value = text(name, default).rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or "@" in parts.netloc:
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
    try:
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept_in.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(made := secrets.token_urlsafe(48))
    return made


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings of one database, from a URL; SQLite in `default` when there is none."""
    if not (url := text(name)):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    try:
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
