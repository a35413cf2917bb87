"""The provider as last seen, with the button that lets a held studio go on."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from generator import decisions
from generator.admin.panels import ReadOnly
from generator.models import Lease, Provider


@admin.register(Provider)
class ProviderAdmin(ReadOnly):
    list_display = ("__str__", "held", "noticed_at", "next_try_at", "used")
    exclude = ("notice_change",)
    actions = ("resume",)

    @admin.display(description="requests in the last minute")
    def used(self, provider: Provider) -> int:
        return sum(provider.requests.get("seconds", {}).values())

    @admin.action(description="Resume sending")
    def resume(self, request: HttpRequest, _: QuerySet[Provider]) -> None:
        decisions.resume()
        self.message_user(request, "Sending goes on.", messages.SUCCESS)


@admin.register(Lease)
class LeaseAdmin(ReadOnly):
    """The engine's heartbeat."""

    list_display = ("name", "owner", "until", "beats")
