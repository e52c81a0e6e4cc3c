from typing import Any

from django.db import migrations, models

from stoppress.newsroom.folding import folded


def fold_titles(apps: Any, _schema_editor: Any) -> None:
    model = apps.get_model("newsroom", "Topic")
    for topic in model.objects.select_related("locale").iterator(chunk_size=500):
        topic.folded_title = folded(topic.title, topic.locale.language_code)
        topic.save(update_fields=["folded_title"])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0011_number_ordered_rows")]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="folded_title",
            field=models.CharField(default="", editable=False, max_length=480),
            preserve_default=False,
        ),
        migrations.RunPython(fold_titles, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(fields=["locale", "folded_title"], name="topic_by_folded_title"),
        ),
    ]
