"""Go back to an earlier version of a piece: what it said becomes the newest version."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Revision

from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def put_version_back(article: Article, version: Revision, by: By) -> Revision:
    """Save what ``version`` says as a new version of ``article``; those between stay as they are.

    Readers have what they had until it is published. Raises PermissionDenied when ``by`` may not
    edit the article, or somebody else has locked it.
    """
    ask(
        by,
        lambda user: (
            article.permissions_for_user(user).can_edit()
            and not article.permissions_for_user(user).page_locked()
        ),
        "You may not change this piece.",
    )
    with transaction.atomic():
        hold_the_log()
        then: Article = version.as_object()
        # What was allowed then may not be by now, such as a date that is over: publishing looks.
        saved: Revision = then.save_revision(
            user=user_of(by), previous_revision=version, log_action=True, clean=False
        )
    return saved
