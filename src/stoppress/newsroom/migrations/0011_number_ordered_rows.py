from typing import Any

from django.db import migrations
from django.db.models import F

#: Models whose rows stand in an order, and the key that leads to their page.
_ROWS = (
    ("Byline", "article_id"),
    ("ArticleTopic", "article_id"),
    ("Pick", "article_id"),
    ("Correction", "article_id"),
    ("FrontPick", "page_id"),
    ("SectionPick", "page_id"),
)


def number(apps: Any, _schema_editor: Any) -> None:
    """Number the rows of every page of which one has no number, in the order readers see."""
    for name, parent in _ROWS:
        rows = apps.get_model("newsroom", name).objects
        pages = rows.filter(sort_order=None).order_by().values_list(parent, flat=True).distinct()
        for page in list(pages):
            standing = rows.filter(**{parent: page}).order_by(
                F("sort_order").asc(nulls_last=True), "pk"
            )
            for place, pk in enumerate(list(standing.values_list("pk", flat=True))):
                rows.filter(pk=pk).update(sort_order=place)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0010_upright_and_bare_pictures")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop, elidable=True)]
