"""Publish an article later."""

from __future__ import annotations

from datetime import datetime

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.models import Article


def schedule(article: Article, at: datetime, by: By) -> Article:
    """Let ``article`` as it stands in hand go live at ``at``; until then what is live stays.

    The clock publishes it: see ``strike_due``. Raises ValueError for a time that is over,
    PermissionDenied when ``by`` may not publish it.
    """
    if at <= clock.now():
        raise ValueError(f"{at:%Y-%m-%d %H:%M} is over. Choose a later time, or publish now.")
    article.go_live_at = at
    return publish(article, by)
