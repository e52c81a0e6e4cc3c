"""Correct a published article, and say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Correction


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
        article.corrections.add(Correction(at=at or clock.now(), was=was, now=now, serious=serious))
        article.changed_at = at or clock.now()
        return publish(article, by)
