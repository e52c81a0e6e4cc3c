from django.db import migrations, models


class Migration(migrations.Migration):
    # By itself: PostgreSQL makes no index on a table whose rows the same transaction has changed.
    dependencies = [("newsroom", "0004_list_counts")]

    operations = [
        migrations.AddIndex(
            "byline",
            models.Index(fields=["person", "-listed_at", "-article"], name="byline_person_newest"),
        ),
        migrations.AddIndex(
            "articletopic",
            models.Index(fields=["topic", "-listed_at", "-article"], name="topic_link_newest"),
        ),
    ]
