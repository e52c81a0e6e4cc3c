from django.core.validators import RegexValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0039_drafts_by_telegram")]

    operations = [
        migrations.AddField(
            model_name="editionpage",
            name="telegram",
            field=models.CharField(
                blank=True,
                help_text="The channel’s name without @; empty: that of the newsroom.",
                max_length=64,
                validators=[RegexValidator("^[A-Za-z][A-Za-z0-9_]{3,63}$")],
                verbose_name="Telegram channel",
            ),
        ),
    ]
