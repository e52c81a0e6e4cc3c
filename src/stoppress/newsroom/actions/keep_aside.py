"""Give way to somebody's newer version: one's own text is kept as an older version."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Revision

from stoppress.newsroom.actions.put_version_back import put_version_back
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def keep_aside(mine: Article, newest: Revision, by: By) -> Revision:
    """Save what ``mine`` says as a version, and make what ``newest`` says the newest once more.

    ``mine`` is the article with the words of somebody who had not seen ``newest``. Raises
    PermissionDenied when ``by`` may not edit the article, or somebody else has locked it.
    """
    ask(
        by,
        lambda user: mine.permissions_for_user(user).can_edit(),
        "You may not change this piece.",
    )
    with transaction.atomic():
        hold_the_log()
        mine.save_revision(user=user_of(by), log_action=True, clean=False)
        return put_version_back(mine, newest, by)
