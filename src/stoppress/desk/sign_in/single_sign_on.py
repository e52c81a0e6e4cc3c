"""Signing in by the organisation's OpenID Connect server, which the home's settings name."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from stoppress.desk.roles import group_of

#: The one provider, as it is called in allauth's settings and in what it stores.
PROVIDER = "sso"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Who comes from that server is let in when the newsroom has an account for the address.

    Only an address that the server calls verified counts. People of the domains that the settings
    name get an account, as reporters.
    """

    def list_apps(
        self, _request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The server of the settings; none of the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the login to the newsroom's account of that address, the first time."""
        if sociallogin.is_existing:
            return
        accounts = _accounts_of(_verified(sociallogin))
        if len(accounts) == 1:
            sociallogin.connect(request, accounts[0])

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whether an account is made: the domain is one of the settings', nobody has the address.

        Raises ImmediateHttpResponse, which leads back to the door, when not.
        """
        address = _verified(sociallogin)
        named = settings.STOPPRESS_SINGLE_SIGN_ON
        domain = address.rpartition("@")[2]
        if not (address and named and domain in named.domains) or _accounts_of(address):
            text = gettext("There is no account here for you. Ask an owner for one.")
            _back_to_the_door(request, text)
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make a reporter, who has no password."""
        user = sociallogin.user
        user.username = user.email = _verified(sociallogin)
        made: User = super().save_user(request, sociallogin, form)
        made.groups.add(group_of("reporter"))
        return made

    def on_authentication_error(self, request: HttpRequest, *_what: Any, **_how: Any) -> NoReturn:
        """Lead back to the door with a word. Raises ImmediateHttpResponse."""
        _back_to_the_door(
            request, gettext("Single sign-on did not work. Try again, or use your password.")
        )


@require_GET
def single_sign_on_view(request: HttpRequest) -> HttpResponse:
    """Lead to the organisation's server."""
    response: HttpResponse = login(request, PROVIDER)
    return response


@require_GET
def back_view(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from there."""
    response: HttpResponse = callback(request, provider_id)
    return response


def _verified(sociallogin: SocialLogin) -> str:
    """The address that the server vouches for; empty when there is none."""
    addresses = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
    return addresses[0] if addresses else ""


def _accounts_of(address: str) -> list[User]:
    if not address:
        return []
    return list(User.objects.filter(Q(email__iexact=address) | Q(username__iexact=address)))


def _back_to_the_door(request: HttpRequest, text: str) -> NoReturn:
    messages.error(request, text)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
