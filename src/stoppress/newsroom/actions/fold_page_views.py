"""Keep the table of page views small: fold old hours into days, and forget the oldest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractHour

from stoppress.newsroom import clock
from stoppress.newsroom.models import PageViews

#: Days whose hours are kept apart, and days after which page views are forgotten.
HOURLY_DAYS, KEPT_DAYS = 7, 400
#: Days in which hours to fold are looked for: those before were folded when their time came.
_LOOKED_AT = 7


def fold_page_views() -> int:
    """Make one row of each article's hours of an old day; forget the very old ones.

    Works on one day (UTC) at a time, the oldest first; returns how many rows it took away. Call
    it again while that is more than none.
    """
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    forgotten, _by_model = PageViews.objects.filter(hour__lt=today - timedelta(KEPT_DAYS)).delete()
    until = today - timedelta(HOURLY_DAYS)
    old = PageViews.objects.filter(hour__lt=until, hour__gt=until - timedelta(_LOOKED_AT))
    apart = old.annotate(of_day=ExtractHour("hour", tzinfo=UTC)).exclude(of_day=0)
    oldest = apart.order_by("hour").values_list("hour", flat=True).first()
    if oldest is None:
        return forgotten
    day = oldest.replace(hour=0)
    with transaction.atomic():
        hours = PageViews.objects.filter(hour__gte=day, hour__lt=day + timedelta(1))
        return forgotten + _fold(hours, day)


def _fold(hours: QuerySet[PageViews], day: datetime) -> int:
    before = hours.count()
    totals = list(hours.order_by().values_list("article_id").annotate(Sum("count")))
    hours.delete()
    PageViews.objects.bulk_create(
        (PageViews(article_id=article, hour=day, count=total) for article, total in totals),
        batch_size=500,
    )
    return before - len(totals)
