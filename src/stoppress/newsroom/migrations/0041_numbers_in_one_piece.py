from django.db import migrations

#: Parts of the search index, as ``newsroom.search.follow`` calls them, and where each begins.
PARTS = ("search/pieces", "search/people", "search/topics", "search/pictures")
FROM = 1 << 62


def index_again(apps, _schema_editor):
    """Have all entries made again: a number whose digits stand in groups is one token as well.

    The worker does it, some at a time; what there is is found meanwhile. Where there is no index
    yet, all of it is to be made.
    """
    cursors = apps.get_model("newsroom", "FollowerCursor").objects
    if cursors.filter(pk="search").exists():
        for part in PARTS:
            cursors.update_or_create(pk=part, defaults={"sequence": FROM})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0040_telegram_of_an_edition")]

    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
