"""Who does something in the newsroom: a user, who must be allowed to, or nobody, for a reason."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied


class Unasked(StrEnum):
    """Why nobody is asked for permission. The history of an article names it."""

    #: The time for it has come: a schedule, an end. An editor decided it before.
    CLOCK = "clock"
    #: An item of a feed says so.
    IMPORT = "import"
    #: Whoever may use the server's command line.
    COMMAND = "command"


By = AbstractBaseUser | AnonymousUser | Unasked


def ask(by: By, may: Callable[[AbstractBaseUser | AnonymousUser], bool], refusal: str) -> None:
    """Raise PermissionDenied, saying ``refusal``, when ``by`` is a user who may not."""
    if not isinstance(by, Unasked) and not may(by):
        raise PermissionDenied(refusal)


def user_of(by: By) -> AbstractBaseUser | None:
    """The user, for Wagtail's history; None when nobody was asked."""
    return by if isinstance(by, AbstractBaseUser) else None


def name_of(user: AbstractBaseUser) -> str:
    """Somebody's name as the trail keeps it; the one they sign in with where none is given."""
    return str(getattr(user, "get_full_name", str)() or user.get_username())


def logged(action: str, by: By) -> str:
    """The name under which an action stands in the history.

    ``wagtail.publish`` done by a user stays as it is; by an import it is
    ``stoppress.publish.import``. Wagtail has names of its own for what the clock does.
    """
    if not isinstance(by, Unasked):
        return action
    if by is Unasked.CLOCK and action.startswith("wagtail."):
        return f"{action}.scheduled"
    return f"stoppress.{action.rpartition('.')[2]}.{by}"
