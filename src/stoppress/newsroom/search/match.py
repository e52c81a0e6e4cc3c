"""Asking the index: the ranks of entries that satisfy an expression, the newest first.

A common word is in every second entry, so the newest are looked at first and nothing is sorted that
nobody asked for. SQLite's index gives entries in the order of their numbers, which are ranks; for
the beginning of a word it first gathers all entries that have any word that begins so. That of
PostgreSQL gives entries in no order. In these two cases the newest entries are looked through one
by one, and only when few of them match, which means that few of all do, the index is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from stoppress.newsroom.search.marks import is_mark
from stoppress.newsroom.search.query import All, Clause, Expression, Term

#: Entries that are looked through before an index is asked.
_LOOKED_THROUGH = 1000
#: Beginnings that SQLite's index has gathered already; see ``prefix`` where it is made.
_GATHERED = frozenset({2, 3})

_SQLITE_NEWEST = """
WITH newest AS MATERIALIZED (
    SELECT rank, ' ' || tokens || ' ' AS tokens FROM newsroom_searchentry
    WHERE rank >= %s AND rank < %s ORDER BY rank DESC LIMIT %s
)
SELECT rank FROM newest WHERE {} ORDER BY rank DESC LIMIT %s
"""
_SQLITE = """
SELECT rowid FROM newsroom_searchentry_words
WHERE newsroom_searchentry_words MATCH %s AND rowid >= %s AND rowid < %s
ORDER BY rowid DESC LIMIT %s
"""
_POSTGRESQL_NEWEST = """
WITH newest AS MATERIALIZED (
    SELECT rank, tokens FROM newsroom_searchentry
    WHERE rank >= %s AND rank < %s ORDER BY rank DESC LIMIT %s
)
SELECT rank FROM newest WHERE tokens @@ %s::tsquery ORDER BY rank DESC LIMIT %s
"""
_POSTGRESQL_ALL = """
WITH found AS MATERIALIZED (
    SELECT rank FROM newsroom_searchentry WHERE tokens @@ %s::tsquery
)
SELECT rank FROM found WHERE rank >= %s AND rank < %s ORDER BY rank DESC LIMIT %s
"""


def matching(expression: Expression, between: range, limit: int) -> list[int]:
    """Up to ``limit`` ranks in ``between``, the greatest first, of entries that match."""
    first, end = between.start, between.stop
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            if _has_to_be_gathered(expression):
                newest = _SQLITE_NEWEST.format(_LOOKING.written(expression))
                cursor.execute(newest, [first, end, _LOOKED_THROUGH, limit])
                found = [rank for (rank,) in cursor.fetchall()]
                if len(found) == limit:
                    return found
            cursor.execute(_SQLITE, [_FTS5.written(expression), first, end, limit])
            return [rank for (rank,) in cursor.fetchall()]
        wanted = _TSQUERY.written(expression)
        cursor.execute(_POSTGRESQL_NEWEST, [first, end, _LOOKED_THROUGH, wanted, limit])
        found = [rank for (rank,) in cursor.fetchall()]
        if len(found) < limit:
            cursor.execute(_POSTGRESQL_ALL, [wanted, first, end, limit])
            found = [rank for (rank,) in cursor.fetchall()]
        return found


def _has_to_be_gathered(expression: Expression) -> bool:
    """Whether SQLite's index would gather all entries that have the beginning of a word.

    Words of kinds of which there are few have marks before them, and are gathered at once.
    """
    return any(
        term.beginning and len(term.token) not in _GATHERED and not is_mark(term.token)
        for clause in expression.clauses
        for terms in clause
        for term in terms
    )


@dataclass(frozen=True, slots=True)
class _Syntax:
    """How a database writes an expression; tokens hold nothing that it would read otherwise.

    They are of a to z, 0 to 9, ``_`` and ``~``: see ``TokensField``.
    """

    both: str
    either: str
    but: str
    plain: str
    beginning: str

    def written(self, expression: Expression) -> str:
        """``expression`` as the database reads it."""
        wanted = self._all(expression.clauses)
        return f"{wanted}{self.but}{self._all(expression.but)}" if expression.but else wanted

    def _all(self, clauses: Iterable[Clause]) -> str:
        each = (self.either.join(map(self._together, clause)) for clause in clauses)
        return f"({self.both.join(f'({one})' for one in each)})"

    def _together(self, terms: All) -> str:
        return (
            f"({self.both.join(map(self._term, terms))})" if len(terms) > 1 else self._term(*terms)
        )

    def _term(self, term: Term) -> str:
        return (self.beginning if term.beginning else self.plain).format(term.token)


#: https://sqlite.org/fts5.html#full_text_query_syntax
_FTS5 = _Syntax(" AND ", " OR ", " NOT ", '"{}"', '"{}" *')
#: https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY
_TSQUERY = _Syntax(" & ", " | ", " & !", "'{}'", "'{}':*")
#: https://www.sqlite.org/lang_corefunc.html#instr
_LOOKING = _Syntax(
    " AND ", " OR ", " AND NOT ", "instr(tokens, ' {} ') > 0", "instr(tokens, ' {}') > 0"
)
