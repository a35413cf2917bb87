"""Generations: who asked for what, and where it is."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from generator import decisions
from generator.admin.panels import Numbered, Rows, person, preview
from generator.models import Attempt, Generation, ReferenceUse


class AttemptInline(Rows):
    model = Attempt
    fields = ("started_at", "outcome", "http_status", "remote_id", "ending", "detail")
    readonly_fields = fields
    show_change_link = True


class ReferenceInline(Rows):
    model = ReferenceUse
    fields = ("position", "reference")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReferenceUse]:
        return super().get_queryset(request).select_related("reference")


@admin.register(Generation)
class GenerationAdmin(Numbered):
    list_display = ("thumbnail", "asked", "author", "status", "created", "took")
    list_display_links = ("asked",)
    list_filter = ("status", "created", ("author", admin.RelatedOnlyFieldListFilter))
    search_fields = ("prompt", "author__username")
    date_hierarchy = "created"
    fields = (
        "pictures_made",
        "prompt",
        "author",
        "status",
        "failure",
        "model",
        "uuid",
        "position",
        "count",
        "created",
        "queued_at",
        "accepted_at",
        "finished_at",
        "trashed_at",
        "trashed_by",
        "purged_at",
    )
    inlines = (ReferenceInline, AttemptInline)

    actions = ("send_again", "give_up")

    @admin.action(description="Send again what is unconfirmed or overdue: this may be charged twice")
    def send_again(self, request: HttpRequest, chosen: QuerySet[Generation]) -> None:
        count = sum(not decisions.send_again(generation, person(request)) for generation in chosen)
        self.message_user(request, f"Back in line: {count}. Only unconfirmed or overdue ones can be sent again.")

    @admin.action(description="Give up what is unconfirmed or overdue")
    def give_up(self, request: HttpRequest, chosen: QuerySet[Generation]) -> None:
        count = sum(not decisions.give_up(generation, person(request)) for generation in chosen)
        self.message_user(request, f"Given up: {count}. Only unconfirmed or overdue ones can be given up.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Generation]:
        return Generation.objects.for_cards().prefetch_related("pictures__generation").order_by("-id")

    @admin.display(description="picture")
    def thumbnail(self, generation: Generation) -> str:
        picture = generation.picture
        return preview(picture, "") if picture else ""

    @admin.display(description="prompt", ordering="prompt")
    def asked(self, generation: Generation) -> str:
        if not generation.prompt:
            return "deleted"
        return generation.prompt if len(generation.prompt) <= 90 else generation.prompt[:89] + "…"

    @admin.display(description="took")
    def took(self, generation: Generation) -> str:
        return "" if generation.seconds is None else f"{generation.seconds:.1f} s"

    @admin.display(description="pictures")
    def pictures_made(self, generation: Generation) -> SafeString:
        page = reverse("generation", args=[generation.uuid])
        made = format_html_join(
            " ",
            "{}",
            ((preview(picture, picture.alt),) for picture in generation.pictures.all()),
        )
        return format_html('{} <a href="{}">Open in the studio</a>', made, page)
