"""Withdraw an article, or any other page, without a word: its address answers 404."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from stoppress.newsroom.actions.who import By, Unasked, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Held

P = TypeVar("P", bound=Page)
#: The names under which withdrawing a page stands in its history, whoever did it.
WITHDRAWN = ("wagtail.unpublish", *(logged("wagtail.unpublish", by) for by in Unasked))


def unpublish(page: P, by: By, *, expired: bool = False) -> P:
    """Make ``page`` a draft again; with ``expired`` the desk says that its time was over.

    Raises PermissionDenied when ``by`` may not.
    """
    with transaction.atomic():
        hold_the_log()
        found: P = type(page).objects.get(pk=page.pk)
        log_action = logged("wagtail.unpublish", by)
        UnpublishPage(found, expired, user=user_of(by), log_action=log_action).execute()
    return found


class UnpublishPage(UnpublishPageAction):
    """Withdrawing as Wagtail knows it: its views and bulk actions end here as well."""

    def execute(self, skip_permission_checks: bool = False) -> None:
        """Withdraw; who does it is asked here, also where a view says that it has asked."""
        with transaction.atomic():
            hold_the_log()
            Held.objects.filter(pk=self.object.pk).delete()
            super().execute()


def set_unpublished(article: Article) -> None:
    """Set on ``article`` what withdrawing it sets, for those who write many at once."""
    article.live = False
    article.has_unpublished_changes = True
    article.live_revision_id = None
