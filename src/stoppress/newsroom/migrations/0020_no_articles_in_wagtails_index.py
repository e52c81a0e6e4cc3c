"""Take articles out of Wagtail's search index: they are found in the newsroom's own.

Whatever is cut off can begin anew: on SQLite nothing is done until all is, on PostgreSQL some
thousands of rows are gone for good with each transaction.
"""

from typing import Any

from django.db import migrations, transaction

#: Rows of one transaction on PostgreSQL.
_AT_ONCE = 5000

_SOME = """
DELETE FROM wagtailsearch_indexentry WHERE id IN (
    SELECT id FROM wagtailsearch_indexentry WHERE content_type_id = %s LIMIT %s
)
"""

#: A trigger takes the words of each row that is deleted out of SQLite's index, which takes as long
#: as writing them did. It is quicker to make the index anew of the rows that stay.
_TRIGGER = "delete_wagtailsearch_indexentry_fts"
_MAKE_ANEW = (
    "DROP TABLE wagtailsearch_indexentry_fts",
    "CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title)",
    """
    INSERT INTO wagtailsearch_indexentry_fts (title, body, autocomplete, rowid)
    SELECT title, body, autocomplete, id FROM wagtailsearch_indexentry
    """,
)


def take_out_articles(apps: Any, schema_editor: Any) -> None:
    """Delete the entries of articles, and no others."""
    types = apps.get_model("contenttypes", "ContentType").objects
    article = types.filter(app_label="newsroom", model="article").first()
    if article is None:
        return  # nothing was ever written
    if schema_editor.connection.vendor == "sqlite":
        _take_out_on_sqlite(schema_editor.connection, article.pk)
        return
    with schema_editor.connection.cursor() as cursor:
        while True:
            with transaction.atomic():
                cursor.execute(_SOME, [article.pk, _AT_ONCE])
                if cursor.rowcount < _AT_ONCE:
                    return


def _take_out_on_sqlite(connection: Any, article: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [_TRIGGER])
        trigger = cursor.fetchone()
        if trigger is not None:
            cursor.execute(f"DROP TRIGGER {_TRIGGER}")
        cursor.execute("DELETE FROM wagtailsearch_indexentry WHERE content_type_id = %s", [article])
        if trigger is not None:  # else SQLite was made without FTS5
            for statement in (*_MAKE_ANEW, *trigger):
                cursor.execute(statement)


class Migration(migrations.Migration):
    atomic = False  # see above

    dependencies = [
        ("newsroom", "0019_saved_views"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(take_out_articles, migrations.RunPython.noop)]
