"""What Wagtail's menu of actions leaves to the sheet's own buttons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from stoppress.newsroom.models import Article, SectionPage

_OURS = {"action-publish", "action-submit", "action-unpublish"}


def leave_to_the_sheet(items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Take out of the menu of a piece what stands in its bar and its publish sheet."""
    page = context.get("page")
    new = context.get("view") == "create" and isinstance(context.get("parent_page"), SectionPage)
    if new or isinstance(page, Article):
        items[:] = [item for item in items if item.name not in _OURS]
