from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_events")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="albums",
            field=models.BooleanField(default=False),
        ),
    ]
