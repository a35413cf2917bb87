"""The ledger: every POST to the provider, and what became of it."""

from django.contrib import admin
from django.http import HttpRequest

from generator.admin.panels import ReadOnly
from generator.models import Attempt
from generator.models.sightings import Sighting


class SightingInline(admin.TabularInline):
    model = Sighting
    fields = ("status", "at")
    readonly_fields = fields
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Attempt)
class AttemptAdmin(ReadOnly):
    list_display = ("id", "started_at", "prompt", "author", "outcome", "http_status", "remote_id")
    list_filter = ("outcome", "http_status", "model", "started_at")
    list_select_related = ("generation__author",)
    search_fields = ("remote_id", "request_id", "generation__prompt", "generation__author__username")
    date_hierarchy = "started_at"
    # The token is what makes a webhook's address secret, and an address is a way to the picture.
    exclude = ("token", "urls")
    inlines = (SightingInline,)

    @admin.display(description="prompt")
    def prompt(self, attempt: Attempt) -> str:
        words = attempt.generation.prompt
        return words if len(words) <= 60 else words[:59] + "…"

    @admin.display(description="author", ordering="generation__author__username")
    def author(self, attempt: Attempt) -> str:
        return attempt.generation.author.name
