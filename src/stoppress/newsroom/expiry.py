"""The index by which the clock finds pages past their term, among a million that have none."""

from __future__ import annotations

from typing import Any

from django.db import connections

#: Wagtail has none. It holds the few pages that are live and have a term, so that it costs no
#: other page anything, and a page that has expired leaves it.
CREATE = (
    "CREATE INDEX IF NOT EXISTS newsroom_page_expiry ON wagtailcore_page (expire_at)"
    " WHERE live AND expire_at IS NOT NULL"
)
DROP = "DROP INDEX IF EXISTS newsroom_page_expiry"


def keep_index(using: str, **_kwargs: Any) -> None:
    """Make the index again after migrations: SQLite loses it when one of Wagtail's alters pages."""
    connection = connections[using]
    if "wagtailcore_page" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(CREATE)
