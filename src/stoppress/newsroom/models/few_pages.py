"""Queries for the few pages that are editions or sections, among a million that are articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Value
from django.db.models.functions import Concat
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from typing import Self


class FewPages(PageQuerySet[Any]):
    """Pages of a kind of which a newsroom has few."""

    def in_order(self) -> Self:
        """These in the order of the page tree.

        SQLite cannot know that they are few: for a filter or an order by a column that all pages
        have it walks the whole archive. So it is told to begin with their own table, and no index
        has this order.
        """
        own = self.model._default_manager.order_by().values("pk")  # noqa: SLF001 - Django's own
        return self.filter(pk__in=own).order_by(Concat("path", Value("")))


class FewPagesManager(PageManager.from_queryset(FewPages)):  # type: ignore[misc]
    """Of editions and of sections."""
