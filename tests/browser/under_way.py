"""What the stand-in never finishes, so that it can be looked at for as long as one likes."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.studio import Studio

FINISH = """
from django.db import transaction
from generator.models import Attempt, Picture
from tests import make
with transaction.atomic():
    attempt = Attempt.objects.get(generation__prompt=words)
    attempt.hear("COMPLETED", [make.RESULT])
    kept = Picture.keep(attempt, 0, make.picture(size=(1024, 1024)))
    attempt.collected(kept.width, kept.height)
"""
GIVE_UP = """
from generator.models import Attempt
for attempt in Attempt.objects.filter(generation__prompt=words, ended_at=None):
    attempt.give_up("It was enough.", "given up by a test")
"""


@contextmanager
def under_way(studio: Studio, words: str) -> Iterator[str]:
    """The prompt to send; what has not been finished by the end is given up."""
    prompt = f"{words} [never]"
    try:
        yield prompt
    finally:
        studio.shell(GIVE_UP, words=prompt)


def finish(studio: Studio, prompt: str) -> None:
    """Its picture comes, a square."""
    studio.shell(FINISH, words=prompt)
