"""Decide for one article whether it goes to a channel, and whether with a sound."""

from __future__ import annotations

from django.db import transaction

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import may_send
from stoppress.channels.trail import BY_THE_RULES, KEEP_OUT, SEND, note
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask
from stoppress.newsroom.models import Change

_NOTED = {
    Delivery.Wish.RULES: BY_THE_RULES,
    Delivery.Wish.OUT: KEEP_OUT,
    Delivery.Wish.SEND: SEND,
}


def decide(
    channel: Channel, article_id: int, wish: Delivery.Wish, by: By, *, silent: bool = False
) -> Delivery:
    """Keep an article out of ``channel``, send it there, or leave it to the rules again.

    It may be a draft yet. What is kept out and stands there is withdrawn. Raises PermissionDenied
    when ``by`` may not publish the article.
    """
    ask(by, lambda user: may_send(user, channel, article_id), "You may not decide for this piece.")
    now = clock.now()
    with transaction.atomic():
        note(_NOTED[wish], channel, article_id, by)
        delivery, _new = Delivery.objects.get_or_create(
            channel=channel,
            article_id=article_id,
            defaults={
                "noticed_at": now,
                "state": Delivery.State.KEPT_OUT,
                "sequence": Change.newest_sequence(),
            },
        )
        this = Delivery.objects.filter(pk=delivery.pk)
        this.update(wish=wish, silent=silent, due_at=now, answer="")
    delivery.refresh_from_db()
    return delivery
