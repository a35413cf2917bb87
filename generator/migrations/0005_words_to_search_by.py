import generator.fulltext
from django.db import migrations

# The index of prompts as they were written, which the one of their words takes the place of (generator.fulltext).
OLD = {
    "sqlite": [
        *(f"DROP TRIGGER IF EXISTS generator_prompts_{name}" for name in ("added", "gone", "changed")),
        "DROP TABLE IF EXISTS generator_prompts",
    ],
    "postgresql": ["DROP INDEX IF EXISTS generator_prompts"],
}


def fill(apps, schema_editor):
    """The words of all prompts there are."""
    Generation = apps.get_model("generator", "Generation")
    connection = schema_editor.connection
    field = Generation._meta.get_field("words")
    rows = Generation.objects.order_by("pk").values_list("pk", "prompt")
    last = 0
    with connection.cursor() as cursor:
        for statement in OLD[connection.vendor]:
            cursor.execute(statement)
        while some := list(rows.filter(pk__gt=last)[:1000]):
            last = some[-1][0]
            filled = [(field.get_db_prep_value(prompt, connection), pk) for pk, prompt in some]
            cursor.executemany("UPDATE generator_generation SET words = %s WHERE id = %s", filled)


class Migration(migrations.Migration):

    dependencies = [
        ('generator', '0004_wishes'),
    ]

    operations = [
        migrations.AddField(
            model_name='generation',
            name='words',
            field=generator.fulltext.WordsField(default='', editable=False, help_text='What is searched.'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
