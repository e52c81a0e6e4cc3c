"""Signing in without a name: by a passkey, or at the organisation's server.

What each of them asked has to be remembered until its answer comes, in a session that is nobody's
yet. A stranger can have some of these, for some minutes, and not fill the database with them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from stoppress.desk.sign_in import limits

#: For how long a session of nobody's is kept, in seconds.
_NOBODYS_SECONDS = 15 * 60
_TOO_MANY = 429


def begun_seldom(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, by which one place begins to sign in so often and no oftener."""

    @wraps(view)
    def begin(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.method != "GET":
            return view(request, *args, **kwargs)
        if wait := limits.GUESSES.begin_without_name(limits.attempt_of(request, "")):
            return HttpResponse(status=_TOO_MANY, headers={"Retry-After": str(wait)})
        answer = view(request, *args, **kwargs)
        if request.session.modified:
            request.session.set_expiry(_NOBODYS_SECONDS)
        return answer

    return begin


def keep_as_usual(request: HttpRequest) -> None:
    """Let a session that was nobody's last as long as any, now that it is somebody's."""
    if request.session.get("_session_expiry") == _NOBODYS_SECONDS:
        request.session.set_expiry(None)
