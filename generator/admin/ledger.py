"""The ledger: every POST to the provider, what became of it, and the proof of what was stored."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html

from generator.admin import unpaired
from generator.admin.panels import ReadOnly, Rows, preview
from generator.models import Attempt, Picture
from generator.models.sightings import Remark, Sighting


class SightingInline(Rows):
    model = Sighting
    fields = ("status", "at", "after")
    readonly_fields = fields


class RemarkInline(Rows):
    model = Remark
    fields = ("at", "text")
    readonly_fields = fields


class PictureInline(Rows):
    """What is in the archive for it."""

    model = Picture
    fields = ("preview", "format", "pixels", "bytes", "checksum", "stored_at")
    readonly_fields = fields
    verbose_name_plural = "pictures in the archive"
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return super().get_queryset(request).select_related("generation")

    @admin.display(description="picture")
    def preview(self, picture: Picture) -> str:
        return preview(picture, picture.alt)

    @admin.display(description="pixels")
    def pixels(self, picture: Picture) -> str:
        return f"{picture.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{picture.height}"

    @admin.display(description="bytes")
    def bytes(self, picture: Picture) -> str:
        return f"{picture.size:,}"

    @admin.display(description="SHA-256")
    def checksum(self, picture: Picture) -> str:
        return format_html("<code>{}</code>", picture.sha256)

    @admin.display(description="stored at")
    def stored_at(self, picture: Picture) -> str:
        return localize(timezone.localtime(picture.created))


@admin.register(Attempt)
class AttemptAdmin(ReadOnly):
    list_display = ("id", "started_at", "prompt", "author", "outcome", "ending", "http_status", "remote_id")
    list_filter = ("outcome", "ending", "http_status", "model", "started_at")
    list_select_related = ("generation__author",)
    search_fields = ("remote_id", "request_id", "generation__prompt", "generation__author__username")
    date_hierarchy = "started_at"
    # Not among them: the token, which makes a webhook's address secret, and the addresses of the result, each of
    # which is a way to the picture.
    fieldsets = (
        (None, {"fields": ("generation", "model", "outcome", "ending", "price")}),
        ("The POST and its answer", {"fields": ("started_at", "answered_at", "http_status", "request_id", "detail")}),
        ("The remote task", {"fields": ("remote_id", "webhook", "looks", "looked_at", "ended_at")}),
        ("Without an answer", {"fields": ("lost_at", "searches", "searched_at")}),
        ("Fetching", {"fields": ("incoming", "preparations", "failed_collections")}),
    )
    inlines = (SightingInline, RemarkInline, PictureInline)

    def get_urls(self) -> list[URLPattern]:
        address = path("unpaired/", self.admin_site.admin_view(self.unpaired), name="generator_attempt_unpaired")
        return [address, *super().get_urls()]

    def unpaired(self, request: HttpRequest) -> HttpResponse:
        return unpaired.page(request, self.admin_site)

    @admin.display(description="prompt")
    def prompt(self, attempt: Attempt) -> str:
        words = attempt.generation.prompt
        return words if len(words) <= 60 else words[:59] + "…"

    @admin.display(description="author", ordering="generation__author__username")
    def author(self, attempt: Attempt) -> str:
        return attempt.generation.author.name
