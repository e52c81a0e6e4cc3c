"""What the clock does: scheduled pieces go live, embargoes end, a new day begins."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.models import BreakingNews, Change
from stoppress.newsroom.record import append, due_articles, hold_the_log, record_article


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
            hold_the_log()
            call_command("publish_scheduled")
        struck += 1
    for article in due_articles(at):
        record_article(article)
        struck += 1
    for line in BreakingNews.objects.filter(next_due__lte=at).select_related("locale"):
        line.save()
        struck += 1
    return struck + _turn_the_page(at)


def _turn_the_page(at: datetime) -> int:
    """Log that a new day has begun, if the log does not know; True as a number if it did."""
    last = (
        Change.objects.filter(kind=Change.Kind.DAY).order_by("-sequence").values_list("at").first()
        or Change.objects.order_by("sequence").values_list("at").first()
    )
    if last is None or clock.day_of(last[0]) >= clock.day_of(at):
        return 0
    append(Change.Kind.DAY)
    return 1
