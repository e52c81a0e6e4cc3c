"""The page “Versions” of a piece, one version beside another, and going back to one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from stoppress.desk.row_ids import row_id
from stoppress.desk.versions.listed import differences, page_of, versions_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.put_version_back import put_version_back
from stoppress.newsroom.models import Article


@require_safe
def versions_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Who wrote what and when; ``before`` is the version after which the page begins."""
    article = _article(request, article_id)
    before = request.GET.get("before", "")
    page = page_of(article, row_id(before))
    return TemplateResponse(
        request, "desk/versions/list.html", {"article": article, "page": page, "first": not before}
    )


@require_safe
def version_view(request: HttpRequest, article_id: int, version_id: int) -> HttpResponse:
    """What a version changed, beside the one before it or the one in ``beside``."""
    article = _article(request, article_id)
    versions = versions_of(article)
    version = get_object_or_404(versions, pk=version_id)
    chosen = row_id(request.GET.get("beside", ""))
    if chosen is not None:
        beside = get_object_or_404(versions, pk=chosen)
    else:
        beside = versions.filter(pk__lt=version.pk).first()
    return TemplateResponse(
        request,
        "desk/versions/version.html",
        {
            "article": article,
            "version": version,
            "beside": beside,
            "differences": differences(beside, version),
            "newest": version.pk == article.latest_revision_id,
        },
    )


@require_POST
def put_back_view(request: HttpRequest, article_id: int, version_id: int) -> HttpResponse:
    """Make what a version says the newest version, and open the sheet."""
    article = _article(request, article_id)
    version = get_object_or_404(versions_of(article), pk=version_id)
    put_version_back(article, version, request.user)
    at = date_format(clock.local(version.created_at), "DATETIME_FORMAT")
    said = gettext("The version of %(at)s is in the sheet again. Readers have what they had.")
    messages.success(request, said % {"at": at})
    return redirect("wagtailadmin_pages:edit", article.pk)


def _article(request: HttpRequest, article_id: int) -> Article:
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return article
