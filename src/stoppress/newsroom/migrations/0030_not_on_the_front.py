from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0029_notice_of_a_check")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="off_front",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "The front takes it only where somebody places it. All other lists have it."
                ),
                verbose_name="not on the front",
            ),
        ),
    ]
