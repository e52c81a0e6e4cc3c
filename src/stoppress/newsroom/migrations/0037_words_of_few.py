from django.db import migrations

#: Parts of the search index, as ``newsroom.search.follow`` calls them, and where each begins.
PARTS, FROM = ("search/people", "search/topics", "search/pictures"), 1 << 62


def index_again(apps, _schema_editor):
    """Have the entries of people, topics and pictures made again: their words have another form.

    The worker does it. Where there is no index yet, all of it is to be made.
    """
    cursors = apps.get_model("newsroom", "FollowerCursor").objects
    if cursors.filter(pk="search").exists():
        for part in PARTS:
            cursors.update_or_create(pk=part, defaults={"sequence": FROM})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0036_notice_of_a_channel")]

    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
