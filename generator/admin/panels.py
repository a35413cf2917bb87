"""What the panels share: rows that are looked at and not edited, with small pictures."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from generator.models import Member, Picture, Reference


class ReadOnly(admin.ModelAdmin):
    """History cannot be added to, changed or removed by hand: what was paid for stays on record."""

    list_per_page = 50
    # Counting all rows of a long history takes longer than showing a page of it.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Rows(admin.TabularInline):
    """Rows of a page that are only looked at."""

    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class Numbered(ReadOnly):
    """Also found by the number that stands in its address."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        try:
            number = UUID(search_term.strip())
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(uuid=number), False


def person(request: HttpRequest) -> Member:
    """Who is at work here; Django's panel asks for no more than somebody signed in."""
    if not isinstance(request.user, Member):
        raise PermissionDenied
    return request.user


def small(address: str, alt: str) -> SafeString:
    """A small picture in a list."""
    return format_html('<img class="admin-thumbnail" src="{}" alt="{}" loading="lazy">', address, alt)


def preview(picture: Picture | Reference, alt: str) -> str:
    """The same of one whose bytes may be gone (models.trash)."""
    return small(picture.thumbnail_url, alt) if picture.file else "deleted"
