"""`manage.py start`: everything, with one command.

Migrates, gathers the static files, starts web, worker and, without an API key, the stand-in, keeps them running, and
takes them all along when it ends.
"""

import hashlib
import os
import socket
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.urls import reverse

from generator.management.commands.web import listen
from generator.models import Member
from generator.models.members import setup_token
from generator.processes import Child, Supervisor, die_with_supervisor


class Command(BaseCommand):
    help = "Run the whole studio."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        die_with_supervisor()
        listen(settings.HOST, settings.PORT).close()
        sandbox_port = free_port(settings.SANDBOX_PORT) if settings.SANDBOX else None
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"The database that DATABASE_URL names cannot be used: {reason}") from None
        gather_static()
        create_first_admin()
        self.tell()
        connection.close()
        Supervisor(children(sandbox_port)).run()

    def tell(self) -> None:
        address = settings.PUBLIC_URL or f"http://{shown(settings.HOST)}:{settings.PORT}"
        self.stdout.write(f"Atelier is at {address}")
        if settings.SANDBOX:
            self.stdout.write("No FREEPIK_API_KEY: pictures are drawn by a stand-in and cost nothing.")
        if not Member.objects.exists():
            self.stdout.write("Create the first account here, once:")
            self.stdout.write(f"  {address}{reverse('setup')}?token={setup_token()}")
        self.stdout.flush()


def children(sandbox_port: int | None) -> list[Child]:
    # What is large goes back to the machine as soon as it is done with. Left alone, the C library (glibc; mallopt(3))
    # learns to keep pieces of up to 32 MB, for each thread.
    environment = {"MALLOC_MMAP_THRESHOLD_": str(1024 * 1024), **os.environ}
    found = []
    if sandbox_port is not None:
        environment["SANDBOX_PORT"] = str(sandbox_port)
        arguments = ["--port", str(sandbox_port), "--latency", settings.SANDBOX_LATENCY, "--quiet"]
        arguments += ["--rate-limit", str(settings.FREEPIK_RATE_LIMIT)]
        arguments += ["--state", str(settings.DATA_DIR / "sandbox.sqlite3")]
        environment["SANDBOX_WEBHOOK_SECRET"] = settings.FREEPIK_WEBHOOK_SECRET
        found.append(child("sandbox", environment, *arguments))
        found[-1].ends_last = True
    return [*found, child("web", environment), child("worker", environment)]


def child(name: str, environment: dict[str, str], *arguments: str) -> Child:
    manage = str(settings.BASE_DIR / "manage.py")
    return Child(name, [sys.executable, manage, name, *arguments], environment)


def shown(host: str) -> str:
    """The host as a person on this machine types it."""
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104


def free_port(wanted: int) -> int:
    """The wanted port for the stand-in if it is free, else any: nobody but our own processes needs to know it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CommandError("No port is free for the stand-in.")


def gather_static() -> None:
    """Collect and compress the static files, unless they are what was collected last time."""
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    print_now = fingerprint(Path(settings.BASE_DIR))
    if stamp.is_file() and stamp.read_text() == print_now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(print_now)


def fingerprint(base: Path) -> str:
    """Changes with every static file, with what is done to them, and with Django, which has the admin's own."""
    digest = hashlib.sha256(f"{django.__version__} {version('minify-html')}".encode())
    for path in (*sorted((base / "static").rglob("*")), base / "project" / "static.py"):
        if path.is_file():
            digest.update(str(path.relative_to(base)).encode() + path.read_bytes())
    return digest.hexdigest()


def create_first_admin() -> None:
    """The first admin from the environment, where there is no account yet."""
    username = os.environ.get("DJANGO_SUPERUSER_USERNAME", "")
    password = os.environ.get("DJANGO_SUPERUSER_PASSWORD", "")
    if Member.objects.exists():
        return
    if bool(username) != bool(password):
        raise CommandError(
            "DJANGO_SUPERUSER_USERNAME and DJANGO_SUPERUSER_PASSWORD belong together; set both or none."
        )
    if not username:
        return
    try:
        Member.username_validator(username)
    except ValidationError as error:
        raise CommandError(f"DJANGO_SUPERUSER_USERNAME cannot be used: {' '.join(error.messages)}") from None
    Member.create_first_admin(username, password, os.environ.get("DJANGO_SUPERUSER_EMAIL", ""))
