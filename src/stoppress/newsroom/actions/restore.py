"""Put an article that was taken down back where it stood."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom.actions.who import By, ask, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article

ACTION = "stoppress.restore"


def restore(article: Article, by: By) -> Article:
    """Undo a takedown. Raises PermissionDenied when ``by`` may not publish the article."""
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_publish(),
        "You may not restore this piece.",
    )
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.get(pk=article.pk)
        if article.taken_down_at is None:
            return article  # somebody else has put it back
        set_restored(article)
        article.save(clean=False)
        log(article, logged(ACTION, by), user=user_of(by))
    return article


def set_restored(article: Article) -> None:
    """Set on ``article`` what restoring it sets, for those who write many at once."""
    article.taken_down_at = None
    article.takedown_reason = ""
