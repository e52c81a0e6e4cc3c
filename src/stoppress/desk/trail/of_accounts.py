"""What owners do with an account, and people with their own, as the trail says it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

#: By the name that the page of an account sends.
WORDS: dict[str, Promise] = {
    "link": _("Invited"),
    "mail": _("Invited"),
    "sections": _("Sections granted"),
    "telegram": _("Drafts by Telegram"),
    "connected": _("Telegram connected"),
    "disconnected": _("Telegram ended"),
    "close": _("Account closed"),
    "open": _("Account opened again"),
    "reset": _("Ways to sign in removed"),
    "revoke": _("Invitation revoked"),
}


def action_of(do: str) -> str:
    """The name of it in the trail."""
    return f"stoppress.account.{do}"


def note_done(account: User, do: str, by: User | None, what: str = "") -> None:
    """Write into the trail that ``by`` did ``do``; ``what`` says more, such as which sections.

    ``by`` is None when a command did it.
    """
    log(account, action_of(do), user=by, data={"reason": what})
