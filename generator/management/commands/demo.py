"""`manage.py demo`: a studio full of work to look at, in an empty DATA_DIR."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from generator.demo import studio
from generator.demo.team import TEAM
from generator.models import Lease, Member
from generator.models.leases import ENGINE

GENERATIONS = 500


class Command(BaseCommand):
    help = "Fill an empty studio with five weeks of made-up work, painted by the stand-in."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--generations", type=int, default=GENERATIONS, help="how many (default: %(default)s)")

    def handle(self, *_: Any, generations: int, **__: Any) -> None:
        if not settings.SANDBOX:
            raise CommandError(
                "The demo is for the stand-in: unset FREEPIK_API_KEY, or its pictures would be paid for."
            )
        call_command("migrate", interactive=False, verbosity=0)
        if studio.strangers():
            raise CommandError("This studio has members of its own; name an empty folder in DATA_DIR for the demo.")
        if not Member.objects.exists():
            self.fill(generations)
        self.tell()

    def fill(self, generations: int) -> None:
        if Lease.held(ENGINE):
            raise CommandError("This studio is running; stop it, fill it, and start it again.")
        self.say(f"Making {generations} generations of the last five weeks; that takes a minute or two.")
        try:
            with studio.painters() as painting:
                studio.fill(generations, painting, self.say)
        except ValueError as error:
            raise CommandError(str(error)) from None

    def tell(self) -> None:
        self.say(f"Everybody signs in with the password {studio.password()}")
        for place, person in enumerate(TEAM):
            role = "" if place else ", an admin"
            self.say(f"  {person.username:<8} {person.first_name} {person.last_name}{role}")

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
