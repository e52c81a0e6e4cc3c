"""Withdraw a piece without a word: it is a draft again, its address answers 404."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def unpublish(article: Article, by: AbstractBaseUser | None = None) -> Article:
    """Unpublish ``article``. Raises PermissionDenied when ``by`` may not."""
    with transaction.atomic():
        hold_the_log()
        article.unpublish(user=by)
    return Article.objects.get(pk=article.pk)
