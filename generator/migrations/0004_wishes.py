import hashlib

from django.db import migrations


def fill(apps, schema_editor):
    """What earlier generations asked for, so that they are found when somebody asks for it again."""
    Generation = apps.get_model("generator", "Generation")
    ReferenceUse = apps.get_model("generator", "ReferenceUse")
    references = {}
    uses = ReferenceUse.objects.order_by("generation", "position")
    for generation, sha256 in uses.values_list("generation", "reference__sha256").iterator():
        references.setdefault(generation, []).append(sha256)
    some = []
    for generation in Generation.objects.only("id", "prompt").iterator():
        mine = references.get(generation.pk, [])
        words = " ".join(generation.prompt.casefold().split())
        generation.wish = hashlib.sha256("\n".join([words, "", *mine]).encode()).hexdigest()
        generation.referenced = len(mine)
        some.append(generation)
        if len(some) == 1000:
            Generation.objects.bulk_update(some, ["wish", "referenced"])
            some = []
    Generation.objects.bulk_update(some, ["wish", "referenced"])


class Migration(migrations.Migration):
    dependencies = [("generator", "0003_what_the_studio_remembers")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
