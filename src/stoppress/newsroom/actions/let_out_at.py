"""Set the hour at which readers get an article, as the Publish dialog does."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def let_out_at(article: Article, at: datetime, by: By) -> Article:
    """Publish the newest version of ``article``, public from ``at``; one that waits gets that hour.

    Of an article that readers have already, the newest version takes their version's place at that
    hour: it is scheduled. Changes of an article that waits, which nobody has published, stay so.
    Raises what ``schedule`` does, and ValidationError for an hour before the end of an embargo.
    """
    if at <= clock.now():
        raise ValueError(f"{at:%Y-%m-%d %H:%M} is over. Choose a later time, or publish now.")
    with transaction.atomic():
        hold_the_log()
        row = Article.objects.get(pk=article.pk)
        newest: Article = row.get_latest_revision_as_object()
        if row.live and row.waits_until is None:
            return schedule(newest, at, by)
        as_published = row.live and row.has_unpublished_changes and row.live_revision
        going: Article = row.live_revision.as_object() if as_published else newest
        _refuse_before_the_embargo(going, at)
        if going.is_dated_by_its_hour:
            going.published_at = None  # publishing dates it, by the hour that it has then
        going.go_live_at, going.public_since = None, at
        out = publish(going, by)
        if as_published:
            newest.public_since = at
            newest.save_revision(user=user_of(by), clean=False)
            out.refresh_from_db()
    return out


def _refuse_before_the_embargo(article: Article, at: datetime) -> None:
    ends = article.embargo_until
    if ends and ends > at:
        said = gettext("Its embargo ends on %(at)s. Open the piece to change that.")
        raise ValidationError(said % {"at": date_format(clock.local(ends), "DATETIME_FORMAT")})
