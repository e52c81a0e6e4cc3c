"""Second factors: who has to have one, and the way there before any other page."""

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
    """Whether the setting ``second_factor`` asks ``user`` for one."""
    rule = settings.STOPPRESS_SECOND_FACTOR
    return rule == "everybody" or (rule == "owners" and user.is_superuser)


def remember_whether_missing(request: HttpRequest, user: User) -> None:
    """Note in the session whether ``user`` still has to set up a second factor.

    This is done at sign-in, and when somebody is made an owner, so that other requests do not ask
    the database. People who came by single sign-on have the factors of that server.
    """
    request.session[_ASKED] = is_asked_of(user)
    records = get_authentication_records(request, user)
    elsewhere = any(record.get("method") == "socialaccount" for record in records)
    if is_asked_of(user) and not elsewhere and not is_mfa_enabled(user):
        request.session[_MISSING] = True
    else:
        request.session.pop(_MISSING, None)


def forget_factors_of(user: User) -> int:
    """Remove all passkeys, apps and recovery codes of ``user``; returns how many there were."""
    return int(Authenticator.objects.filter(user=user).delete()[0])


class SecondFactorFirst:
    """Middleware: sends people who still have to set up a second factor to the page for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or redirect to the page of second factors."""
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
