"""The page “Corrections”: what was wrong and is right now, the newest first."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from stoppress.desk.pieces.paging import Place
from stoppress.newsroom.models import Correction

#: Corrections of one page.
SHOWN = 50


@require_safe
def corrections_view(request: HttpRequest) -> HttpResponse:
    """The newest corrections, or those after the place that ``before`` names."""
    rows = Correction.objects.select_related("article__section").order_by("-at", "-pk")
    before = Place.read(request.GET.get("before", ""))
    if before:
        earlier = Q(at__lt=before.at) | Q(pk__lt=before.pk)
        rows = rows.filter(earlier, at__lte=before.at)
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    older = str(Place(shown[-1].at, shown[-1].pk)) if len(found) > SHOWN else ""
    context = {"corrections": shown, "older": older}
    return TemplateResponse(request, "desk/corrections/corrections.html", context)
