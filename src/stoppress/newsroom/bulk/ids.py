"""Ids of rows that are going to be written, taken before, so that rows can name each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models import Model

#: Takes so many ids of a table.
Take = Callable[[type[Model], int], Sequence[int]]


def take_ids(model: type[Model], number: int) -> Sequence[int]:
    """Take ``number`` ids out of the ones the database will give; nobody gets them again."""
    if not number:
        return ()
    table = model._meta  # noqa: SLF001 - Django's documented API
    if connection.vendor == "sqlite":
        return _from_sqlite(table.db_table, number)
    key = table.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table.db_table), key, number],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _from_sqlite(table: str, number: int) -> range:
    """SQLite keeps the greatest id it ever gave in a table of its own, which may be written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        if found:
            sql = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        else:
            sql = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
        cursor.execute(sql, [last + number, table])
    return range(last + 1, last + number + 1)


class Taken:
    """Ids that were taken before, handed on table by table."""

    def __init__(self, ids: dict[type[Model], Sequence[int]]) -> None:
        self._ids = ids

    def __call__(self, model: type[Model], number: int) -> Sequence[int]:
        """The next ``number`` ids of a table; ValueError when too few are left."""
        left = self._ids.get(model, ())
        if len(left) < number:
            raise ValueError(f"{number} ids of {model.__name__} are wanted, {len(left)} are left")
        self._ids[model] = left[number:]
        return left[:number]
