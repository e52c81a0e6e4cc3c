"""Send again what is not there, or of which nobody knows whether it is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.channels.models import Delivery
from stoppress.channels.permissions import may_send
from stoppress.channels.trail import SEND, note
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask


def resend(delivery: Delivery, by: By) -> None:
    """Post the article anew, whatever the channel's rules say; where a post stands, bring it up.

    An *unsure* delivery is so settled as one that did not arrive. Raises PermissionDenied when
    ``by`` may not publish the article, ValidationError while a request is under way.
    """
    ask(
        by,
        lambda user: may_send(user, delivery.channel, delivery.article_id),
        "You may not send this piece.",
    )
    now = clock.now()
    columns = {"due_at": now, "attempts": 0, "answer": "", "wish": Delivery.Wish.SEND}
    if delivery.sent is None:
        columns["state"] = Delivery.State.WAITING
    this = Delivery.objects.filter(pk=delivery.pk, state=delivery.state)
    with transaction.atomic():
        if delivery.state == Delivery.State.SENDING or not this.update(**columns):
            raise ValidationError(_("It is being sent at this moment. Look again."))
        note(SEND, delivery.channel, delivery.article_id, by)
