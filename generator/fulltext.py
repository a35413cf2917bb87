"""Full-text search in prompts, by SQLite's FTS5 or PostgreSQL's GIN index, whichever is there.

`filter(words__matches=Search.read('fox "red barn" mea'))` finds generations with all the words: what stands in quotes
as a phrase, the last word as the beginning of one. What is a word, and how it is folded, is decided by `words` alone,
so that both databases find the same.
"""

from typing import Any, TypeVar, cast

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from generator.words import Search, words

TABLE, INDEX = "generator_generation", "generator_words"
ADD = "INSERT INTO generator_words(rowid, words) VALUES (new.id, new.words);"
DROP = "INSERT INTO generator_words(generator_words, rowid, words) VALUES ('delete', old.id, old.words);"
# So long are the beginnings that are kept ready, in letters. For one of any other length FTS5 goes through all rows
# that have it before it names the first.
BEGINNINGS = " ".join(map(str, range(1, 17)))
# What SQLite's index is made of, in order. It keeps no words of its own.
PARTS = {
    INDEX: f"""CREATE VIRTUAL TABLE generator_words USING fts5(
        words, content='generator_generation', content_rowid='id', tokenize='ascii', prefix='{BEGINNINGS}')""",
    "generator_words_added": f"""CREATE TRIGGER generator_words_added
        AFTER INSERT ON generator_generation BEGIN {ADD} END""",
    "generator_words_gone": f"""CREATE TRIGGER generator_words_gone
        AFTER DELETE ON generator_generation BEGIN {DROP} END""",
    "generator_words_changed": f"""CREATE TRIGGER generator_words_changed
        AFTER UPDATE OF words ON generator_generation BEGIN {DROP} {ADD} END""",
}
ONE_OF_MANY = """SELECT 1 FROM generator_words
    WHERE generator_words MATCH %s AND rowid > %s AND rowid < %s LIMIT 1 OFFSET %s"""
# So few rows are read one by one, rather than looked for among so many that match.
FEW, MANY = 500, 5000
Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


class WordsField(models.Field):  # type: ignore[type-arg]
    """The words of a row's prompt, in the form that the index of the database takes; written with every `save`."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        return model_instance.prompt  # type: ignore[attr-defined]

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> str:  # noqa: ARG002
        there = words(value or "")
        if connection.vendor != "postgresql":
            return " ".join(there)
        places: dict[str, list[str]] = {}
        for place, word in enumerate(there, 1):
            places.setdefault(word, []).append(str(place))
        return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


@WordsField.register_lookup
class Matches(models.Lookup):
    """For a `Search` of at least one phrase."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # noqa: ARG002
        column = compiler.quote_name_unless_alias(self.lhs.alias)
        found = ".id IN (SELECT rowid FROM generator_words WHERE generator_words MATCH %s)"
        return column + found, [_for_sqlite(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        phrases = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in self.rhs.phrases]
        phrases[-1] += ":*" if self.rhs.open else ""
        query = " & ".join(f"({phrase})" for phrase in phrases)
        return f"{column} @@ %s::tsquery", [*parameters, query]


def in_order(rows: Rows, fitting: Rows, search: Search, above: int, below: int, sign: str, most: bool) -> Rows:
    """Of generations with a number between two, newest (`sign` is "-") or oldest first: those that match.

    SQLite walks along the index of words in that order, as far as is asked for. It must not begin with any other
    index, and ask for the words of each: so all that is asked of the rows stands in a query of its own. `rows` are
    in that order and between the numbers, and `most` says that they are nearly all that are; `fitting` are the same
    rows without order and bounds, as is quickest for a row that is known. PostgreSQL needs none of these.
    """
    connection = connections[rows.db]
    if connection.vendor != "sqlite":
        return rows.filter(words__matches=search)
    matching = (_for_sqlite(search), above, below)
    generations = rows.model._default_manager
    if below - above <= FEW or (not most and _many(connection, matching) and not rows[FEW : FEW + 1].exists()):
        found = [number for number, there in rows.values_list("pk", "words") if search.finds(there.split())]
        return cast(Rows, generations.filter(pk__in=found).order_by(f"{sign}pk"))
    fits = models.Exists(fitting.order_by().filter(pk=models.OuterRef("pk")))
    walk = generations.filter(fits).extra(
        tables=["generator_words"],
        where=[
            "generator_words.rowid = generator_generation.id",
            "generator_words MATCH %s AND generator_words.rowid > %s AND generator_words.rowid < %s",
        ],
        params=matching,
        order_by=[f"{sign}generator_words.rowid"],
    )
    return cast(Rows, walk)


def _many(connection: BaseDatabaseWrapper, matching: tuple[str, int, int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ONE_OF_MANY, [*matching, MANY])
        return bool(cursor.fetchone())


def _for_sqlite(search: Search) -> str:
    phrases = " ".join(f'"{" ".join(phrase)}"' for phrase in search.phrases)
    return phrases + ("*" if search.open else "")


def make_index(connection: BaseDatabaseWrapper) -> None:
    """Make the index; on SQLite all of it anew when a part is missing or other than here: it may have missed changes.

    Called after every migration: Django remakes a table of SQLite to change it, and its triggers are lost without a
    word.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (words)")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master")
        made = {name: statement for name, statement in cursor.fetchall() if name in PARTS}
        if made == PARTS:
            return
        for name in made:
            cursor.execute(f"DROP {'TABLE' if name == INDEX else 'TRIGGER'} {name}")
        for statement in PARTS.values():
            cursor.execute(statement)
        cursor.execute("INSERT INTO generator_words(generator_words) VALUES ('rebuild')")
