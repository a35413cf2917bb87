"""The rows there is one of: the feed's number, the provider as last seen, and the leases of the engine."""

from datetime import datetime, timezone

from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("generator", "Feed").objects.create(pk=1, number=1)
    apps.get_model("generator", "Provider").objects.create(pk=1)
    for name in ("engine", "next engine"):
        apps.get_model("generator", "Lease").objects.create(
            name=name, owner="", until=datetime(2000, 1, 1, tzinfo=timezone.utc)
        )


class Migration(migrations.Migration):
    dependencies = [("generator", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
