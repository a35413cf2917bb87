"""The fixed cast, and a place of its own for the files of every test.

alice is the author, bob her colleague, admin runs the place, and a stranger has no account. Each has a browser:
`as_alice`, `as_bob`, `as_admin`, `stranger`. Rows and picture files are made by `tests.make`.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db.models.signals import post_migrate
from django.test import Client
from django.utils import timezone

from generator.durations import usual
from generator.models import Feed, Lease, Member, Provider, WebhookCount
from generator.models.leases import ENGINE, NEXT_ENGINE
from generator.models.webhooks import Kind

PASSWORD = "correct horse battery staple"
# A process that a test starts reads the real settings, from the environment that tests.settings has put in order.
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"


def put_back_singletons(sender: Any, **_: Any) -> None:
    """A test with real transactions empties every table at its end, those of the one row as well."""
    if sender.label == "generator":
        Feed.objects.get_or_create(pk=1, defaults={"number": 1})
        Provider.objects.get_or_create(pk=1)
        for name in (ENGINE, NEXT_ENGINE):
            Lease.objects.get_or_create(name=name, defaults={"until": timezone.now()})
        for kind in Kind:
            WebhookCount.objects.get_or_create(kind=kind)


post_migrate.connect(put_back_singletons)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Where this test's pictures and references are stored."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def _no_memories() -> None:
    """How long pictures usually take is kept for a while, and was another test's."""
    usual.forget()


@pytest.fixture
def alice(db: None) -> Member:
    return Member.objects.create_user("alice", "alice@example.com", PASSWORD, first_name="Alice", last_name="Adams")


@pytest.fixture
def bob(db: None) -> Member:
    return Member.objects.create_user("bob", "bob@example.com", PASSWORD)


@pytest.fixture
def admin(db: None) -> Member:
    return Member.objects.create_superuser("admin", "admin@example.com", PASSWORD)


@pytest.fixture
def as_alice(alice: Member) -> Client:
    return browser_of(alice)


@pytest.fixture
def as_bob(bob: Member) -> Client:
    return browser_of(bob)


@pytest.fixture
def as_admin(admin: Member) -> Client:
    return browser_of(admin)


@pytest.fixture
def stranger(db: None) -> Client:
    return Client()


def browser_of(member: Member) -> Client:
    browser = Client()
    browser.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return browser
