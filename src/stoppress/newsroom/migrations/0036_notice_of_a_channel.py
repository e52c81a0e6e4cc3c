from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0035_middles_of_pictures")]

    operations = [
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
                    ("channel", "A channel does not take a piece that I published"),
                    ("given", "A piece is given to me, or its hour changed"),
                ],
                max_length=12,
            ),
        ),
    ]
