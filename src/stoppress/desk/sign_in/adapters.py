"""The adapters by which allauth asks the desk: about accounts, messages and second factors."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from stoppress.desk.sign_in import second_factor
from stoppress.desk.sign_in.limits import signed_in
from stoppress.desk.sign_in.sealed import seal, unseal
from stoppress.desk.sign_in.without_name import keep_as_usual
from stoppress.newsroom.models import NewsroomSettings

#: What allauth tells after something was done. Other messages of its are not shown.
_SAID = {
    "mfa/messages/totp_activated.txt": _("From now on you are asked for a code of the app."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "There are new recovery codes. The former ones are not valid any more."
    ),
}
_WRONG_PAIR = _("This e-mail and password do not belong together. Try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the newsroom. Nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG_PAIR,
        "incorrect_password": _("This is not your password. Try again."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Return False: accounts are made by invitation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether one may be led there: to the desk, and not to other ports of this machine.

        allauth's own takes each of ``ALLOWED_HOSTS``.
        """
        desk = {self.request.get_host()} if self.request else set()
        secure = bool(self.request and self.request.is_secure())
        return url_has_allowed_host_and_scheme(url, desk, require_https=secure)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address as the desk's server found it, which knows the trusted proxies."""
        return str(request.META.get("REMOTE_ADDR", "") or "0.0.0.0")  # noqa: S104 - not listened at

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Add the desk's own message for it, if there is one."""
        text = message or _SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return False within the first minutes after signing in: the password was just given."""
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        user = self.request.user if self.request else AnonymousUser()
        records = get_authentication_records(self.request, user) if user.is_authenticated else []
        fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return required and not fresh

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """Remember the browser; see ``limits.signed_in``."""
        response: HttpResponse = super().post_login(request, user, **how)
        signed_in(request, response, user)
        keep_as_usual(request)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """The newsroom's name in apps and passkeys; who has to have a second factor keeps the last."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Try again, or wait for the next one."),
        "cannot_delete_authenticator": _(
            "Your account has to have a second step. Add a passkey before you remove the app."
        ),
    }

    def _get_site_name(self) -> str:
        return NewsroomSettings.load().name

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that was stored."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether an app may be removed: allauth asks so for apps alone, and not for passkeys."""
        return second_factor.may_lose(authenticator)
