from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_pinned")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="albums",
            field=models.BooleanField(default=False),
        ),
    ]
