"""Give a channel another secret."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_own
from stoppress.channels.registry import kind_of
from stoppress.channels.secrets import NotGiven
from stoppress.channels.trail import ROTATE, note_of_channel
from stoppress.newsroom.actions.who import By, ask


def rotate_secret(channel: Channel, by: By) -> None:
    """Make another secret for ``channel``; the one before counts as well until the next time.

    Raises PermissionDenied when ``by`` is no owner, ValidationError where there is none to change.
    """
    ask(by, may_own, "Only owners change secrets.")
    rotate = kind_of(channel).rotate
    if rotate is None:
        raise ValidationError("Its secret was given to the newsroom, and is changed where it is.")
    try:
        with transaction.atomic():
            note_of_channel(ROTATE, channel, by)
            rotate(channel)
    except NotGiven as missing:
        raise ValidationError(str(missing)) from None
