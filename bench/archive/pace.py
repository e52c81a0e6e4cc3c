"""How a database is held while hundreds of thousands of articles are written into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from wagtail.search.backends import get_search_backend

from stoppress.newsroom.models import Article

#: Indexes by slug, key and address are met in random order: they are kept in memory, and what is
#: written is put in its place in large parts. Nothing waits for the disk: a process that is killed
#: leaves a whole database, a machine that loses its power while filling may not.
_PRAGMAS = (
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-524288",
    "PRAGMA wal_autocheckpoint=30000",
)
#: SQLite's own, by which the search index is put in order a little with each page.
_USUAL_MERGE = 4


@contextmanager
def written_in_one_go() -> Iterator[None]:
    """Hold an SQLite database so inside the block; others are left as they are.

    The search index is merged rarely and by many parts at once, instead of often and by few. That
    alone is kept in the database; should the block be cut off, ``usually_merged`` brings it back.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
    _merge(0)
    try:
        yield
    finally:
        usually_merged()
        connection.close()  # the next connection is as the settings say


def usually_merged() -> None:
    """Have the search index merged as SQLite does by itself, whatever was cut off before."""
    if connection.vendor == "sqlite":
        _merge(_USUAL_MERGE)


def _merge(parts: int) -> None:
    entries = get_search_backend().get_index_for_model(Article).entries.model
    table = connection.ops.quote_name(f"{entries._meta.db_table}_fts")  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', %s)", [parts])
