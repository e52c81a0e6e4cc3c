"""Signing in and out at the desk: the password, the code that follows it, the password again."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_login_redirect_url
from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail.admin.views.account import AccountView, LogoutView

from stoppress.desk.sign_in.forms import SignInForm
from stoppress.desk.sign_in.limits import Limited
from stoppress.desk.sign_in.second_factor import may_lose


class SignInView(Limited, LoginView):
    """The door of the desk."""

    form_class = SignInForm
    template_name = "desk/sign_in/sign_in.html"

    def account_of(self, request: HttpRequest) -> str:
        """What was typed."""
        return request.POST.get("login", "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; who is in already and may be is led on."""
        user = request.user
        if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
            return HttpResponseRedirect(get_login_redirect_url(request, self.get_success_url()))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The form, and the name of the other server by which one may sign in."""
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"single_sign_on": settings.STOPPRESS_SINGLE_SIGN_ON}


class CodeView(Limited, AuthenticateView):
    """After the password: the code of an app, a recovery code, or a passkey."""

    guesses_codes = True
    template_name = "desk/sign_in/code.html"

    def account_of(self, _request: HttpRequest) -> str:
        """Whose password was right."""
        return str(self.stage.login.user.get_username())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try a code, which is counted, or a passkey, which nobody guesses."""
        view: Any = super() if "code" in request.POST else super(Limited, self)
        response: HttpResponse = view.post(request, *args, **kwargs)
        return response

    def waiting_context(self) -> dict[str, Any]:
        """The form without the code that was sent."""
        self.auth_form = self.get_form_class()(user=self.stage.login.user)
        context: dict[str, Any] = self.get_context_data()
        return context


class AgainView(Limited, ReauthenticateView):
    """The password once more, before something that a thief of the session must not do."""

    template_name = "desk/sign_in/again.html"


class AgainByCodeView(Limited, ReauthenticateByCodeView):
    """The same with a code."""

    guesses_codes = True
    template_name = "desk/sign_in/again_code.html"


class RemovePasskeyView(RemoveWebAuthnView):
    """Removing a passkey; who has to have a second factor keeps the last."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if not may_lose(self.get_object()):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            refused: HttpResponse = self.form_invalid(form)
            return refused
        response: HttpResponse = super().form_valid(form)
        return response


class OwnAccountView(Limited, AccountView):
    """Wagtail's page of one's own account. The former password is guessed there as at the door."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it; a change of the password is an attempt."""
        guesses = any(
            name.startswith("password-new") and text for name, text in request.POST.items()
        )
        view: Any = super() if guesses else super(Limited, self)
        response: HttpResponse = view.post(request, *args, **kwargs)
        return response

    def waiting_context(self) -> dict[str, Any]:
        """The page as it opens: nothing that was sent is looked at."""
        self.request.method = "GET"
        context: dict[str, Any] = self.get_context_data()
        return context


class SignOutView(LogoutView):
    """Wagtail's, by POST only: to GET it would take the cookie and leave the session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """End the session on the server and in the browser."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
