"""The list of all pieces."""

from __future__ import annotations

from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from stoppress.desk.pieces.by_words import page_by_words
from stoppress.desk.pieces.chosen import DOINGS
from stoppress.desk.pieces.filters import FilterForm
from stoppress.desk.pieces.listed import listed
from stoppress.desk.pieces.paging import NEWER, OLDER, page_of
from stoppress.newsroom.models import SavedView


@non_atomic_requests
@require_safe
def pieces_view(request: HttpRequest) -> HttpResponse:
    """Fifty pieces that pass the filters of the address, the last worked on first.

    With words among them the best found are first.
    """
    form = FilterForm(request.GET)
    filters = form.filters
    older, newer = request.GET.get(OLDER, ""), request.GET.get(NEWER, "")
    if filters.words.strip():
        page = page_by_words(filters, request.user, older)
    else:
        page = page_of(filters.pieces(request.user), older, newer)
    rows = listed(page.ids)
    query = request.GET.copy()
    for name in (OLDER, NEWER):
        query.pop(name, None)
    asked = query.urlencode()
    return TemplateResponse(
        request,
        "desk/pieces/list.html",
        {
            "form": form,
            "doings": DOINGS,
            "filters": asked,
            "here": request.GET.urlencode(),
            "is_filtered": any(value for _name, value in query.items()),
            "pieces": [rows[pk] for pk in page.ids if pk in rows],
            "older": f"?{asked}&{OLDER}={page.older}" if page.older else "",
            "newer": f"?{asked}&{NEWER}={page.newer}" if page.newer else "",
            "saved": SavedView.objects.filter(user=request.user.pk),
        },
    )
