"""The desk's sign-in form: an e-mail address and a password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """allauth's form, asking for the e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address, password = self.fields["login"], self.fields["password"]
        address.label = _("E-mail")
        address.widget = forms.TextInput(
            attrs={
                "autocomplete": "username webauthn",
                "autocapitalize": "none",
                "autofocus": True,
                "inputmode": "email",
            }
        )
        password.label, password.help_text = _("Password"), ""
        password.widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Remember me")
