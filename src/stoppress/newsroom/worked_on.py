"""The indexes by which the desk lists pieces, the last worked on first, among a million."""

from __future__ import annotations

from typing import Any

from django.db import connections

#: Wagtail has none on when a page was worked on. The type stands first, then what lists ask for:
#: without it SQLite would take the index of that alone, and sort the whole archive.
CREATE = tuple(
    f"CREATE INDEX IF NOT EXISTS newsroom_page_{name} ON wagtailcore_page"
    f" (content_type_id, {columns}){where}"
    for name, columns, where in (
        ("worked_on", "latest_revision_created_at, id", ""),
        ("worked_on_edition", "locale_id, latest_revision_created_at, id", ""),
        ("drafts", "latest_revision_created_at, id", " WHERE NOT live"),
    )
)


def keep_indexes(using: str, **_kwargs: Any) -> None:
    """Make the indexes after migrations: SQLite loses them when one of Wagtail's alters pages."""
    connection = connections[using]
    if "wagtailcore_page" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for statement in CREATE:
                cursor.execute(statement)
