"""The origin: makes a page on demand and puts it into the store. Only the edge talks to it."""

from __future__ import annotations

import logging
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stoppress.press.make import NotMade, make
from stoppress.press.rebuild import renew
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)


@cache
def _renew_once() -> None:
    """Before its first answer the origin sees to it that nothing of an older release is served."""
    renew()


@require_GET
def press_page(request: HttpRequest) -> HttpResponse:
    """204: the page of ``path`` is in the store now; 404: there is none; 503: not now."""
    path = request.GET.get("path", "")
    if not path.startswith("/"):
        return HttpResponse("path must begin with a slash", status=400)
    try:
        _renew_once()
        return HttpResponse(status=204 if make(path) else 404)
    except (NotMade, StoreError) as error:
        log.warning("%s could not be made now: %s", path, error)
        return HttpResponse(status=503)
