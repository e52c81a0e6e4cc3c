"""Pause a channel."""

from __future__ import annotations

from django.db import transaction

from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_run
from stoppress.channels.trail import PAUSE, note_of_channel
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask


def pause_channel(channel: Channel, by: By) -> None:
    """Let nothing go to ``channel`` until it is resumed; one that is paused stays so.

    Raises PermissionDenied when ``by`` may not publish its edition.
    """
    ask(by, lambda user: may_run(user, channel), "You may not pause this channel.")
    with transaction.atomic():
        if Channel.objects.filter(pk=channel.pk, paused_at=None).update(paused_at=clock.now()):
            note_of_channel(PAUSE, channel, by)
