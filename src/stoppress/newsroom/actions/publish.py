"""Publish a piece."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def publish(article: Article, by: AbstractBaseUser | None = None) -> Article:
    """Publish ``article`` as it stands in hand, as a new revision.

    With ``go_live_at`` in the future it is scheduled instead. Raises PermissionDenied when
    ``by`` may not publish it, ValidationError when a field is wrong.
    """
    with transaction.atomic():
        hold_the_log()
        # Publishing looks at every field of the revision; scheduling it does not.
        revision = article.save_revision(user=by, clean=bool(article.go_live_at))
        revision.publish(user=by)
    return Article.objects.get(pk=article.pk)
