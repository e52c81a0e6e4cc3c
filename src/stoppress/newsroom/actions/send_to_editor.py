"""Send a piece to an editor: its workflow begins, or goes on where changes were asked for."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def send_to_editor(article: Article, by: AbstractBaseUser) -> None:
    """Ask editors to read the latest version of ``article``.

    Raises PermissionDenied when ``by`` may not edit it, when it is with an editor already, or when
    nobody is there to be asked.
    """
    permissions = article.permissions_for_user(by)
    if not permissions.can_edit() or not permissions.can_submit_for_moderation():
        raise PermissionDenied("You may not send this piece to an editor.")
    with transaction.atomic():
        hold_the_log()
        waiting = article.current_workflow_state
        if waiting is not None:
            waiting.resume(by)
        else:
            article.get_workflow().start(article, by)
