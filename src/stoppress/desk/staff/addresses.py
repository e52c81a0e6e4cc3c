"""The addresses of accounts. The origin, which has no accounts, does not load them."""

from __future__ import annotations

from django.urls import path
from wagtail.admin.auth import require_admin_access

from stoppress.desk.staff.invitations import AcceptView
from stoppress.desk.staff.views import account_view, accounts_view

ADDRESSES = [
    path("login/invited/<uidb64>/<token>/", AcceptView.as_view(), name="desk_invited"),
    path("accounts/", require_admin_access(accounts_view), name="desk_accounts"),
    path("accounts/<int:account_id>/", require_admin_access(account_view), name="desk_account"),
]
