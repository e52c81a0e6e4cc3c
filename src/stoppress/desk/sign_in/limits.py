"""Who tries to sign in, and the views in which guesses are limited."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from stoppress.desk.sign_in.guesses import Attempt, Guesses

GUESSES = Guesses()
#: Names a browser that has signed in at an account before; it opens nothing by itself.
KNOWN_BROWSER = "desk_known"
_KNOWN_FOR = 365 * 24 * 3600  # seconds
_SALT = "stoppress.desk.known-browser"
_MINUTE = 60


class Limited:
    """For a form view: an attempt is counted before it is looked at, and has to wait its turn."""

    #: Whether a code of a second factor is guessed here, not a password.
    guesses_codes = False
    request: HttpRequest

    def account_of(self, request: HttpRequest) -> str:
        """The account at which is tried."""
        return str(request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the attempt, or say how long to wait before the next one."""
        attempt = attempt_of(request, self.account_of(request))
        if wait := GUESSES.begin(attempt, code=self.guesses_codes):
            return self._wait(attempt, wait)
        above: Any = super()
        response: HttpResponse = above.post(request, *args, **kwargs)
        return response

    def waiting_context(self) -> dict[str, Any]:
        """What the page is rendered with that says to wait: the form without what was sent."""
        view: Any = self
        given = view.get_form_kwargs()
        account = given.pop("data", {}).get("login", "")
        given.pop("files", None)
        form = view.get_form_class()(**given | {"initial": {"login": account}})
        context: dict[str, Any] = view.get_context_data(form=form)
        return context

    def _wait(self, attempt: Attempt, seconds: int) -> HttpResponse:
        minutes = -(-seconds // _MINUTE)
        text = ngettext(
            "Too many attempts. Try again in %(count)s minute.",
            "Too many attempts. Try again in %(count)s minutes.",
            minutes,
        ) % {"count": minutes}
        known = gettext("A browser in which you have signed in before need not wait.")
        messages.error(self.request, text if attempt.browser else f"{text} {known}")
        view: Any = self
        response: HttpResponse = view.render_to_response(self.waiting_context(), status=429)
        response["Retry-After"] = str(seconds)
        return response


def attempt_of(request: HttpRequest, account: str) -> Attempt:
    """Who tries with this request to sign in at ``account``, an address or a name."""
    account = account.strip().lower()[:254]
    try:
        known = signing.loads(
            request.COOKIES.get(KNOWN_BROWSER, ""), salt=_SALT, max_age=_KNOWN_FOR
        )
        browser = str(known["browser"]) if account in known["accounts"] else ""
    except (signing.BadSignature, KeyError, TypeError):
        browser = ""
    return Attempt(account, request.META.get("REMOTE_ADDR", ""), browser)


def signed_in(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Forget what was tried at the account from here, and know this browser from now on."""
    names = {name.lower() for name in (user.username, user.email) if name}
    others = User.objects.exclude(pk=user.pk)
    accounts = sorted(
        name
        for name in names
        # An address that another has as well is no proof of being that person.
        if not others.filter(Q(username__iexact=name) | Q(email__iexact=name)).exists()
    )
    browser = ""
    for account in accounts:
        attempt = attempt_of(request, account)
        GUESSES.forget(attempt)
        browser = browser or attempt.browser
    known = {"accounts": accounts, "browser": browser or secrets.token_urlsafe(16)}
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps(known, salt=_SALT),
        max_age=_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
