"""Members: create, deactivate, reset a password, make an admin."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from generator.models import Member

admin.site.unregister(Group)


@admin.register(Member)
class MemberAdmin(UserAdmin):
    list_display = ("username", "name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    ordering = ("username",)
    actions = ("deactivate", "activate")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        (
            "Account",
            {
                "fields": ("is_active", "is_staff", "is_superuser"),
                "description": "An admin has both “staff status” and “superuser status”. "
                "Who leaves is deactivated, not deleted: their pictures stay with the team.",
            },
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        """Only who made nothing can be deleted; everybody else is deactivated."""
        return super().has_delete_permission(request, obj) and not (
            obj and (obj.generations.exists() or obj.references.exists())
        )

    @admin.action(description="Deactivate: they can no longer sign in")
    def deactivate(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        count = members.exclude(username=request.user.get_username()).update(is_active=False)
        self.message_user(request, f"Deactivated: {count}.", messages.SUCCESS)

    @admin.action(description="Activate again")
    def activate(self, request: HttpRequest, members: QuerySet[Member]) -> None:
        self.message_user(request, f"Activated: {members.update(is_active=True)}.", messages.SUCCESS)
