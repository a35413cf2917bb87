"""Webhooks: what has come in the provider's name, and what to look at when none of it is believed."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from generator.admin.panels import ReadOnly
from generator.models import WebhookCount
from generator.models.webhooks import Kind

MEANING = {
    Kind.BELIEVED: "The provider's word on one of our attempts.",
    Kind.LATE: "Well signed, and changed nothing: the studio knew it already, or knows more by now.",
    Kind.REPEATED: "Delivered again under the same id; the first time counted.",
    Kind.UNKNOWN: "Well signed, but the address names no attempt of this studio: check PUBLIC_URL, and whether "
    "another studio has the same secret.",
    Kind.OTHER: "Well signed, but its task is not the one that the address was given for.",
    Kind.UNREADABLE: "It names no task, or is too long. When this grows, the provider may have changed its format.",
    Kind.STALE: "Well signed, but more than five minutes ago: check this machine's clock. It may be a replay.",
    Kind.FORGED: "Check FREEPIK_WEBHOOK_SECRET. When that is right, somebody pretends to be the provider.",
    Kind.UNSIGNED: "From the provider only when no secret has been made in its dashboard; otherwise from a stranger.",
    Kind.UNEXPECTED: "It came while FREEPIK_WEBHOOK_SECRET was not set, so nothing could be believed.",
}
OFF = (
    "The provider is given no address to call: set PUBLIC_URL and FREEPIK_WEBHOOK_SECRET. "
    "Until then the studio asks by itself, more often."
)
NONE_YET = "No webhook has come yet. Nothing is lost by that: the studio asks by itself as well."


@admin.register(WebhookCount)
class WebhookCountAdmin(ReadOnly):
    list_display = ("kind", "count", "last", "meaning")
    list_display_links = None
    fields = ("kind", "meaning", "count", "last")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {**(extra_context or {}), "title": "Webhooks", "state": state()}
        return super().changelist_view(request, context)

    @admin.display(description="last", ordering="last_at", empty_value="never")
    def last(self, row: WebhookCount) -> object:
        return row.last_at

    @admin.display(description="what it means")
    def meaning(self, row: WebhookCount) -> str:
        return MEANING[Kind(row.kind)]


def state() -> str:
    """One sentence over the list, when it needs one."""
    if not (settings.PUBLIC_URL and settings.FREEPIK_WEBHOOK_SECRET):
        return OFF
    return "" if WebhookCount.objects.filter(count__gt=0).exists() else NONE_YET
