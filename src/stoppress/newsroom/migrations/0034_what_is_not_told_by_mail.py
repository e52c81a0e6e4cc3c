from django.db import migrations, models

#: The kinds of notices that stood on the page when wishes could first be saved. Of the later ones
#: those who saved then have said nothing.
FIRST = ("asked", "changes", "mention", "answer", "published", "corrected", "taken_down")


def say_what_was_not_ticked(apps, _schema_editor):
    """Write down, for those who have saved their wishes, of what they want no mail."""
    wishes = apps.get_model("newsroom", "NoticeWishes").objects
    for one in wishes.all():
        one.not_by_mail = [kind for kind in FIRST if kind not in one.by_mail]
        one.save(update_fields=["not_by_mail"])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0033_notice_of_what_is_given")]

    operations = [
        migrations.AddField(
            model_name="noticewishes",
            name="not_by_mail",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(say_what_was_not_ticked, migrations.RunPython.noop),
    ]
