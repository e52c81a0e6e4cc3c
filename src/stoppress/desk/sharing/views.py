"""The links to a piece: made, listed and revoked."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.newsroom import clock
from stoppress.newsroom.actions.revoke_preview import revoke_preview
from stoppress.newsroom.actions.share_preview import share_preview
from stoppress.newsroom.models import Article, PreviewLink


@require_http_methods(["GET", "HEAD", "POST"])
def links_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """All links that work; posting makes one, whose address is shown this once."""
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    address = ""
    if request.method == "POST":
        version = article.latest_revision if request.POST.get("which") == "this" else None
        token = share_preview(article, request.user, version=version)
        address = settings.STOPPRESS_DESK_URL + reverse("desk_shared_page", args=[token])
    links = PreviewLink.objects.filter(article=article, revoked_at=None, until__gt=clock.now())
    answer = TemplateResponse(
        request,
        "desk/sharing/links.html",
        {
            "article": article,
            "links": links.select_related("by", "version"),
            "address": address,
        },
    )
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_POST
def revoke_view(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link."""
    link = get_object_or_404(PreviewLink.objects.select_related("article"), pk=link_id)
    revoke_preview(link, request.user)
    return redirect("desk_preview_links", link.article_id)
