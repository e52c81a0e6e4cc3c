"""Indexes of our own on Wagtail's table of pages, among a million of which few are looked for."""

from __future__ import annotations

from typing import Any

from django.db import connections

#: By which the clock finds pages past their term. It holds the few that are live and have a term,
#: so that it costs no other page anything, and a page that has expired leaves it.
EXPIRY = (
    "CREATE INDEX IF NOT EXISTS newsroom_page_expiry ON wagtailcore_page (expire_at)"
    " WHERE live AND expire_at IS NOT NULL"
)
DROP_EXPIRY = "DROP INDEX IF EXISTS newsroom_page_expiry"
#: By which the desk lists pieces, the last worked on first. The type stands first, then what lists
#: ask for: without it SQLite would take the index of that alone, and sort the whole archive.
WORKED_ON = tuple(
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
            for statement in (EXPIRY, *WORKED_ON):
                cursor.execute(statement)
