"""`manage.py sandbox`: the stand-in for the provider, alone."""

import sys

from django.core.management.base import BaseCommand, CommandParser

from generator.processes import die_with_supervisor
from generator.sandbox import main


class Command(BaseCommand):
    help = "Run the stand-in for the provider; --help lists its options and the words that steer it."

    def run_from_argv(self, argv: list[str]) -> None:
        # The stand-in reads its own arguments and knows nothing of Django's.
        die_with_supervisor()
        main(argv[2:])

    def create_parser(self, *_: str, **__: object) -> CommandParser:
        main(["--help"])
        sys.exit()

    def handle(self, *args: str, **_: object) -> None:
        main(list(args))
