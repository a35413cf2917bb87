"""Webhooks: a row for each kind that is counted, and the ids of the latest."""

import django.utils.timezone
from django.db import migrations, models


KINDS = (
    "believed",
    "late",
    "repeated",
    "unknown",
    "other",
    "unreadable",
    "stale",
    "forged",
    "unsigned",
    "unexpected",
)


def make(apps, schema_editor):
    rows = apps.get_model("generator", "WebhookCount").objects
    for kind in KINDS:
        rows.create(kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('generator', '0003_ledger'),
    ]

    operations = [
        migrations.CreateModel(
            name='WebhookCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('believed', 'Believed'), ('late', 'No news'), ('repeated', 'Repeated'), ('unknown', 'For no attempt'), ('other', 'Of another task'), ('unreadable', 'Unreadable'), ('stale', 'Signed too long ago'), ('forged', 'Badly signed'), ('unsigned', 'Unsigned'), ('unexpected', 'Not expected')], max_length=10, unique=True)),
                ('count', models.BigIntegerField(default=0)),
                ('last_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'webhooks of a kind',
                'verbose_name_plural': 'webhooks',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='WebhookId',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
