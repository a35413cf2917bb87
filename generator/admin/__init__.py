"""The admin panel: members, what they made, and what it took."""

from generator.admin import generations, ledger, members, pictures, provider, strays, webhooks

__all__ = ["generations", "ledger", "members", "pictures", "provider", "strays", "webhooks"]
