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

#: In a session, once it was found that its owner has one.
_HAS_ONE = "desk_second_factor"
#: What counts as one. Recovery codes stand in for it, and are no factor by themselves.
_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
#: What is open without one: setting it up, signing in and out, and what pages are drawn with.
_OPEN = ("/security/", "/login/", "/logout/", "/static/", "/sprite/", "/jsi18n/")


def is_asked_of(user: User) -> bool:
    """Whether the setting ``second_factor`` asks ``user`` for one."""
    rule = settings.STOPPRESS_SECOND_FACTOR
    return rule == "everybody" or (rule == "owners" and user.is_superuser)


def has_one(request: HttpRequest, user: User) -> bool:
    """Whether whoever sends ``request`` has a second factor.

    Who came in by single sign-on has those of that server. The session notes that there is one, so
    that the database is not asked for each page; as long as there is none, it is.
    """
    if request.session.get(_HAS_ONE):
        return True
    records = get_authentication_records(request, user)
    elsewhere = any(record.get("method") == "socialaccount" for record in records)
    if not elsewhere and not is_mfa_enabled(user, _FACTORS):
        return False
    request.session[_HAS_ONE] = True
    return True


def may_lose(factor: Authenticator) -> bool:
    """Whether an app or a passkey may be removed: not the last of somebody who has to have one."""
    user = factor.user
    if not isinstance(user, User) or not is_asked_of(user):
        return True
    others = Authenticator.objects.filter(user=user, type__in=_FACTORS).exclude(pk=factor.pk)
    return others.exists()


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
        if not user.is_authenticated or not is_asked_of(user) or has_one(request, user):
            return self._get_response(request)
        messages.info(request, gettext("Your account needs a second step: add one now."))
        return HttpResponseRedirect(reverse("mfa_index"))
