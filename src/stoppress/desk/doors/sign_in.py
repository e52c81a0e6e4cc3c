"""Signing in and out at the desk."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.translation import gettext, ngettext
from wagtail.admin.views.account import LoginView, LogoutView

from stoppress.desk.doors.guesses import Attempt, Guesses

GUESSES = Guesses()
#: Names a browser that has signed in at an account before; it opens nothing by itself.
KNOWN_BROWSER = "desk_known"
_KNOWN_FOR = 365 * 24 * 3600  # seconds
_SALT = "stoppress.desk.known-browser"
_MINUTE = 60


class SignInView(LoginView):
    """Wagtail's, with limits for those who guess passwords."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try to sign in, or say how long to wait before the next attempt."""
        attempt = attempt_of(request)
        if wait := GUESSES.begin(attempt):
            return self._wait(attempt, wait)
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            GUESSES.forget(attempt)
            _remember(response, attempt)
        return response

    def _wait(self, attempt: Attempt, seconds: int) -> HttpResponse:
        minutes = -(-seconds // _MINUTE)
        text = ngettext(
            "Too many attempts. Try again in %(count)s minute.",
            "Too many attempts. Try again in %(count)s minutes.",
            minutes,
        ) % {"count": minutes}
        messages.error(
            self.request,
            f"{text} {gettext('A browser in which you have signed in before need not wait.')}"
            if not attempt.browser
            else text,
        )
        form = self.get_form_class()(self.request, initial={"username": attempt.account})
        response = self.render_to_response(self.get_context_data(form=form), status=429)
        response["Retry-After"] = str(seconds)
        return response


class SignOutView(LogoutView):
    """Wagtail's, by POST only: to GET it would take the cookie and leave the session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """End the session on the server and in the browser."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def attempt_of(request: HttpRequest) -> Attempt:
    """Who tries to sign in with this request."""
    account = request.POST.get("username", "").strip().lower()[:254]
    try:
        known = signing.loads(
            request.COOKIES.get(KNOWN_BROWSER, ""), salt=_SALT, max_age=_KNOWN_FOR
        )
        browser = str(known["browser"]) if known["account"] == account else ""
    except (signing.BadSignature, KeyError, TypeError):
        browser = ""
    return Attempt(account, request.META.get("REMOTE_ADDR", ""), browser)


def _remember(response: HttpResponse, attempt: Attempt) -> None:
    browser = attempt.browser or secrets.token_urlsafe(16)
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps({"account": attempt.account, "browser": browser}, salt=_SALT),
        max_age=_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
