"""Put a piece that was taken down back where it stood."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def restore(article: Article, by: AbstractBaseUser | None = None) -> Article:
    """Undo a takedown. Raises PermissionDenied when ``by`` may not publish the piece."""
    if by is not None and not article.permissions_for_user(by).can_publish():
        raise PermissionDenied("You may not restore this piece.")
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.get(pk=article.pk)
        article.taken_down_at = None
        article.takedown_reason = ""
        article.save(clean=False)
        log(article, "stoppress.restore", user=by)
    return article
