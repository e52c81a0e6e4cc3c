"""How a database is held while hundreds of thousands of articles are written into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: Indexes by slug, key and address are met in random order: they are kept in memory, and what is
#: written is put in its place in large parts. Nothing waits for the disk: a process that is killed
#: leaves a whole database, a machine that loses its power while filling may not.
_PRAGMAS = (
    "PRAGMA synchronous=OFF",
    "PRAGMA cache_size=-524288",
    "PRAGMA wal_autocheckpoint=30000",
)


@contextmanager
def written_in_one_go() -> Iterator[None]:
    """Hold an SQLite database so inside the block; others are left as they are."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
    try:
        yield
    finally:
        connection.close()  # the next connection is as the settings say
