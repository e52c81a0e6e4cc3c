import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # For forms alone: no row and no column changes.
    dependencies = [("newsroom", "0005_list_indexes")]

    operations = [
        migrations.AlterField(
            "pick",
            "target",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="picked_by",
                to="newsroom.article",
                verbose_name="piece",
            ),
        )
    ]
