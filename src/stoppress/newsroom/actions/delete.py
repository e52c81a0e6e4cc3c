"""Delete an article, or any other page; nothing of it stays, and its addresses answer 404."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction

from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article


def delete(article: Article, by: By) -> None:
    """Delete ``article``. Raises PermissionDenied when ``by`` may not."""
    DeletePage(article, user=user_of(by)).execute()


class DeletePage(DeletePageAction):
    """Deleting as Wagtail knows it: its views and bulk actions end here as well."""

    def execute(self, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> Any:
        """Delete; who does it is asked here, also where a view says that it has asked."""
        with transaction.atomic():
            hold_the_log()
            return super().execute(*args, **kwargs)
