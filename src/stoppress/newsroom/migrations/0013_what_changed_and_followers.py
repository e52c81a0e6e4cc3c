from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0012_folded_titles_of_topics")]

    operations = [
        migrations.AddField("change", "what", models.JSONField(default=list)),
        migrations.AddField("publicstate", "parts", models.JSONField(null=True)),
        migrations.AlterField(
            "change",
            "kind",
            models.CharField(
                choices=[
                    ("article", "Article"),
                    ("person", "Person"),
                    ("topic", "Topic"),
                    ("section", "Section"),
                    ("edition", "Edition"),
                    ("breaking", "Breaking news"),
                    ("image", "Picture"),
                    ("document", "Document"),
                    ("settings", "Settings"),
                    ("day", "A new day"),
                    ("most_read", "Most read"),
                    ("pruned", "Removed"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            "FollowerCursor",
            [
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
            ],
        ),
    ]
