"""The page “Corrections”: what was wrong and is right now, the newest first."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from stoppress.newsroom.models import Correction

#: Corrections of one page.
SHOWN = 50


@require_safe
def corrections_view(request: HttpRequest) -> HttpResponse:
    """The newest corrections, or those before the date in ``before``."""
    rows = Correction.objects.select_related("article__section").order_by("-at", "-pk")
    before = _date(request.GET.get("before", ""))
    if before:
        rows = rows.filter(at__lt=before)
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    return TemplateResponse(
        request,
        "desk/corrections/corrections.html",
        {"corrections": shown, "older": shown[-1].at.isoformat() if len(found) > SHOWN else ""},
    )


def _date(given: str) -> datetime | None:
    try:
        found = parse_datetime(given)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
