"""The addresses of signing in: each of allauth's views that the desk has, with its page.

What is not named does not exist: no signing up, no reset by mail, no change of the address.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.views import account_inactive
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import (
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
    download_recovery_codes,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    login_webauthn,
)
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView, View
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from stoppress.desk.sign_in.sessions import sessions_view
from stoppress.desk.sign_in.single_sign_on import PROVIDER, back_view, single_sign_on_view
from stoppress.desk.sign_in.views import (
    AgainByCodeView,
    AgainView,
    CodeView,
    OwnAccountView,
    RemovePasskeyView,
    SignInView,
    SignOutView,
)
from stoppress.desk.sign_in.without_name import begun_seldom


def _page(view: type[View], name: str) -> Callable[..., HttpResponseBase]:
    return view.as_view(template_name=f"desk/sign_in/{name}.html")


_OPEN = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("login/code/", CodeView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", begun_seldom(login_webauthn), name="mfa_login_webauthn"),
    path("login/sso/", begun_seldom(single_sign_on_view), name="desk_single_sign_on"),
    path("login/sso/back/", back_view, {"provider_id": PROVIDER}, name="openid_connect_callback"),
    path("login/closed/", account_inactive, name="account_inactive"),
    path("logout/", SignOutView.as_view(), name="account_logout"),
]
_OWN = [
    path("security/", _page(IndexView, "security"), name="mfa_index"),
    path("security/again/", AgainView.as_view(), name="account_reauthenticate"),
    path("security/again/code/", AgainByCodeView.as_view(), name="mfa_reauthenticate"),
    path(
        "security/again/passkey/",
        _page(ReauthenticateWebAuthnView, "again_passkey"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("security/app/", _page(ActivateTOTPView, "app"), name="mfa_activate_totp"),
    path("security/app/remove/", _page(DeactivateTOTPView, "app_off"), name="mfa_deactivate_totp"),
    path("security/codes/", _page(ViewRecoveryCodesView, "codes"), name="mfa_view_recovery_codes"),
    path(
        "security/codes/new/",
        _page(GenerateRecoveryCodesView, "codes_new"),
        name="mfa_generate_recovery_codes",
    ),
    path("security/codes/file/", download_recovery_codes, name="mfa_download_recovery_codes"),
    path(
        "security/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("security/passkeys/new/", _page(AddWebAuthnView, "passkey"), name="mfa_add_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/",
        _page(RemovePasskeyView, "passkey_off"),
        name="mfa_remove_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/",
        _page(EditWebAuthnView, "passkey_name"),
        name="mfa_edit_webauthn",
    ),
    path("account/", OwnAccountView.as_view(), name="desk_own_account"),
    path("security/sessions/", sessions_view, name="desk_sessions"),
]
ADDRESSES = [*_OPEN, *decorate_urlpatterns(_OWN, require_admin_access)]
