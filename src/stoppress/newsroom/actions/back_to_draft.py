"""Take a piece back from an editor: it is a draft again."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def back_to_draft(article: Article, by: AbstractBaseUser) -> None:
    """End the workflow of ``article``; its text stays as it is.

    Raises PermissionDenied when it is not with an editor, or when ``by`` is neither who sent or
    began it nor one of those who were asked.
    """
    running = article.current_workflow_state
    if running is None or not running.user_can_cancel(by):
        raise PermissionDenied("You may not take this piece back.")
    with transaction.atomic():
        hold_the_log()
        running.cancel(user=by)
