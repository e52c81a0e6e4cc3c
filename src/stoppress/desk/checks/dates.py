"""Checks of when a piece goes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article

#: How many versions back an embargo is looked for that somebody removed by mistake.
_VERSIONS = 30


def _embargo(subject: Subject) -> Iterator[Found]:
    article = subject.article
    if article.pk is None:
        return
    goes_out = article.first_public_at(subject.now)
    running = [moment for moment in _embargoes(article.pk) if moment > goes_out]
    if running:
        until = max(running)
        words = gettext("An embargo runs until %(until)s. The piece would go out before.")
        shown = date_format(clock.local(until), "DATETIME_FORMAT")
        yield Found("embargo_until", words % {"until": shown}, until.isoformat())


def _embargoes(article: int) -> Iterator[datetime]:
    """Embargoes that the piece has, or had in an earlier version."""
    yield from filter(
        None, Article.objects.filter(pk=article).values_list("embargo_until", flat=True)
    )
    versions = Revision.page_revisions.filter(object_id=str(article)).order_by("-created_at")
    for given in versions.values_list("content__embargo_until", flat=True)[:_VERSIONS]:
        moment = parse_datetime(given) if isinstance(given, str) else None
        if moment is not None:
            yield moment


CHECKS = (Check("embargo", _("No embargo runs that was given before"), Level.WARNING, _embargo),)
