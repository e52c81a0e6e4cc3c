"""How often articles were read in the last half hour: what a front is arranged by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Sum

from stoppress.newsroom import clock
from stoppress.newsroom.insert_rows import insert_rows
from stoppress.newsroom.models import RecentPageViews

#: How long a page view counts as recent.
RECENT = timedelta(minutes=30)


def minute_of(moment: datetime) -> datetime:
    """The minute in which page views of ``moment`` are counted."""
    return moment.replace(second=0, microsecond=0)


def read_recently(articles: Collection[int]) -> dict[int, int]:
    """Page views of the last half hour by article; none of those that were not read."""
    if not articles:
        return {}
    rows = RecentPageViews.objects.filter(
        article__in=articles, minute__gt=minute_of(clock.now()) - RECENT
    )
    return dict(rows.order_by().values_list("article").annotate(Sum("count")))


def count_recent(rows: Iterable[Sequence[object]]) -> None:
    """Add page views (article, minute, number), and forget those that are no longer recent."""
    old = minute_of(clock.now()) - RECENT
    names = ("article", "minute", "count")
    fresh = [row for row in rows if isinstance(row[1], datetime) and row[1] > old]
    if fresh:
        insert_rows(RecentPageViews, names, fresh, replacing=("article", "minute"), adding="count")
    # Nobody hears of it: Wagtail would look at each row that Django deletes.
    RecentPageViews.objects.filter(minute__lte=old)._raw_delete(connection.alias)  # noqa: SLF001
