import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("newsroom", "0013_what_changed_and_followers"),
    ]

    operations = [
        migrations.AddField(
            "person",
            "account",
            models.OneToOneField(
                blank=True,
                help_text="With which this person signs in at the desk.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="person",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        )
    ]
