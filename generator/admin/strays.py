"""Strays: tasks of the provider's list that no attempt knows, and the pictures kept of them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from generator import decisions
from generator.admin.panels import ReadOnly, Rows, small
from generator.models import Stray, UnclaimedPicture


class SuspectInline(Rows):
    model = Stray.suspects.through
    fields = ("attempt", "prompt", "author")
    readonly_fields = fields
    verbose_name_plural = "attempts that were without an answer when it appeared"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("attempt__generation__author")

    @admin.display(description="prompt")
    def prompt(self, suspect: Any) -> str:
        return str(suspect.attempt.generation)

    @admin.display(description="author")
    def author(self, suspect: Any) -> str:
        return str(suspect.attempt.generation.author.name)


class UnclaimedInline(Rows):
    model = UnclaimedPicture
    fields = ("preview", "format", "width", "height", "size", "sha256", "created")
    readonly_fields = fields
    verbose_name_plural = "pictures kept of it"

    @admin.display(description="picture")
    def preview(self, picture: UnclaimedPicture) -> str:
        if not picture.file:
            return "deleted"
        return small(reverse("unclaimed-thumbnail", args=[picture.uuid]), "Unclaimed picture")


@admin.register(Stray)
class StrayAdmin(ReadOnly):
    list_display = ("remote_id", "seen_at", "status", "ended_at", "dismissed_at")
    list_filter = ("status", "model", "seen_at")
    search_fields = ("remote_id",)
    date_hierarchy = "seen_at"
    fields = ("remote_id", "model", "seen_at", "status", "incoming", "ended_at", "dismissed_at")
    inlines = (UnclaimedInline, SuspectInline)
    actions = ("dismiss",)

    @admin.action(description="Dismiss what belongs to none of ours: its pictures are kept for thirty days")
    def dismiss(self, request: HttpRequest, chosen: QuerySet[Stray]) -> None:
        count = sum(not decisions.dismiss(stray) for stray in chosen)
        self.message_user(request, f"Dismissed: {count}. What belongs to a generation cannot be dismissed.")
