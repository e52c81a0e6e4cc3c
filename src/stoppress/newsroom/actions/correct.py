"""Correct a published article, and say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import By, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Correction

ACTION = "stoppress.correct"


def correct(
    article: Article,
    was: str,
    now: str,
    by: By,
    *,
    serious: bool = False,
    at: datetime | None = None,
) -> Article:
    """Publish ``article`` as in hand with a public correction: what ``was`` wrong, what is right.

    Raises PermissionDenied when ``by`` may not publish it.
    """
    with transaction.atomic():
        hold_the_log()
        set_corrected(article, was, now, serious=serious, at=at or clock.now())
        corrected = publish(article, by)
        log_correction(corrected, was, now, by, serious=serious)
        return corrected


def log_correction(article: Article, was: str, now: str, by: By, *, serious: bool) -> None:
    """Write down that ``article`` was corrected, for those who publish it themselves."""
    data = {"was": was, "now": now, "serious": serious}
    log(article, logged(ACTION, by), user=user_of(by), data=data)


def set_corrected(article: Article, was: str, now: str, *, serious: bool, at: datetime) -> None:
    """Set on ``article`` what a correction at ``at`` sets, for those who publish it themselves."""
    article.corrections.add(Correction(at=at, was=was, now=now, serious=serious))
    article.changed_at = at
