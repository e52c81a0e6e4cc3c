"""What an editor is told when the desk fails: what happened, what to do, that words are kept."""

from __future__ import annotations

import errno
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.defaults import bad_request, server_error

from stoppress.desk.kept_words import told
from stoppress.store import StoreFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_AGAIN_SECONDS = "10"
_TOO_LARGE = 413  # RFC 9110, section 15.5.14


def server_error_view(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500`` at the desk: words for what has a remedy, else that it failed."""
    text = reason_of(sys.exception())
    if text is None:
        return _failed(request)
    answer = told(request, text, 503)
    answer["Retry-After"] = _AGAIN_SECONDS
    return answer


def bad_request_view(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's ``handler400`` at the desk: words for what is longer than it takes at once."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return bad_request(request, exception)
    text = gettext(
        "This is longer than the desk takes at once, and nothing of it was saved. Go back, where"
        " what you typed stands, and part it, such as into two pieces."
    )
    return told(request, text, _TOO_LARGE)


def _failed(request: HttpRequest) -> HttpResponse:
    """Say that the desk is at fault; words that were sent are kept, if they can be read."""
    text = gettext(
        "The desk failed at this. What happened is in the server's log: if it happens again, tell"
        " whoever looks after the server what you did, and when."
    )
    try:
        return told(request, text, 500)
    except Exception:  # noqa: BLE001 - whatever it was that failed before fails again
        return server_error(request)


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
