"""Templates are written indented and sent flush left.

A page is repeated in every answer and its indentation with it: without, a wall of cards is a quarter shorter, and so
is the time to compress and to read it. It is done once, when a template is first read.
"""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

# A line of nothing but tags that show nothing themselves leaves nothing behind.
TAG = r"\{% *(?:if|elif|else|for|empty|with|load|block|cache|localize|end\w+)\b(?:(?!%\}).)*%\}"
COMMENT = r"\{#(?:(?!#\}).)*#\}"
SILENT = re.compile(rf"^((?:{TAG}|{COMMENT})+) *\n", re.MULTILINE)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)


class Loader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return flush_left(super().get_contents(origin))


def flush_left(template: str) -> str:
    """The same without indentation and empty lines, and without the ends of lines that show nothing."""
    return SILENT.sub(r"\1", INDENTATION.sub("", template))
