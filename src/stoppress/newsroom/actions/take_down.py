"""Take a published article down: it leaves every list, its address says why (410)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article

ACTION = "stoppress.take_down"


def take_down(article: Article, reason: str, by: By) -> Article:
    """Take ``article`` down and give readers ``reason``, in the same commit on every surface.

    Raises PermissionDenied when ``by`` may not unpublish it; ValueError without a reason.
    """
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_unpublish(),
        "You may not take this piece down.",
    )
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.get(pk=article.pk)
        set_taken_down(article, reason, clock.now())
        article.save(clean=False)
        data = {"reason": article.takedown_reason}
        log(article, logged(ACTION, by), user=user_of(by), data=data)
    return article


def set_taken_down(article: Article, reason: str, at: datetime) -> None:
    """Set on ``article`` what a takedown sets, for those who write many at once.

    One that is down already keeps its date. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a takedown needs a reason that readers will see")
    article.taken_down_at = article.taken_down_at or at
    article.takedown_reason = reason.strip()
