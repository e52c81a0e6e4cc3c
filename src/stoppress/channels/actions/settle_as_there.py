"""Say that a post of which nobody knows is there."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from stoppress.channels import words
from stoppress.channels.models import Delivery
from stoppress.channels.permissions import may_send
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask


def settle_as_there(delivery: Delivery, by: By, *, link: str = "") -> None:
    """Take an *unsure* delivery as one that arrived.

    With the ``link`` to the post there, or its number, later changes reach it as well. Raises
    PermissionDenied when ``by`` may not publish the article, ValidationError when it is not unsure.
    """
    ask(
        by,
        lambda user: may_send(user, delivery.channel, delivery.article_id),
        "You may not settle this.",
    )
    number = re.search(r"([^/\s]+)/?$", link.strip())
    now = clock.now()
    this = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNSURE)
    done = this.update(
        state=Delivery.State.SENT,
        sent=delivery.asking,
        sent_at=delivery.asked_at,
        remote_id=number[1] if number else "",
        answer=words.BY_HAND,
        due_at=now,
    )
    if not done:
        raise ValidationError(_("Nobody is unsure about it any more."))
