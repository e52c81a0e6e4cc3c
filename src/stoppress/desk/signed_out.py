"""Requests that come after the session has ended: what was typed is kept, scripts are told."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from stoppress.desk.kept_words import asks_for_json, comes_from_the_desk, told

_FORBIDDEN = 403


class SignedOut:
    """Middleware: answers a form that comes without a session by a page that keeps what was typed.

    A script that asks for a part of a page is refused: led to the page for signing in, it would
    put that page's fields, the password among them, into the form that somebody writes in.

    It stands inside of Django's authentication and outside of its protection against forgery, by
    whose token such a form would be refused first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer forms and scripts of people who are signed out; pass on everything else."""
        if request.method != "POST":
            response = self._get_response(request)
            if _leads_a_script_to_sign_in(request, response):
                return HttpResponse(status=_FORBIDDEN)
            return response
        if request.user.is_authenticated or _opens_to_all(request):
            return self._get_response(request)
        if asks_for_json(request) or comes_from_the_desk(request):
            text = gettext(
                "You have been signed out, so nothing of this was saved. Sign in again in another"
                " tab, come back to this one, and try again."
            )
            return told(request, text, _FORBIDDEN, sign_in=reverse("wagtailadmin_login"))
        return redirect("wagtailadmin_login")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's ``CSRF_FAILURE_VIEW`` at the desk: what was typed before signing in again is kept.

    Only a form of the desk itself is offered again, and only a click sends it.
    """
    if comes_from_the_desk(request):
        text = gettext(
            "You have signed in again since this page was opened, so nothing of this was saved yet."
            " Try again to save it."
        )
        return told(request, text, _FORBIDDEN, token=get_token(request))
    text = gettext(
        "This did not come from a page of the desk, so nothing was done. Open the desk and do it"
        " there. If you were at the desk, let your browser keep cookies and send the address of"
        " the page it comes from."
    )
    request.POST = request.POST.__class__()  # never another site's words
    return told(request, text, _FORBIDDEN)


def _leads_a_script_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a browser's script, which shows no page, is sent to where people sign in."""
    by_script = request.headers.get("sec-fetch-dest") == "empty"  # Fetch Metadata, W3C
    pages = (reverse(name) for name in ("wagtailadmin_login", "account_login", "mfa_index"))
    return by_script and response.get("Location", "").startswith(tuple(pages))


def _opens_to_all(request: HttpRequest) -> bool:
    """Whether one may send something there without being signed in."""
    return request.path.startswith((reverse("account_login"), reverse("account_logout")))
