"""Every variable of the environment: what it is without, what it takes, and the one sentence for anything else."""

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from tests.settings import MEANT_FOR_THE_STUDIO, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
DEPLOYED = {
    "PUBLIC_URL": "https://studio.example.com",
    "SECRET_KEY": "abcdefghij0123456789" * 3,
    "FREEPIK_API_KEY": "FPSX0123456789",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings as they are with these variables and no others."""
    for name in list(os.environ):
        if name in MEANT_FOR_THE_STUDIO or name.startswith(PREFIXES):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "project" / "settings.py"))

    return read


def manage(tmp_path, *arguments, **variables):
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**clean, "DATA_DIR": str(tmp_path / "data"), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("FREEPIK_API_KEY", ""),
        ("FREEPIK_API_URL", "http://127.0.0.1:8001"),
        ("FREEPIK_WEBHOOK_SECRET", ""),
        ("FREEPIK_RATE_LIMIT", 300),
        ("GENERATION_DEADLINE", 900),
        ("DISK_RESERVE", 500),
        ("PUBLIC_URL", ""),
        ("HOST", "127.0.0.1"),
        ("PORT", 8000),
        ("DEBUG", False),
        ("SANDBOX", True),
        ("SANDBOX_PORT", 8001),
        ("SANDBOX_LATENCY", "6-12"),
        ("TIME_ZONE", "UTC"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        ("CSRF_TRUSTED_ORIGINS", []),
        ("SESSION_COOKIE_SECURE", False),
    ],
)
def test_with_nothing_set(read, name, default):
    assert read()[name] == default
    assert read(**{name: "  "})[name] == default


@pytest.mark.parametrize(
    ("variables", "name", "value"),
    [
        ({"FREEPIK_API_KEY": "k"}, "FREEPIK_API_URL", "https://api.freepik.com"),
        ({"FREEPIK_API_KEY": "k"}, "SANDBOX", False),
        ({"FREEPIK_API_KEY": " k\n"}, "FREEPIK_API_KEY", "k"),
        (
            {"FREEPIK_API_KEY": "k", "FREEPIK_API_URL": "https://api.magnific.com/"},
            "FREEPIK_API_URL",
            "https://api.magnific.com",
        ),
        (
            {"FREEPIK_API_KEY": "k", "FREEPIK_API_URL": "http://10.0.0.5:9/x"},
            "FREEPIK_API_URL",
            "http://10.0.0.5:9/x",
        ),
        ({"FREEPIK_API_URL": "https://api.freepik.com"}, "FREEPIK_API_URL", "http://127.0.0.1:8001"),
        ({"FREEPIK_RATE_LIMIT": "10"}, "FREEPIK_RATE_LIMIT", 10),
        ({"GENERATION_DEADLINE": "2"}, "GENERATION_DEADLINE", 120),
        ({"DISK_RESERVE": "0"}, "DISK_RESERVE", 0),
        ({"DISK_RESERVE": "20000"}, "DISK_RESERVE", 20_000),
        ({"PORT": "65535"}, "SANDBOX_PORT", 65534),
        ({"PORT": "9000"}, "FREEPIK_API_URL", "http://127.0.0.1:9001"),
        ({"SANDBOX_PORT": "7"}, "FREEPIK_API_URL", "http://127.0.0.1:7"),
        ({"SANDBOX_LATENCY": "0.5"}, "SANDBOX_LATENCY", "0.5"),
        ({"DEBUG": "Yes"}, "DEBUG", True),
        ({"DEBUG": "0"}, "DEBUG", False),
        ({"TIME_ZONE": "Europe/Vienna"}, "TIME_ZONE", "Europe/Vienna"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY", "x" * 60),
        ({"ALLOWED_HOSTS": "a.example, b.example,"}, "ALLOWED_HOSTS", ["a.example", "b.example"]),
        (
            {"ALLOWED_HOSTS": "a.example", "PUBLIC_URL": "https://b.example"},
            "ALLOWED_HOSTS",
            ["a.example", "b.example"],
        ),
        ({"PUBLIC_URL": "https://b.example/"}, "CSRF_TRUSTED_ORIGINS", ["https://b.example"]),
        ({"PUBLIC_URL": "https://b.example"}, "CSRF_COOKIE_SECURE", True),
        ({"PUBLIC_URL": "http://b.example"}, "CSRF_COOKIE_SECURE", False),
    ],
    ids=str,
)
def test_a_good_value_is_taken(read, variables, name, value):
    assert read(**variables)[name] == value


def test_data_lives_in_its_folder(read, tmp_path):
    read_settings = read(DATA_DIR=str(tmp_path / "deep" / "down"))
    assert read_settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "deep" / "down" / "atelier.sqlite3")
    assert read_settings["MEDIA_ROOT"] == tmp_path / "deep" / "down" / "media"


def test_a_secret_key_is_made_once_and_kept_to_its_owner(read, tmp_path):
    first, second = (read()["SECRET_KEY"] for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600


def test_postgres_by_url(read):
    pytest.importorskip("psycopg")
    settings = read(DATABASE_URL="postgres://ada:p%40ss@db.example:5433/atelier")
    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "atelier")
    assert (database["USER"], database["PASSWORD"]) == ("ada", "p@ss")
    assert "OPTIONS" not in database


def test_sqlite_is_durable_and_waits_its_turn(read):
    options = read()["DATABASES"]["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "synchronous=FULL" in options["init_command"]
    assert "mmap" not in options["init_command"]


WRONG = [
    ("PUBLIC_URL", "https://example.com/studio"),
    ("FREEPIK_API_URL", "http://api.freepik.com"),
    ("FREEPIK_API_URL", "http://api.magnific.com"),
    ("FREEPIK_WEBHOOK_SECRET", "whsec_"),
    ("ALLOWED_HOSTS", "https://studio.example.com"),
    ("ALLOWED_HOSTS", "studio.example.com:8000"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "８０"),
    ("SANDBOX_PORT", "x"),
    ("SANDBOX_LATENCY", "fast"),
    ("SANDBOX_LATENCY", "9-3"),
    ("FREEPIK_RATE_LIMIT", "0"),
    ("GENERATION_DEADLINE", "0"),
    ("FREEPIK_RATE_LIMIT", "3.5"),
    ("DISK_RESERVE", "-1"),
    ("DISK_RESERVE", "500 MB"),
    ("FREEPIK_API_KEY", "two words"),
    ("FREEPIK_API_KEY", "ключ"),
    ("DEBUG", "maybe"),
    ("PUBLIC_URL", "studio.example.com"),
    ("PUBLIC_URL", "ftp://studio.example.com"),
    ("PUBLIC_URL", "https://user:secret@studio.example.com"),
    ("PUBLIC_URL", "https://[::1"),
    ("PUBLIC_URL", "https://studio.example.com/?x=1"),
    ("FREEPIK_API_URL", "api.freepik.com"),
    ("FREEPIK_API_URL", "https://"),
    ("DATABASE_URL", "mysql://u:p@h/d"),
    ("DATABASE_URL", "postgres://"),
    ("DATABASE_URL", "nonsense"),
    ("TIME_ZONE", "Nowhere"),
    ("TIME_ZONE", "../../etc/passwd"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_a_mistake_that_names_its_variable(read, name, value):
    key = {"FREEPIK_API_KEY": "k"} if name == "FREEPIK_API_URL" else {}
    with pytest.raises(ImproperlyConfigured) as caught:
        read(**key, **{name: value})
    sentence = str(caught.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(("name", "value"), list(dict(WRONG).items()))
def test_a_wrong_value_stops_every_command_with_one_sentence(tmp_path, name, value):
    key = {"FREEPIK_API_KEY": "k"} if name == "FREEPIK_API_URL" else {}
    ended = manage(tmp_path, "check", **key, **{name: value})
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Atelier cannot start. {name}")
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("scheme", ["mysql", "nonsense"])
def test_a_password_in_an_address_is_not_repeated(read, scheme):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(DATABASE_URL=f"{scheme}://u:topsecret@h/d")
    assert "topsecret" not in str(caught.value)


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    ended = manage(tmp_path, "check", DATA_DIR=str(tmp_path / "file" / "data"))
    assert ended.returncode == 1
    assert ended.stderr.startswith("Atelier cannot start. DATA_DIR is ")
    assert "cannot be written" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_key_is_not_repeated_when_it_is_wrong(tmp_path):
    assert "s3cr3t" not in manage(tmp_path, "check", FREEPIK_API_KEY="s3cr3t key").stderr


def test_a_studio_behind_https_passes_djangos_own_inspection(tmp_path):
    ended = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    assert ended.returncode == 0, ended.stderr
    assert "no issues" in ended.stdout


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
