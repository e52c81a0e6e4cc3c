"""People are found whatever the case of their names; accents of Greek are case."""

from typing import Any

from django.db import migrations, models

from stoppress.newsroom.folding import folded, folded_name


def fold_names(apps: Any, _schema_editor: Any) -> None:
    """Fold the names of people, and the titles of topics again."""
    person = apps.get_model("newsroom", "Person")
    for one in person.objects.only("name").iterator(chunk_size=500):
        person.objects.filter(pk=one.pk).update(folded_name=folded_name(one.name))
    topic = apps.get_model("newsroom", "Topic")
    topics = topic.objects.select_related("locale").only("title", "folded_title", "locale")
    for one in topics.iterator(chunk_size=500):
        title = folded(one.title, one.locale.language_code)
        if title != one.folded_title:
            topic.objects.filter(pk=one.pk).update(folded_title=title)


class Migration(migrations.Migration):
    """Add a column, and fill it."""

    dependencies = [("newsroom", "0016_page_views")]

    operations = [
        migrations.AddField(
            "person",
            "folded_name",
            models.CharField(default="", editable=False, max_length=480),
            preserve_default=False,
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        migrations.AlterField(
            "person",
            "folded_name",
            models.CharField(db_index=True, editable=False, max_length=480),
        ),
    ]
