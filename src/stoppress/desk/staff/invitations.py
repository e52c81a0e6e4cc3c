"""Invitations: a link with which somebody gives an account its first password.

The link is signed, works for three days and once: a password that is set, or a sign-in, makes it
worthless, and so does a new one. Nothing of it is stored.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


class Invitations(PasswordResetTokenGenerator):
    """Signs the links, apart from whatever else Django signs for accounts."""

    key_salt = "stoppress.desk.invitation"


INVITATIONS = Invitations()


def is_invited(account: User) -> bool:
    """Whether nobody has accepted the invitation to this account yet."""
    return account.is_active and account.last_login is None and not account.has_usable_password()


def link_for(account: User) -> str:
    """A new link for ``account``. Who was invited has no use of former ones from now on."""
    if is_invited(account):
        account.set_unusable_password()  # another one, which the signature covers
        account.save(update_fields=["password"])
    number = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("desk_invited", args=[number, INVITATIONS.make_token(account)])
    return f"{settings.STOPPRESS_DESK_URL}{path}"


class AcceptView(PasswordResetConfirmView):
    """Where the link leads: a password is given, and one is in."""

    template_name = "desk/sign_in/invited.html"
    token_generator = INVITATIONS

    def get_user(self, uidb64: str) -> Any:
        """Whose link it is; nobody's when the account is closed."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password and go through the door, with all that is asked there."""
        user = form.save()
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        response: HttpResponse = perform_login(self.request, user, email_verification="none")
        return response

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """The form; 404 for a link that is worthless."""
        more.setdefault("status", 200 if context["validlink"] else 404)
        response: HttpResponse = super().render_to_response(context, **more)
        return response
