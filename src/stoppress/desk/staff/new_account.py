"""Open an account."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.desk.roles import group_of
from stoppress.newsroom.folding import folded_name
from stoppress.newsroom.models import Person

ROLES = ("owner", "editor", "reporter")
#: Letters of a name and of an address, as Django's accounts take them.
LONGEST = 150


def open_account(email: str, role: str, name: str = "", password: str = "") -> User:
    """Open an account with a role, joined to the person of that name, who is added when missing.

    Without a password nobody can sign in until an invitation is accepted. Raises ValidationError
    when the address is none, is taken, when the name is too long, or the password weak.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    if len(name) > LONGEST:
        raise ValidationError(
            _("The name is longer than %(most)d letters. Shorten it.") % {"most": LONGEST}
        )
    account = User(username=email, email=email, first_name=name, is_superuser=role == "owner")
    try:
        validate_email(email)
        if len(email) > LONGEST:
            raise ValidationError(email)
    except ValidationError:
        raise ValidationError(
            _("%(email)s is not an e-mail address. Give one such as anna@news.example.")
            % {"email": repr(email[:LONGEST])}
        ) from None
    if password:
        try:
            validate_password(password, account)
        except ValidationError as error:
            why = " ".join(error.messages)
            raise ValidationError(_("The password is too weak: %(why)s") % {"why": why}) from None
        account.set_password(password)
    else:
        account.set_unusable_password()
    with transaction.atomic():
        if User.objects.filter(username__iexact=email).exists():
            raise ValidationError(
                _("%(email)s is there already. Roles and passwords are changed under Accounts.")
                % {"email": email}
            )
        account.save()
        if role != "owner":
            account.groups.add(group_of(role))
        if name:
            same = Person.objects.filter(folded_name=folded_name(name), account=None)
            person = same.order_by("pk").first() or Person(name=name)
            person.account = account
            person.save()
    return account
