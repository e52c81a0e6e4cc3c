from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0034_what_is_not_told_by_mail")]

    operations = [
        migrations.AddField(
            model_name="picturefingerprint",
            name=f"middle_{part}",
            field=models.IntegerField(db_index=True, null=True),
        )
        for part in ("first", "second", "third", "fourth")
    ]
