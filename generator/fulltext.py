"""Full-text search in prompts, by SQLite's FTS5 or PostgreSQL's GIN index, whichever is there.

`filter(prompt__matches='fox "red barn" mea')` finds generations with all the words: what stands in quotes
as a phrase, the last word as the beginning of one. Everything but letters, digits and quotes only separates; no text
is an error.
"""

import re
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# More words than anybody types; each costs a look into the index.
MOST_WORDS = 20
TABLE, INDEX = "generator_generation", "generator_prompts"
ADD = "INSERT INTO generator_prompts(rowid, prompt) VALUES (new.id, new.prompt);"
DROP = "INSERT INTO generator_prompts(generator_prompts, rowid, prompt) VALUES ('delete', old.id, old.prompt);"
# What SQLite's index is made of, in order. It keeps no prompts of its own.
PARTS = {
    INDEX: """CREATE VIRTUAL TABLE generator_prompts USING fts5(
        prompt, content='generator_generation', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    "generator_prompts_added": f"""CREATE TRIGGER generator_prompts_added
        AFTER INSERT ON generator_generation BEGIN {ADD} END""",
    "generator_prompts_gone": f"""CREATE TRIGGER generator_prompts_gone
        AFTER DELETE ON generator_generation BEGIN {DROP} END""",
    "generator_prompts_changed": f"""CREATE TRIGGER generator_prompts_changed
        AFTER UPDATE OF prompt ON generator_generation BEGIN {DROP} {ADD} END""",
}


def terms(text: str) -> list[list[str]]:
    """The phrases of a search, each a list of words; a word alone is a phrase of one."""
    found = []
    for place, part in enumerate(text.split('"')):
        words = re.findall(r"[^\W_]+", part)
        found += ([words] if words else []) if place % 2 else [[word] for word in words]
    return found[:MOST_WORDS]


def unfinished(text: str) -> bool:
    """Whether the last word may still be going on."""
    return text.count('"') % 2 == 1 or not text.rstrip().endswith('"')


@models.TextField.register_lookup
class Matches(models.Lookup):
    """Only for the prompt of a generation, which has the index."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # noqa: ARG002
        text = str(self.rhs)
        phrases = [f'"{" ".join(words)}"' for words in terms(text)]
        if not phrases:
            return "1 = 1", []
        column = compiler.quote_name_unless_alias(self.lhs.alias)
        query = " ".join(phrases) + ("*" if unfinished(text) else "")
        found = ".id IN (SELECT rowid FROM generator_prompts WHERE generator_prompts MATCH %s)"
        return column + found, [query]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        text = str(self.rhs)
        phrases = [" <-> ".join(f"'{word}'" for word in words) for words in terms(text)]
        if not phrases:
            return "TRUE", []
        column, parameters = self.process_lhs(compiler, connection)
        query = " & ".join(f"({phrase})" for phrase in phrases[:-1])
        last = phrases[-1] + (":*" if unfinished(text) else "")
        query = f"{query} & ({last})" if query else last
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*parameters, query]


def make_index(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing; on SQLite fill the index when any of it was, since it may have missed changes.

    Called after every migration: Django remakes a table of SQLite to change it, and its triggers are lost without a
    word.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS generator_prompts ON generator_generation "
                "USING gin (to_tsvector('simple', prompt))"
            )
            return
        cursor.execute("SELECT name FROM sqlite_master")
        known = {name for (name,) in cursor.fetchall()}
        if missing := [statement for name, statement in PARTS.items() if name not in known]:
            for statement in missing:
                cursor.execute(statement)
            cursor.execute("INSERT INTO generator_prompts(generator_prompts) VALUES ('rebuild')")
