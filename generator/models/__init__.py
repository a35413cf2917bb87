"""What the studio remembers: one noun a module."""

from generator.models.drafts import Draft
from generator.models.favourites import Favourite
from generator.models.feed import Feed
from generator.models.generations import Generation, Status
from generator.models.leases import Lease
from generator.models.ledger import Attempt
from generator.models.members import Member
from generator.models.pictures import Picture
from generator.models.prompts import SavedPrompt
from generator.models.provider import Provider
from generator.models.references import Reference, ReferenceUse
from generator.models.strays import Stray, UnclaimedPicture
from generator.models.webhooks import WebhookCount, WebhookId

__all__ = [
    "Attempt",
    "Draft",
    "Favourite",
    "Feed",
    "Generation",
    "Lease",
    "Member",
    "Picture",
    "Provider",
    "Reference",
    "ReferenceUse",
    "SavedPrompt",
    "Status",
    "Stray",
    "UnclaimedPicture",
    "WebhookCount",
    "WebhookId",
]
