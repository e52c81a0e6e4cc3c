"""What the clock does: scheduled articles go live, embargoes end, a new day begins."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.gate import Objection
from stoppress.newsroom.actions.hold import asked, hold_version, hold_what_waits
from stoppress.newsroom.actions.note_late import note_late
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.change_log.append import append, hold_the_log
from stoppress.newsroom.change_log.articles import due_articles, log_article
from stoppress.newsroom.change_log.fronts import log_slots_given_up
from stoppress.newsroom.models import Article, BreakingNews, Change, FrontPick, SectionPick

log = logging.getLogger(__name__)


def strike_due() -> int:
    """Do everything that is due by now; returns how many changes the clock made.

    Safe to call at any time and from several processes: what is done is not due any more.
    """
    at = clock.now()
    struck = _take_off_expired(at) + _publish_scheduled(at) + hold_what_waits(at)
    for article, due in due_articles(at).items():
        _come_or_go(article, due, at)
        struck += 1
    for line in BreakingNews.objects.filter(next_due__lte=at).select_related("locale"):
        line.save()
        struck += 1
    return struck + _give_up_slots(at) + _turn_the_page(at)


def _come_or_go(article: int, due: datetime, at: datetime) -> None:
    """Log that an article became public or ceased to be; note in the trail when it is late."""
    with transaction.atomic():
        change = log_article(article)
        if change is not None and change.after and not change.before:
            note_late(article, due, at)


def _take_off_expired(at: datetime) -> int:
    """Unpublish pages past their expiry; returns how many there were."""
    # As what they are: of an article saved as any page, the change log would know nothing.
    expired = Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at").specific()
    if not expired.exists():
        return 0
    with transaction.atomic():
        hold_the_log()
        pages = list(expired)
        for page in pages:
            unpublish(page, Unasked.CLOCK, expired=True)
    return len(pages)


def _publish_scheduled(at: datetime) -> int:
    """Publish the versions whose time has come; returns how many there were.

    One that a check speaks against is held. One that cannot be published holds up neither the
    others nor what else the clock does: it stays a draft, and the log says why.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at")
    if not due.exists():
        return 0
    published = 0
    with transaction.atomic():
        hold_the_log()
        for revision in list(due):
            hour = revision.approved_go_live_at
            objections = _objections(revision, hour)
            if objections:
                hold_version(revision, hour, objections)
                continue
            try:
                with transaction.atomic():
                    publish_revision(revision, Unasked.CLOCK)
                    note_late(int(revision.object_id), hour, at)
                published += 1
            except ValidationError as error:
                log.error(
                    "%s was scheduled for %s and cannot be published: %s It stays a draft. Open"
                    " it at the desk, change that, and publish it.",
                    revision.object_str,
                    revision.approved_go_live_at,
                    " ".join(error.messages),
                )
                if isinstance(revision.content_object, Article):
                    hold_version(revision, hour, [Objection("", " ".join(error.messages))])
                    continue
                revision.approved_go_live_at = None
                revision.save(update_fields=["approved_go_live_at"])
    return published


def _objections(version: Revision, due: datetime) -> list[Objection]:
    """What speaks against a version that somebody at the desk has scheduled."""
    article = version.as_object() if version.user_id else None
    return asked(article, due) if isinstance(article, Article) else []


def _give_up_slots(at: datetime) -> int:
    """Log that slots of fronts have reached their end; returns how many there were."""
    if not any(rows.objects.filter(next_due__lte=at).exists() for rows in (FrontPick, SectionPick)):
        return 0
    with transaction.atomic():
        hold_the_log()
        return log_slots_given_up(at)


def _turn_the_page(at: datetime) -> int:
    """Log that a new day has begun, if the log does not know it yet; returns 1 if it was logged."""
    last = (
        Change.objects.filter(kind=Change.Kind.DAY).order_by("-sequence").values_list("at").first()
        or Change.objects.order_by("sequence").values_list("at").first()
    )
    if last is None or clock.day_of(last[0]) >= clock.day_of(at):
        return 0
    append(Change.Kind.DAY)
    return 1
