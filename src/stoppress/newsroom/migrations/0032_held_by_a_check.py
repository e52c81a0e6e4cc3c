import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0031_blocks_of_a_sections_front")]

    operations = [
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="held",
                        serialize=False,
                        to="newsroom.article",
                    ),
                ),
                ("due", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("objections", models.JSONField(default=list)),
            ],
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "I am asked to read"),
                    ("changes", "Changes are asked for in my piece"),
                    ("mention", "Somebody names me in a note or a comment"),
                    ("answer", "My note is answered"),
                    ("published", "Somebody else publishes my piece"),
                    ("corrected", "Somebody else corrects my piece"),
                    ("taken_down", "Somebody else takes my piece down, or withdraws it"),
                    ("stopped", "A check speaks against a piece that goes out soon"),
                    ("held", "A check holds a piece that was to go out"),
                ],
                max_length=12,
            ),
        ),
    ]
