"""What is done with a whole set at once: asked for from one of its cards, and what became of all of it."""

from django.urls import reverse

from generator.models import Generation

HTMX = {"HX-Request": "true"}


def act(browser, name, one, **options):
    """`name` is cancel or retry."""
    return browser.post(reverse(f"generation-{name}-set", args=[one.uuid]), **options)


def statuses(made):
    return list(Generation.objects.filter(group=made[0].group).order_by("position").values_list("status", flat=True))
