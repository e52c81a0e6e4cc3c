from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_expiry_index")]

    operations = [
        migrations.AddField(
            "newsroomsettings",
            "picture_rights",
            models.CharField(
                blank=True,
                default="",
                help_text=(
                    "Written into every published picture, for example “© The Harbour Gazette”."
                    " All else that a camera or an agency wrote into it is taken out."
                ),
                max_length=160,
                verbose_name="rights notice in pictures",
            ),
            preserve_default=False,
        ),
    ]
