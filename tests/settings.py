"""The studio's own settings, in a folder of their own: tests touch neither var/ nor the provider.

pytest-django reads the settings before any conftest.py, so the environment is put in order here.
"""

import atexit
import os
import shutil
import tempfile

MEANT_FOR_THE_STUDIO = (
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DISK_RESERVE",
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "SECRET_KEY",
    "TIME_ZONE",
)
PREFIXES = ("FREEPIK_", "SANDBOX_", "DJANGO_SUPERUSER_")
for name in list(os.environ):
    if name in MEANT_FOR_THE_STUDIO or name.startswith(PREFIXES):
        del os.environ[name]
# The same tests on another database.
if url := os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = url
# How full the disk is of whoever runs the tests is not what they are about.
os.environ["DISK_RESERVE"] = "0"
os.environ["DATA_DIR"] = folder = tempfile.mkdtemp(prefix="atelier-tests-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)

from project.settings import *  # noqa: E402, F403
from project.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in earnest: threads that share SQLite's memory database lock each other out of it.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
STATIC_ROOT.mkdir()
# Nothing has been collected, so there is no manifest to look names up in.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
