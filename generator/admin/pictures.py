"""Pictures and references: what is stored."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from generator.admin.panels import Numbered, preview
from generator.models import Picture, Reference


@admin.register(Picture)
class PictureAdmin(Numbered):
    list_display = ("preview", "prompt", "author", "format", "pixels", "kilobytes", "created")
    list_display_links = ("preview", "prompt")
    list_filter = ("format", "created")
    search_fields = ("generation__prompt", "generation__author__username", "sha256__exact")
    fields = (
        "preview",
        "prompt",
        "generation",
        "attempt",
        "index",
        "format",
        "pixels",
        "kilobytes",
        "sha256",
        "created",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        rows = Picture.objects.select_related("generation__author", "attempt")
        return rows.order_by("-id")

    @admin.display(description="picture")
    def preview(self, picture: Picture) -> str:
        return preview(picture, "Picture")

    @admin.display(description="prompt")
    def prompt(self, picture: Picture) -> str:
        return picture.alt

    @admin.display(description="author", ordering="generation__author__username")
    def author(self, picture: Picture) -> str:
        return picture.generation.author.name

    @admin.display(description="pixels")
    def pixels(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    @admin.display(description="kB", ordering="size")
    def kilobytes(self, picture: Picture) -> str:
        return f"{picture.size / 1000:,.0f}"


@admin.register(Reference)
class ReferenceAdmin(Numbered):
    list_display = ("preview", "label", "added_by", "format", "pixels", "created")
    list_display_links = ("preview", "label")
    list_filter = ("format", "created")
    list_select_related = ("added_by",)
    search_fields = ("label", "added_by__username", "sha256__exact")
    fields = ("preview", "label", "added_by", "picture", "format", "pixels", "sha256", "created")

    @admin.display(description="reference")
    def preview(self, reference: Reference) -> str:
        return preview(reference, "Reference")

    @admin.display(description="pixels")
    def pixels(self, reference: Reference) -> str:
        return f"{reference.width} × {reference.height}"
