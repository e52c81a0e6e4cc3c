import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0037_words_of_few"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TelegramBot",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("heard", models.BigIntegerField(default=0)),
                ("heard_at", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="TelegramReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chat", models.BigIntegerField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="TelegramChat",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="telegram_chat",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chat", models.BigIntegerField(null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("connected_at", models.DateTimeField(null=True)),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="noticewishes",
            name="by_telegram",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="noticewishes",
            name="not_by_telegram",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="notice",
            name="telegram_due",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="telegram_attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "I am asked to read"),
                    ("changes", "Changes are asked for in my piece"),
                    ("mention", "Somebody names me in a note or a comment"),
                    ("answer", "My note is answered"),
                    ("published", "Somebody else publishes my piece"),
                    ("corrected", "Somebody else corrects my piece"),
                    ("taken_down", "Somebody else takes my piece down, or withdraws it"),
                    ("stopped", "A check speaks against a piece that goes out soon"),
                    ("held", "A check holds a piece that was to go out"),
                    ("channel", "A channel does not take a piece that I published"),
                    ("given", "A piece is given to me, or its hour changed"),
                    ("not_told", "Telegram is switched off for me"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("telegram_due__isnull", False)),
                fields=["telegram_due"],
                name="notice_for_telegram",
            ),
        ),
    ]
