"""Opening a piece from a list: the editor for who may edit it, else the piece to be read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from stoppress.newsroom.models import Article


@require_safe
def open_piece_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Lead to the editor; show who may not edit the piece its latest version."""
    article = get_object_or_404(Article, pk=article_id)
    if article.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", article.pk)
    return article.get_latest_revision_as_object().serve_preview(request, "")
