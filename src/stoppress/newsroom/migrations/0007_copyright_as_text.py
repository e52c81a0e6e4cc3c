from typing import Any

from django.db import migrations, models


class AlterWhereLengthCounts(migrations.AlterField):
    """Another kind of text column; SQLite holds text of any length in the one that is there.

    It would write the whole table anew instead, which takes minutes in a large archive.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_backwards(app_label, schema_editor, *states)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_waiting_picks")]

    operations = [
        AlterWhereLengthCounts(
            "article",
            "copyright_holder",
            models.TextField(blank=True, verbose_name="copyright"),
        )
    ]
