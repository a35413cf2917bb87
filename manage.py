#!/usr/bin/env python3
"""Atelier's command line: `manage.py start` runs everything, `manage.py help` lists the rest."""

import os
import sys


def main() -> None:
    """Run one command; a mistake in the environment is told in one sentence, not in a traceback."""
    # Older Pythons must be able to parse this file, or nobody gets to read the sentence.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit("Atelier needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    try:
        from django.conf import settings  # noqa: PLC0415
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ImportError:
        sys.exit("Atelier's packages are not installed here; `make run` installs them and starts the studio.")
    try:
        settings.INSTALLED_APPS  # noqa: B018
    except ImproperlyConfigured as mistake:
        sys.exit(f"Atelier cannot start. {mistake}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
