"""How the database goes about a query: which tables it would walk through from end to end."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

#: Tables that grow with the archive; no query may walk through one of them.
GROWING = {
    "newsroom_article",
    "newsroom_articletopic",
    "newsroom_byline",
    "newsroom_change",
    "newsroom_listcount",
    "newsroom_publicstate",
    "newsroom_pageviews",
    "wagtailcore_page",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailsearch_indexentry",
}


def walks_of(do: Callable[[], object]) -> list[str]:
    """What of ``do`` walks through a table that grows, on either database.

    PostgreSQL prefers that while a table is small; for the rest of the transaction it is told to do
    so only where it must.
    """
    with CaptureQueriesContext(connection) as captured:
        do()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return walks(captured.captured_queries)


def walks(queries: list[dict[str, str]]) -> list[str]:
    """The queries that walk through a table that grows, each with the step that does."""
    found = []
    for sql in (query["sql"] for query in queries):
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            found += [f"{step}: {sql[:300]}" for step in _walking_steps(sql)]
    return found


def _walking_steps(sql: str) -> list[str]:
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN " if on_postgresql else "EXPLAIN QUERY PLAN ") + sql)
        steps = [str(row[-1]) for row in cursor.fetchall()]
    if not on_postgresql and _takes_the_first(sql, steps):
        return []
    walk = re.compile(r"Seq Scan on (\w+)" if on_postgresql else r"SCAN (\w+)")
    return [step for step in steps if (seen := walk.search(step)) and seen[1] in GROWING]


def _takes_the_first(sql: str, steps: list[str]) -> bool:
    """Whether what SQLite calls a scan ends with its first row, in the order of a key."""
    ordered = not any(step.startswith("USE TEMP") for step in steps)
    return ordered and "WHERE" not in sql and sql.endswith("LIMIT 1")
