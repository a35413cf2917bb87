"""The rows there is one of: the feed's number, the provider as last seen, the engine's leases, a count of each kind."""

from datetime import datetime, timezone

from django.db import migrations


KINDS = (
    *("believed", "late", "repeated", "unknown", "other"),
    *("unreadable", "stale", "forged", "unsigned", "unexpected"),
)


def make(apps, schema_editor):
    apps.get_model("generator", "Feed").objects.create(pk=1, number=1)
    apps.get_model("generator", "Provider").objects.create(pk=1)
    for kind in KINDS:
        apps.get_model("generator", "WebhookCount").objects.create(kind=kind)
    for name in ("engine", "next engine"):
        apps.get_model("generator", "Lease").objects.create(
            name=name, owner="", until=datetime(2000, 1, 1, tzinfo=timezone.utc)
        )


class Migration(migrations.Migration):
    dependencies = [("generator", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
