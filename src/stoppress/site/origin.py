"""The origin: makes a page on demand and puts it into the store. Only the edge talks to it."""

from __future__ import annotations

import logging
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.paths import not_found_path
from stoppress.press.make import NotMade, make, make_unless_whole
from stoppress.press.render import split_edition
from stoppress.releases.rebuild import renew
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)


@cache
def _renew_once() -> None:
    """Before its first answer the origin sees to it that nothing of an older release is served."""
    renew()


def make_answer(path: str) -> bool:
    """Put what answers ``path`` into the store; False when that is the page that says so.

    Nobody asks for that page by its own path, so that it would be missing until somebody thinks of
    it: in a new store, or when something on it changed after an update.
    """
    if make(path):
        return True
    language, _rest = split_edition(path)
    for code in (language, default_language()):  # which speaks for an edition that is closed
        if make_unless_whole(not_found_path(code)):
            break
    return False


@require_GET
def press_page(request: HttpRequest) -> HttpResponse:
    """204: the page of ``path`` is in the store now; 404: there is none; 503: not now."""
    path = request.GET.get("path", "")
    if not path.startswith("/"):
        return HttpResponse("path must begin with a slash", status=400)
    try:
        _renew_once()
        return HttpResponse(status=204 if make_answer(path) else 404)
    except (NotMade, StoreError) as error:
        log.warning("%s could not be made now: %s", path, error)
        return HttpResponse(status=503)
