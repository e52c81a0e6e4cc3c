"""Take a published piece down: it leaves every list, its address says why (410)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def take_down(article: Article, reason: str, by: AbstractBaseUser | None = None) -> Article:
    """Take ``article`` down and give readers ``reason``, in the same commit on every surface.

    Raises PermissionDenied when ``by`` may not unpublish it; ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a takedown needs a reason that readers will see")
    if by is not None and not article.permissions_for_user(by).can_unpublish():
        raise PermissionDenied("You may not take this piece down.")
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.get(pk=article.pk)
        article.taken_down_at = article.taken_down_at or clock.now()
        article.takedown_reason = reason.strip()
        article.save(clean=False)
        log(article, "stoppress.take_down", user=by, data={"reason": article.takedown_reason})
    return article
