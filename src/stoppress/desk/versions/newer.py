"""Two people in one piece: the newer version beside one's own text, and giving way to it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Revision

from stoppress.desk.row_ids import row_id
from stoppress.desk.versions.beside import beside
from stoppress.desk.versions.listed import versions_of
from stoppress.desk.versions.written import Names, Part, parts_of
from stoppress.desk.writing.sheet import sheet_of
from stoppress.newsroom.actions.keep_aside import keep_aside
from stoppress.newsroom.models import Article

_NOT_THE_NEWEST, _NOT_TO_BE_SAVED = 409, 422


@non_atomic_requests
@require_safe
def newest_version_view(request: HttpRequest, article_id: int) -> JsonResponse:
    """The id and time of the newest version, asked for by a sheet before it is saved."""
    _piece, newest = _article(request, article_id)
    return JsonResponse({"newest": newest.pk, "created": newest.created_at.isoformat()})


@require_POST
def newer_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show the newest version beside the text of the sheet, which is sent as for saving."""
    article, newest = _article(request, article_id)
    names = Names()
    theirs, base = parts_of(newest.content, names), _base(request, article, newest, names)
    mine = _parts_of_sheet(_sheet(request, article), names)
    context = {"newest": newest, "own": newest.user_id == request.user.pk}
    context["differences"] = beside(base, theirs, mine)
    return TemplateResponse(request, "desk/versions/newer.html", context)


@require_POST
def take_theirs_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Keep the newest version; the text of the sheet is saved as an older version.

    ``newest`` is the version that was looked at: 409 when there is a newer one by now. 422 when the
    sheet cannot be saved as it is.
    """
    article, newest = _article(request, article_id)
    if request.POST.get("newest") != str(newest.pk):
        return HttpResponse(status=_NOT_THE_NEWEST)
    names = Names()
    base, theirs = _base(request, article, newest, names), parts_of(newest.content, names)
    form = _sheet(request, article)
    if not form.is_valid():
        return HttpResponse(status=_NOT_TO_BE_SAVED)
    if _parts_of_sheet(form, names) not in (base, theirs):
        keep_aside(form.instance, newest, request.user)
    return HttpResponse(status=204)


def _article(request: HttpRequest, article_id: int) -> tuple[Article, Revision]:
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return article, get_object_or_404(versions_of(article)[:1])


def _sheet(request: HttpRequest, article: Article) -> Any:
    """The form as it was sent, on the newest version; required fields may be empty."""
    form = sheet_of(request, article.get_latest_revision_as_object(), article.get_parent())
    form.defer_required_fields()
    return form


def _base(
    request: HttpRequest, article: Article, newest: Revision, names: Names
) -> list[Part] | None:
    """The version that the sheet began with; None when it has been written over since."""
    begun = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id", "")
    number = row_id(begun)
    if number is None or number == newest.pk:
        return None
    version = versions_of(article).filter(pk=number).first()
    return parts_of(version.content, names) if version else None


def _parts_of_sheet(form: Any, names: Names) -> list[Part]:
    """The parts of the text in the sheet; those of the newest version where a field is invalid."""
    article = form.save(commit=False) if form.is_valid() else form.instance
    content = json.dumps(article.serializable_data(), cls=DjangoJSONEncoder)
    return parts_of(json.loads(content), names)
