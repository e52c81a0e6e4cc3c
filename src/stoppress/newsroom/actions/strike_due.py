"""What the clock does: scheduled pieces go live, embargoes end, a new day begins."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from django.db import transaction
from django.db.models import Min
from wagtail.models import Page, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.models import BreakingNews, Change, PublicState
from stoppress.newsroom.record import append, due_articles, record_article


def strike_due() -> int:
    """Do everything that is due by now; returns how many changes the clock made.

    Safe to call at any time and from several processes: what is done is not due any more.
    """
    at = clock.now()
    struck = 0
    if Revision.objects.filter(approved_go_live_at__lt=at).exists() or (
        Page.objects.filter(live=True, expire_at__lt=at).exists()
    ):
        with transaction.atomic():
            call_command("publish_scheduled")
        struck += 1
    for article in due_articles(at):
        record_article(article)
        struck += 1
    return struck + _turn_the_page(at)


def _turn_the_page(at: datetime) -> int:
    """Log the new day, and breaking lines that began or ended since the clock last struck."""
    last = Change.objects.order_by("-sequence").values_list("at", flat=True).first()
    if last is None or last >= at:
        return 0
    struck = 0
    with transaction.atomic():
        if clock.day_of(last) != clock.day_of(at):
            append(Change.Kind.DAY)
            struck += 1
        turned = BreakingNews.objects.filter(until__gt=last, until__lte=at) | (
            BreakingNews.objects.filter(since__gt=last, since__lte=at)
        )
        for line in turned.select_related("locale"):
            append(Change.Kind.BREAKING, line.pk, edition=line.locale.language_code)
            struck += 1
    return struck


def next_due() -> datetime | None:
    """When the clock has next something to do; None when nothing waits (midnight apart)."""
    at = clock.now()
    moments = [
        Revision.objects.aggregate(m=Min("approved_go_live_at"))["m"],
        Page.objects.filter(live=True).aggregate(m=Min("expire_at"))["m"],
        PublicState.objects.aggregate(m=Min("next_due"))["m"],
        BreakingNews.objects.filter(until__gt=at).aggregate(m=Min("until"))["m"],
        BreakingNews.objects.filter(since__gt=at).aggregate(m=Min("since"))["m"],
        clock.start_of_next_day(clock.day_of(at)),
    ]
    return min((moment for moment in moments if moment), default=None)
