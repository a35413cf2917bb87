"""Words as they are searched for: without case, accents and signs, and the same whatever database keeps them.

`words("Über-große FÜCHSE")` is ["uber", "grosse", "fuchse"]. A letter of a script that is written without blanks
is a word of its own, and so is an emoji: what somebody looks for in such a text is a phrase.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# More phrases than anybody types; each costs a look into the index.
MOST_PHRASES = 20
# PostgreSQL counts the words of a text up to here.
MOST_WORDS = 16_000
# The rest of a longer run of letters is not told apart.
MOST_LETTERS = 100
PLAIN = re.compile(r"[a-z0-9]+")
# What stands on or under a letter of the alphabets that are searched without it.
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]")
# Letters that no decomposition takes apart.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
# Thai, Lao, Burmese, Khmer; kana, Chinese characters, Hangul.
ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
# A telephone writes them by itself.
QUOTES = re.compile('["“”„‟«»″]')


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    if text.isascii():
        return [word[:MOST_LETTERS] for word in PLAIN.findall(folded(text))[:MOST_WORDS]]
    return [word[:MOST_LETTERS] for word in "".join(map(_apart, folded(text))).split()[:MOST_WORDS]]


def folded(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # Composed again, because Hangul and kana were taken apart as well.
    return unicodedata.normalize("NFC", ACCENTS.sub("", small).translate(LETTERS))


def has_all(text: str, wanted: Sequence[str]) -> bool:
    """Whether each of these, which are `folded`, stands anywhere in a text, inside of words as well."""
    there = folded(text)
    return all(one in there for one in wanted)


def _apart(letter: str) -> str:
    """A letter as it stands among words."""
    kind = unicodedata.category(letter)
    if kind == "So" or ALONE.match(letter):
        return f" {letter} "
    if kind == "Cf":  # what joins or may divide, and is not seen
        return ""
    return letter if kind[0] in "LMN" else " "


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for: every phrase of `phrases`; with `open`, the very last word may go on."""

    phrases: tuple[tuple[str, ...], ...]
    open: bool = True

    @classmethod
    def read(cls, text: str) -> "Search":
        """What stands in quotes is a phrase, and so is what is joined by anything but a blank: a hyphen, a dot."""
        text = QUOTES.sub('"', text)
        found = []
        for place, part in enumerate(text.split('"')):
            found += [words(part)] if place % 2 else [words(one) for one in part.split()]
        phrases = [tuple(phrase) for phrase in found if phrase]
        closed = text.count('"') % 2 == 0 and text.rstrip().endswith('"')
        return cls(tuple(phrases[:MOST_PHRASES]), not closed or len(phrases) > MOST_PHRASES)

    def finds(self, there: Sequence[str]) -> bool:
        """Whether the words of a text have all of it; what the databases answer, without asking them."""
        last = len(self.phrases) - 1
        return all(_has(there, phrase, self.open and at == last) for at, phrase in enumerate(self.phrases))


def _has(there: Sequence[str], phrase: tuple[str, ...], open_: bool) -> bool:
    *whole, end = phrase
    for start in range(len(there) - len(whole)):
        last = there[start + len(whole)]
        if (last == end or (open_ and last.startswith(end))) and list(there[start : start + len(whole)]) == whole:
            return True
    return False
