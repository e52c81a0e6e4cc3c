import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0025_recent_page_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="deadline",
                        serialize=False,
                        to="newsroom.article",
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="due")),
            ],
            options={
                "verbose_name": "deadline",
            },
        ),
    ]
