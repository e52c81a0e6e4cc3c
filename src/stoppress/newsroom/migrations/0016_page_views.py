"""Counted are page views, and articles; at the desk an article is always a piece."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rename two models with their tables, and a column; two words of the desk."""

    dependencies = [("newsroom", "0015_former_sections_and_people")]

    operations = [
        migrations.RenameModel("Views", "PageViews"),
        migrations.RenameModel("ViewSpool", "PageViewSpool"),
        migrations.AlterModelOptions("pageviews", {"verbose_name": "page views"}),
        migrations.AlterField(
            "pageviews",
            "article",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="page_views",
                to="newsroom.article",
            ),
        ),
        migrations.RenameField("listcount", "pieces", "articles"),
        migrations.AlterModelOptions(
            "article", {"verbose_name": "piece", "verbose_name_plural": "pieces"}
        ),
        *(
            migrations.AlterField(
                pick,
                "article",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="newsroom.article",
                    verbose_name="piece",
                ),
            )
            for pick in ("frontpick", "sectionpick")
        ),
    ]
