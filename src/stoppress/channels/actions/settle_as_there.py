"""Say that a post of which nobody knows is there."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.channels import words
from stoppress.channels.models import Delivery
from stoppress.channels.permissions import may_send
from stoppress.channels.registry import kind_of
from stoppress.channels.trail import IS_THERE, note
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask


def settle_as_there(delivery: Delivery, by: By, *, link: str = "") -> None:
    """Take an *unsure* delivery as one that arrived.

    With the ``link`` to the post there, or its number, later changes reach it as well. Raises
    PermissionDenied when ``by`` may not publish the article, ValidationError when it is not unsure,
    and for a link that leads to no post, or to that of another article: it would be changed.
    """
    ask(
        by,
        lambda user: may_send(user, delivery.channel, delivery.article_id),
        "You may not settle this.",
    )
    number = _post_of(delivery, link.strip()) if link.strip() else ""
    now = clock.now()
    this = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNSURE)
    with transaction.atomic():
        done = this.update(
            state=Delivery.State.SENT,
            sent=delivery.asking,
            sent_at=delivery.asked_at,
            remote_id=number,
            answer=words.BY_HAND,
            due_at=now,
        )
        if not done:
            raise ValidationError(_("Nobody is unsure about it any more."))
        note(IS_THERE, delivery.channel, delivery.article_id, by)


def _post_of(delivery: Delivery, link: str) -> str:
    try:
        number = kind_of(delivery.channel).post_of(link)
    except ValueError as error:
        raise ValidationError(_(str(error))) from None
    # An album has a number for each of its pictures, with commas between.
    named = rf"(^|,){re.escape(number)}(,|$)"
    others = Delivery.objects.filter(channel=delivery.channel_id, remote_id__regex=named)
    if others.exclude(pk=delivery.pk).exists():
        raise ValidationError(_(words.ANOTHERS_POST))
    return number
