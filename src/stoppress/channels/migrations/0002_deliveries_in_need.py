from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["unsure", "refused"])),
                fields=["-asked_at"],
                name="delivery_in_need",
            ),
        ),
    ]
