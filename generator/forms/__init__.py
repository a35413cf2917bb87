"""What a member may send: a prompt with its references, and references alone.

A form that is refused keeps what was good: references that were sound are stored and stay in the composer.
"""

from generator.forms.composing import ComposeForm, Words
from generator.forms.references import NO_ROOM, NOT_HERE, References

__all__ = ["NOT_HERE", "NO_ROOM", "ComposeForm", "References", "Words"]
