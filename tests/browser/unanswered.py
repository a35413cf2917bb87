"""What was sent and got no answer: it stays as it is, for as long as a test looks at it."""

from tests.browser.studio import Studio

MAKE = """
from generator.models import Member, Status
from tests.browser import past
answer = str(past.made(Member.objects.get(username="bob"), Status.UNCONFIRMED, words).uuid)
"""
CANCEL = """
from django.db import transaction
from generator.models import Feed, Generation, Status
with transaction.atomic():
    Generation.objects.filter(uuid=uuid).update(status=Status.CANCELED, change=Feed.advance())
"""


def unanswered(studio: Studio, words: str) -> str:
    """The uuid of one of bob's."""
    return str(studio.shell(MAKE, words=words))


def cancel(studio: Studio, uuid: str) -> None:
    """As the feed tells it to every page."""
    studio.shell(CANCEL, uuid=uuid)
