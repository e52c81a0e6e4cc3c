"""Resume a channel that was paused, or that is in trouble."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from stoppress.channels import words
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import may_run
from stoppress.channels.registry import kind_of
from stoppress.channels.trail import RESUME, note_of_channel
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask


def resume_channel(channel: Channel, by: By) -> None:
    """Let articles go to ``channel`` again, from now on.

    What came out while it was paused is posted where it is still new by the channel's rule, and
    what stands there is changed and withdrawn. Programs are told of all of it. One in trouble is
    asked at once. Raises PermissionDenied when ``by`` may not publish its edition.
    """
    ask(by, lambda user: may_run(user, channel), "You may not resume this channel.")
    now = clock.now()
    with transaction.atomic():
        old = channel.deliveries.filter(
            state=Delivery.State.WAITING,
            wish=Delivery.Wish.RULES,
            noticed_at__lt=now - timedelta(hours=channel.newest_hours),
        )
        this = Channel.objects.filter(pk=channel.pk)
        waits = Q(paused_at__isnull=False) | Q(waits_until__gt=now)
        if kind_of(channel).is_read and this.filter(paused_at__isnull=False).exists():
            old.update(state=Delivery.State.KEPT_OUT, due_at=None, answer=words.PAUSED)
        channel.deliveries.filter(attempts__gt=0, due_at__gt=now).update(due_at=now)
        if this.filter(waits).update(paused_at=None, waits_until=None):
            note_of_channel(RESUME, channel, by)
