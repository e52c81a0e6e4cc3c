from typing import Any

from django.db import migrations, models

import stoppress.newsroom.models.search

#: Words of entries on SQLite. Which words a text has is known already; where they stand is not asked.
#: Beginnings of two and three letters, which are those of most words, have an index of their own.
SQLITE = """
CREATE VIRTUAL TABLE newsroom_searchentry_words USING fts5(
    tokens, content='newsroom_searchentry', content_rowid='rank', detail=none, columnsize=0,
    prefix='2 3', tokenize="ascii tokenchars '_~'"
);
CREATE TRIGGER newsroom_searchentry_added AFTER INSERT ON newsroom_searchentry BEGIN
    INSERT INTO newsroom_searchentry_words (rowid, tokens) VALUES (new.rank, new.tokens);
END;
CREATE TRIGGER newsroom_searchentry_removed AFTER DELETE ON newsroom_searchentry BEGIN
    INSERT INTO newsroom_searchentry_words (newsroom_searchentry_words, rowid, tokens)
    VALUES ('delete', old.rank, old.tokens);
END;
CREATE TRIGGER newsroom_searchentry_changed AFTER UPDATE ON newsroom_searchentry BEGIN
    INSERT INTO newsroom_searchentry_words (newsroom_searchentry_words, rowid, tokens)
    VALUES ('delete', old.rank, old.tokens);
    INSERT INTO newsroom_searchentry_words (rowid, tokens) VALUES (new.rank, new.tokens);
END;
"""
SQLITE_BACK = """
DROP TRIGGER newsroom_searchentry_added;
DROP TRIGGER newsroom_searchentry_removed;
DROP TRIGGER newsroom_searchentry_changed;
DROP TABLE newsroom_searchentry_words;
"""
#: New entries wait in a list until there are some hundred; a query looks through these one by one.
POSTGRESQL = (
    "CREATE INDEX newsroom_searchentry_tokens ON newsroom_searchentry USING gin (tokens)"
    " WITH (gin_pending_list_limit = 1024)"
)


def index_words(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in _statements(SQLITE):
            schema_editor.execute(statement, params=None)


def drop_words(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX newsroom_searchentry_tokens")
    else:
        for statement in _statements(SQLITE_BACK):
            schema_editor.execute(statement, params=None)


def _statements(script: str) -> list[str]:
    """Each statement of a script; those of a trigger stay together."""
    found, statement = [], ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        inside = "CREATE TRIGGER" in statement and not statement.endswith("END;\n")
        if line.endswith(";") and not inside:
            found.append(statement)
            statement = ""
    return found


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0017_folded_names")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("rank", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("piece", "Pieces"),
                            ("person", "People"),
                            ("topic", "Topics"),
                            ("picture", "Pictures"),
                            ("quotation", "Quotations"),
                        ],
                        max_length=9,
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("text", models.TextField(blank=True)),
                ("speaker", models.CharField(blank=True, max_length=300)),
                ("tokens", stoppress.newsroom.models.search.TokensField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["object_id", "kind"], name="search_entry_of_object")
                ]
            },
        ),
        migrations.CreateModel(
            name="Spellings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "groups",
                    models.TextField(
                        blank=True,
                        help_text="On each line the spellings of one name, as in “Garabagh, Karabakh”. Who looks for one of them finds the others, too.",
                        verbose_name="spellings that mean the same",
                    ),
                ),
            ],
            options={"verbose_name": "spellings"},
        ),
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("article", "Article"),
                    ("draft", "Draft"),
                    ("person", "Person"),
                    ("topic", "Topic"),
                    ("section", "Section"),
                    ("edition", "Edition"),
                    ("breaking", "Breaking news"),
                    ("image", "Picture"),
                    ("document", "Document"),
                    ("settings", "Settings"),
                    ("day", "A new day"),
                    ("most_read", "Most read"),
                    ("pruned", "Removed"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(index_words, drop_words),
    ]
