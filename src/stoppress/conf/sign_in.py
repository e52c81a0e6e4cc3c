"""The desk's sign-in form: an e-mail address and a password."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's form, asking for the e-mail address that is also the user name."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["username"]
        field.label = _("E-mail")
        field.widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})

    def clean_username(self) -> str:
        """Addresses are kept in lower case; a telephone's keyboard writes the first letter big."""
        return str(self.cleaned_data["username"]).strip().lower()
