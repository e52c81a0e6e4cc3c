from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0027_notes_notices_and_preview_links")]

    operations = [
        migrations.AddField(
            model_name="editionpage",
            name="front_blocks",
            field=models.JSONField(
                blank=True, default=None, null=True, verbose_name="blocks of the front"
            ),
        )
    ]
