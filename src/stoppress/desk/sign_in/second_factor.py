"""Who has to have a second factor is led to set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

#: In a session whose owner still has to set one up.
_MISSING = "desk_second_factor_missing"
#: In a session: whether one was to be had when that was looked at last.
_ASKED = "desk_second_factor_asked"
#: What is open without one: setting it up, signing in and out, and what pages are drawn with.
_OPEN = ("/security/", "/login/", "/logout/", "/static/", "/sprite/", "/jsi18n/", "/media/")


def is_asked_of(user: User) -> bool:
    """Whether this person has to have a second factor, by the home's ``second_factor``."""
    rule = settings.STOPPRESS_SECOND_FACTOR
    return rule == "everybody" or (rule == "owners" and user.is_superuser)


def remember_whether_missing(request: HttpRequest, user: User) -> None:
    """Note in the session that a second factor is to be set up.

    The database is asked for it at sign-in, and again when somebody is made an owner, not for each
    page. Who came in by single sign-on has the factors of that server.
    """
    request.session[_ASKED] = is_asked_of(user)
    records = get_authentication_records(request, user)
    elsewhere = any(record.get("method") == "socialaccount" for record in records)
    if is_asked_of(user) and not elsewhere and not is_mfa_enabled(user):
        request.session[_MISSING] = True
    else:
        request.session.pop(_MISSING, None)


def forget_factors_of(user: User) -> int:
    """Remove passkeys, app and recovery codes of somebody who has lost them; say how many."""
    return int(Authenticator.objects.filter(user=user).delete()[0])


class SecondFactorFirst:
    """Middleware: leads those who have to set up a second factor there, whatever they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead away."""
        if request.path.startswith(_OPEN):
            return self._get_response(request)
        user: Any = request.user
        if request.session.get(_ASKED) is False and user.is_authenticated and is_asked_of(user):
            remember_whether_missing(request, user)  # made an owner since
        if not request.session.get(_MISSING):
            return self._get_response(request)
        if not user.is_authenticated or is_mfa_enabled(user):
            del request.session[_MISSING]
            return self._get_response(request)
        messages.info(
            request,
            gettext("Your account may do everything here, so it needs a second step: add one now."),
        )
        return HttpResponseRedirect(reverse("mfa_index"))
