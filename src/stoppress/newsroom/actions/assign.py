"""Say who has a piece that is not out, and when it is due."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import name_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Deadline

ACTION = "stoppress.assign"


def assign(
    article: Article, to: AbstractBaseUser, due: datetime | None, by: AbstractBaseUser
) -> None:
    """Give ``article`` to ``to``, due at ``due`` (None: at no hour).

    Its owner may write in it, so ``to`` becomes its owner. Raises PermissionDenied when ``by`` may
    not edit the article, or gives it to another and may not publish it; ValueError when it is out
    already, or when ``due`` is another hour than before and over.
    """
    permissions = article.permissions_for_user(by)
    if not permissions.can_edit():
        raise PermissionDenied("You may not edit this piece.")
    if to.pk not in {by.pk, article.owner_id} and not permissions.can_publish():
        raise PermissionDenied("You may give a piece to yourself only.")
    with transaction.atomic():
        hold_the_log()
        article = Article.objects.select_for_update().get(pk=article.pk)
        before = Deadline.objects.filter(article=article).values_list("at", flat=True).first()
        if article.live:
            raise ValueError("the piece is out already")
        if due and due != before and due <= clock.now():
            raise ValueError("the hour is over")
        # Neither readers nor the search see whose an article is: the change log need not say it.
        Article.objects.filter(pk=article.pk).update(owner=to)
        if due is None:
            Deadline.objects.filter(article=article).delete()
        else:
            Deadline.objects.update_or_create(article=article, defaults={"at": due})
        data = {"to": to.pk, "name": name_of(to), "due": due.isoformat() if due else None}
        log(article, ACTION, user=by, data=data)
