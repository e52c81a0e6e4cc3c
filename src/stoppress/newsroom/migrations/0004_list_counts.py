from collections import defaultdict
from datetime import date

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.utils import timezone


def date_rows(apps, schema_editor):
    """Give bylines and topics of pieces the date lines of their pieces; to doubles none."""
    article = apps.get_model("newsroom", "Article")
    dated = article.objects.filter(pk=OuterRef("article_id")).values("published_at")[:1]
    for name, number in (("Byline", "person_id"), ("ArticleTopic", "topic_id")):
        rows = apps.get_model("newsroom", name).objects
        first = (
            rows.filter(article_id=OuterRef("article_id"), **{number: OuterRef(number)})
            .order_by("sort_order", "pk")
            .values("pk")[:1]
        )
        rows.update(listed_at=Subquery(dated))
        rows.annotate(first=Subquery(first)).exclude(pk=models.F("first")).update(listed_at=None)


def count(apps, schema_editor):
    """Count the public pieces of each list by month, from their facets."""
    counted = defaultdict(int)
    states = apps.get_model("newsroom", "PublicState").objects.filter(facets__isnull=False)
    for facets in states.values_list("facets", flat=True).iterator(chunk_size=2000):
        if facets["gone"]:
            continue
        code, day = facets["edition"], date.fromisoformat(facets["day"])
        month = day.replace(day=1)
        counted[f"edition/{code}", month] += 1
        counted[f"day/{code}", day] += 1
        counted[f"section/{facets['section']}", month] += 1
        for topic in facets["topics"]:
            counted[f"topic/{topic}", month] += 1
        for person in facets["people"]:
            counted[f"author/{code}/{person}", month] += 1
    model = apps.get_model("newsroom", "ListCount")
    now = timezone.now()
    model.objects.bulk_create(
        (
            model(list=name, start=start, pieces=pieces, changed_at=now)
            for (name, start), pieces in sorted(counted.items())
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_former_topics")]

    operations = [
        migrations.CreateModel(
            name="ListCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list", models.CharField(max_length=140)),
                ("start", models.DateField()),
                ("pieces", models.IntegerField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("list", "start"), name="count_of_list_and_start"
                    )
                ],
            },
        ),
        migrations.AddField(
            "byline",
            "listed_at",
            models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.AddField(
            "articletopic",
            "listed_at",
            models.DateTimeField(editable=False, null=True, serialize=False),
        ),
        migrations.RunPython(date_rows, migrations.RunPython.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
