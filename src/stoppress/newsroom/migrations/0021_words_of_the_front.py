import django.db.models.deletion
from django.db import migrations, models


def _columns(model_name):
    fields = {
        "headline": models.CharField(
            blank=True, default="", max_length=255, verbose_name="headline on the front"
        ),
        "deck": models.TextField(blank=True, default="", verbose_name="deck on the front"),
        "picture": models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.SET_NULL,
            related_name="+",
            to="wagtailimages.image",
            verbose_name="picture on the front",
        ),
        "until": models.DateTimeField(blank=True, null=True, verbose_name="stays until"),
        "next_due": models.DateTimeField(db_index=True, editable=False, null=True),
    }
    return [
        migrations.AddField(
            model_name=model_name,
            name=name,
            field=field,
            preserve_default=name not in {"headline", "deck"},
        )
        for name, field in fields.items()
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailimages", "0027_image_description"),
        ("newsroom", "0020_no_articles_in_wagtails_index"),
    ]

    operations = [*_columns("frontpick"), *_columns("sectionpick")]
