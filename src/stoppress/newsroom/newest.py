"""The newest articles of many sections, asked for at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from stoppress.newsroom.public import in_section

#: Stands for the section in the statement that is repeated for each; no row has this key.
_ANY = -1
#: Sections of one statement; SQLite takes 500.
_AT_ONCE = 100


def newest_of_sections(sections: Sequence[int], number: int) -> dict[int, list[int]]:
    """Ids of the ``number`` newest public articles of each section, the newest first."""
    if len(sections) == 1:
        return {sections[0]: list(in_section(sections[0]).values_list("pk", flat=True)[:number])}
    found: dict[int, list[Any]] = defaultdict(list)
    for start in range(0, len(sections), _AT_ONCE):
        for section, dated, pk in _rows(sections[start : start + _AT_ONCE], number):
            found[section].append((dated, pk))
    # Parts of a union come in any order.
    return {pk: [one for _at, one in sorted(found[pk], reverse=True)] for pk in sections}


def _rows(sections: Sequence[int], number: int) -> Iterator[tuple[int, Any, int]]:
    """Section, date line and id. One statement: Django cannot limit the parts of a union."""
    newest = in_section(_ANY).values_list("section_id", "published_at", "pk")[:number]
    sql, values = newest.query.sql_with_params()
    parts = (
        f"SELECT * FROM ({sql}) AS part_{place}"  # noqa: S608 - what Django made
        for place in range(len(sections))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(parts),
            [section if value == _ANY else value for section in sections for value in values],
        )
        yield from cursor.fetchall()
