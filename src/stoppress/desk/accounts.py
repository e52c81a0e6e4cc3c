"""Accounts of the desk: whose they are, and how their owners sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest


class AddressBackend(ModelBackend):
    """Signs in by e-mail address or user name, in capitals or not.

    Accounts made by ``stoppress user add`` have their address for a name; those made at the desk
    have any name, and an address beside it.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> User | None:
        """The account with this name or address and password; None when there is none."""
        if not username or password is None:
            return None
        found = User.objects.filter(Q(username__iexact=username) | Q(email__iexact=username))
        # The name itself first: somebody else's account may have it for its address.
        accounts = sorted(found, key=lambda account: (account.username != username, account.pk))
        for account in accounts:
            if account.check_password(password) and self.user_can_authenticate(account):
                return account
        if not accounts:
            User().set_password(password)  # takes as long as for one that exists
        return None
