"""The one Django application of the project."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from generator import fulltext


class GeneratorConfig(AppConfig):
    name = "generator"
    verbose_name = "Studio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(make_index, sender=self)


def make_index(using: str, **_: Any) -> None:
    """The full-text index, which no migration can keep (see fulltext)."""
    connection = connections[using]
    if fulltext.TABLE in connection.introspection.table_names():
        fulltext.make_index(connection)
