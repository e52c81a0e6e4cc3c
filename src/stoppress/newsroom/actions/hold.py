"""Hold back what is due: a check speaks against it, and nobody is there to answer.

What somebody scheduled at the desk is asked about once more when it is due. An import's embargo and
a command's schedule are not: nobody at the desk has written them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log as write_into_the_trail
from wagtail.models import Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.gate import Objection, ask_what_speaks_against
from stoppress.newsroom.actions.unpublish import UnpublishPage
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Held, PublicState
from stoppress.newsroom.public import is_public

log = logging.getLogger(__name__)

ACTION = "stoppress.hold"
#: So long before its hour a published article is asked about: by its hour it is held, not seen.
AHEAD = timedelta(seconds=2)


def hold_what_waits(at: datetime) -> int:
    """Hold the published articles whose hour is near or has come; how many those were."""
    waiting = [pk for pk, due in _waiting(at) if due and _is_held_back(pk, max(due, at))]
    return len(waiting)


def _waiting(at: datetime) -> QuerySet[PublicState, tuple[int, datetime | None]]:
    """Articles that somebody at the desk has published, and that readers are to have soon."""
    waiting = PublicState.objects.filter(
        Q(article__public_since__isnull=False) | Q(article__embargo_until__isnull=False),
        next_due__lte=at + AHEAD,
        facets__isnull=True,
        article__live=True,
        article__taken_down_at__isnull=True,
        article__live_revision__user__isnull=False,
    )
    return waiting.order_by("next_due").values_list("pk", "next_due")


def _is_held_back(article_id: int, due: datetime) -> bool:
    article = _with_its_section(article_id)
    if not is_public(article, due):
        return False
    objections = asked(article, due)
    if not objections:
        return False
    with transaction.atomic():
        hold_the_log()
        now = _with_its_section(article_id)
        if now.live_revision_id != article.live_revision_id or not is_public(now, due):
            return False  # it was changed meanwhile: it is asked about again
        hour = max(filter(None, (now.public_since, now.embargo_until)))
        _forget_the_date_line(now, hour)
        UnpublishPage(now, log_action=False).execute()
        _note(now, hour, objections)
    return True


def hold_version(version: Revision, due: datetime, objections: Sequence[Objection]) -> None:
    """Let ``version`` not go out: it stays a draft, and what readers have stays as it is."""
    # Not by ``save``: that writes into the trail that somebody has cancelled the schedule.
    Revision.objects.filter(pk=version.pk).update(approved_go_live_at=None)
    _note(Article.objects.get(pk=version.object_id), due, objections)


def _note(article: Article, due: datetime, objections: Sequence[Objection]) -> None:
    """Write down that ``article`` is held, and into the trail why."""
    said = [asdict(one) for one in objections]
    row = {"due": due, "at": clock.now(), "objections": said}
    Held.objects.update_or_create(article=article, defaults=row)
    write_into_the_trail(article, ACTION, data={"due": due.isoformat(), "objections": said})


def asked(article: Article, due: datetime) -> list[Objection]:
    """What speaks against ``article``; nothing when the gates themselves fail.

    Somebody has decided that it goes out, and the gates let it pass then. What fails is logged.
    """
    try:
        with transaction.atomic():
            return ask_what_speaks_against(article, due)
    except Exception:
        log.exception("“%s” (article %s) goes out without being checked", article, article.pk)
        return []


def _with_its_section(article_id: int) -> Article:
    return Article.objects.select_related("section", "edition", "locale").get(pk=article_id)


def _forget_the_date_line(article: Article, hour: datetime) -> None:
    """Take out a date line that publishing has set: readers are to see when it went out at last."""
    if article.public_path or article.published_at != hour:
        return
    article.published_at = None
    newest = article.latest_revision
    given = parse_datetime((newest and newest.content.get("published_at")) or "")
    if newest and given and abs(given - hour) < timedelta(milliseconds=1):
        # In place: a version more would come between an open sheet and its own.
        content = newest.content | {"published_at": None}
        Revision.objects.filter(pk=newest.pk).update(content=content)
