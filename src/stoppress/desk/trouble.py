"""What an editor is told when the newsroom cannot be written to: what happened, what to do.

The page that tells it asks no database for anything, and holds what was typed, ready to be sent
again.
"""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.defaults import server_error

from stoppress.store import StoreFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_AGAIN_SECONDS = "10"


def server_error_view(request: HttpRequest) -> HttpResponse:
    """Django's `handler500` at the desk: words for what has a remedy, else its own answer."""
    text = reason_of(sys.exception())
    if text is None:
        return server_error(request)
    if request.accepts("application/json") and not request.accepts("text/html"):
        told = {"success": False, "error_code": "cannot_be_saved", "error_message": text}
        answer: HttpResponse = JsonResponse(told, status=503)
    else:
        answer = HttpResponse(_page(request, text), status=503)
    answer["Retry-After"] = _AGAIN_SECONDS
    return answer


def reason_of(error: BaseException | None) -> str | None:
    """Why something could not be saved, in an editor's words; None when nobody can tell."""
    if isinstance(error, StoreFull) or _has_no_room(error):
        return gettext(
            "There is no room left on the server's disk. Nothing of this was saved, and readers"
            " go on seeing the site as it was. Tell whoever looks after the server to make room,"
            " then try again."
        )
    if isinstance(error, DatabaseError) and "locked" in str(error):
        return gettext(
            "The newsroom's database is busy with something else, such as a large import or a"
            " backup. Nothing of this was saved, and readers go on seeing the site as it was. Try"
            " again in a moment."
        )
    return None


def _has_no_room(error: BaseException | None) -> bool:
    if isinstance(error, DatabaseError):
        text = str(error)
        return "is full" in text or "No space left" in text or "disk I/O error" in text
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def _page(request: HttpRequest, text: str) -> str:
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except OSError:  # a large upload that found no room even while it arrived
        sent, files = [], True
    if any("password" in name for name, _value in sent):
        sent = []
    return render_to_string(
        "desk/trouble.html",
        {"text": text, "sent": sent, "files": files, "to": request.get_full_path()},
    )
