"""A piece as it stands in somebody's sheet, saved or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from stoppress.newsroom.models import Article


def sheet_of(request: HttpRequest, article: Article, section: Any) -> Any:
    """The form that was sent, bound to ``article``, which stands in ``section`` or is to."""
    form_class = Article.get_edit_handler().get_form_class()
    return form_class(
        request.POST,
        request.FILES,
        instance=article,
        parent_page=section,
        for_user=request.user,
    )
