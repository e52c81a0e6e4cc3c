"""Remove a channel."""

from __future__ import annotations

from django.db import transaction

from stoppress.channels.follow import forget
from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_own
from stoppress.channels.registry import kind_of
from stoppress.channels.trail import REMOVE, note_of_channel
from stoppress.newsroom.actions.who import By, ask


def remove_channel(channel: Channel, by: By) -> None:
    """Forget ``channel`` and all that it was told. What stands there stays there.

    Raises PermissionDenied when ``by`` is no owner.
    """
    ask(by, may_own, "Only owners remove channels.")
    with transaction.atomic():
        note_of_channel(REMOVE, channel, by)
        forget(channel)
        kind_of(channel).clear(channel)
        channel.delete()
