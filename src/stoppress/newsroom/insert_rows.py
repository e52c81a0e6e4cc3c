"""Rows by the hundred, without an object for each: a statement, and its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

#: Types of fields whose values (numbers, texts, truths) databases and JSON take as they are.
PLAIN_TYPES = frozenset(
    {
        "AutoField",
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "IntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SlugField",
        "SmallIntegerField",
        "TextField",
        "URLField",
    }
)


@dataclass(frozen=True, slots=True)
class Insert:
    """A statement that inserts rows, and their values as the database takes them.

    :param into: the statement up to the values.
    :param conflict: the statement after them.
    :param together: so many rows are inserted by one statement.
    """

    into: str
    values: list[Sequence[Any]]
    conflict: str = ""
    together: int = 1

    def run(self) -> None:
        """Insert the rows, if there are any."""
        if not self.values:
            return
        row = f"({', '.join(['%s'] * len(self.values[0]))})"
        with connection.cursor() as cursor:
            if self.together == 1:
                cursor.executemany(self._sql(row), self.values)
                return
            for at in range(0, len(self.values), self.together):
                rows = self.values[at : at + self.together]
                cursor.execute(self._sql(", ".join([row] * len(rows))), [*chain(*rows)])

    def _sql(self, rows: str) -> str:
        return f"{self.into} VALUES {rows}{self.conflict}"


def insert_rows(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
    adding: str = "",
) -> None:
    """Insert ``rows``, whose values are those of the fields ``names``.

    :param replacing: fields that are unique together; a row that has their values already is given
        the new ones. Fields with a default that ``names`` leaves out must be in the table's own
        defaults.
    :param adding: a field whose new value is added to the one of such a row.
    """
    insert_of(model, names, rows, replacing=replacing, adding=adding).run()


def insert_of(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
    adding: str = "",
    together: int = 1,
) -> Insert:
    """The statement of ``insert_rows``, to be run later; nothing is asked of the database.

    :param together: so many rows are inserted by one statement.
    """
    table = model._meta  # noqa: SLF001 - Django's documented API
    by_name: dict[str, Any] = {field.name: field for field in table.local_concrete_fields}
    fields = [by_name[name] for name in names]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    into = connection.ops.quote_name(table.db_table)
    conflict = ""
    if replacing:
        keys = [connection.ops.quote_name(by_name[name].column) for name in replacing]
        given = {name: f"EXCLUDED.{name}" for name in columns if name not in keys}
        if adding:
            added = connection.ops.quote_name(by_name[adding].column)
            given[added] = f"{into}.{added} + EXCLUDED.{added}"
        updates = ", ".join(f"{name} = {value}" for name, value in given.items())
        conflict = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {updates}"
    prepared = [
        (place, field.get_db_prep_save)
        for place, field in enumerate(fields)
        if _stored_type(field) not in PLAIN_TYPES
    ]
    database = transaction.get_connection()  # itself: ``connection`` looks it up for each value
    moments: dict[datetime, Any] = {}  # many rows of one statement have the same
    values: list[Sequence[Any]] = []
    for row in rows:
        one = list(row)
        for place, prepare in prepared:
            value = one[place]
            if value is None:
                continue
            if isinstance(value, datetime):
                if value not in moments:
                    moments[value] = prepare(value, database)
                one[place] = moments[value]
            else:
                one[place] = prepare(value, database)
        values.append(one)
    return Insert(f"INSERT INTO {into} ({', '.join(columns)})", values, conflict, together)


def insert_of_objects(
    model: type[Model],
    objects: Sequence[Model],
    *,
    replacing: Sequence[str] = (),
) -> Insert:
    """Insert what of ``objects`` stands in the table of ``model``, which they may extend."""
    fields = model._meta.local_concrete_fields  # noqa: SLF001
    return insert_of(
        model,
        [field.name for field in fields],
        map(_values_of(fields), objects),
        replacing=replacing,
    )


def _values_of(fields: Sequence[Any]) -> Callable[[Model], Sequence[Any]]:
    """What reads these fields of an object that has them all, without asking each of them."""
    read = itemgetter(*(field.attname for field in fields))
    return lambda one: read(one.__dict__)


def _stored_type(field: Any) -> str:
    """The type of a field, or of what a foreign key points to."""
    while field.is_relation:
        field = field.target_field
    return str(field.get_internal_type()) if type(field).__module__.startswith("django.") else ""
