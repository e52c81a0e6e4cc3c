from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0023_checks")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="beside",
            field=models.JSONField(blank=True, default=list, verbose_name="related pieces beside"),
        )
        for name in ("frontpick", "sectionpick")
    ]
