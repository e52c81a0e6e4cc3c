"""Kinds that tell programs of events: what names a request, and where it may go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0003_pinned"),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="private_network",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="delivery",
            name="sequence",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="delivery",
            name="number",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="delivery",
            name="unclear",
            field=models.BooleanField(default=False),
        ),
    ]
