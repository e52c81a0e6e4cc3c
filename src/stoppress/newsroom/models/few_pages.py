"""Queries for the few pages that are editions or sections, among a million that are articles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from wagtail.models import PageManager


class FewPagesManager(PageManager):
    """Pages of a kind of which a newsroom has few, in the order of the page tree.

    SQLite cannot know that they are few: for a filter or an order by a column that all pages have
    it walks the whole archive. So it is told to begin with their own table, and to use no index
    for their order.
    """

    def get_queryset(self) -> QuerySet[Any]:
        """All pages of the kind."""
        own: QuerySet[Any, Any] = QuerySet(self.model).values("pk")
        return super().get_queryset().filter(pk__in=own).order_by(Concat("path", Value("")))
