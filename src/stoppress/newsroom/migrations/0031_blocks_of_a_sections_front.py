from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0030_not_on_the_front")]

    operations = [
        migrations.AddField(
            model_name="sectionpage",
            name="front_blocks",
            field=models.JSONField(
                blank=True, default=None, null=True, verbose_name="blocks of the front"
            ),
        )
    ]
