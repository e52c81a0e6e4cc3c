"""Telling an editor that what was saved is not on the site yet."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from stoppress.newsroom.change_log.append import committed_changes
from stoppress.press.at_once import why_not_visible
from stoppress.store import StoreFull


class NotVisibleYet:
    """Middleware: asks once, at the end of a request, whether readers have what it changed.

    It stands inside of Django's messages and outside of the view's transaction, at whose end the
    press follows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; add a message when readers do not see what was done."""
        with committed_changes() as sequences:
            response = self._get_response(request)
        error = why_not_visible(max(sequences)) if sequences else None
        if error is not None:
            messages.warning(request, text_of(error))
        return response


def text_of(error: Exception) -> str:
    """What to tell an editor."""
    if isinstance(error, StoreFull):
        return gettext(
            "This is saved, but readers do not see it yet: there is no room left on the server's"
            " disk. Tell whoever looks after the server. It appears by itself when there is room."
        )
    return gettext(
        "This is saved, but readers do not see it yet. It is tried again by itself; “Site health”"
        " says when it is done."
    )
