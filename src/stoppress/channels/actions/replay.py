"""Tell a channel again what changed since a place in the change log."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import may_run
from stoppress.channels.registry import kind_of
from stoppress.channels.trail import REPLAY, note_of_channel
from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Change
from stoppress.newsroom.public import public_articles

_State = Delivery.State
#: Articles that are read and written at once.
_AT_ONCE = 500


def replay(channel: Channel, since: int, by: By) -> int:
    """Send again each article that changed after the sequence ``since``, as it is now.

    So the channel hears again what it was told of, withdrawals among it, and of what readers have
    and it never was told of: what came out before it was added, as far as the change log reaches.
    Returns how many articles there are. Raises PermissionDenied when ``by`` may not publish its
    edition, ValidationError for a channel in which nothing can be told twice.
    """
    ask(by, lambda user: may_run(user, channel), "You may not replay this channel.")
    if not kind_of(channel).repeatable:
        raise ValidationError("What is posted there twice stands there twice: send pieces by hand.")
    now = clock.now()
    with transaction.atomic():
        hold_the_log()
        told = channel.deliveries.filter(sequence__gt=since).exclude(state=_State.SENDING)
        again = {"unclear": True, "number": F("number") + 1, "due_at": now}
        count = told.filter(sent__isnull=False).update(state=_State.SENT, **again)
        gone = told.filter(state=_State.WITHDRAWN, sent__isnull=True, asking__isnull=False)
        count += gone.update(state=_State.SENT, sent=F("asking"), **again)
        refused = told.filter(state=_State.REFUSED, sent__isnull=True)
        count += refused.update(state=_State.WAITING, due_at=now)
        note_of_channel(REPLAY, channel, by)
        return count + _never_told(channel, since)


def _never_told(channel: Channel, since: int) -> int:
    """Make a delivery of each public article that changed and of which there is none.

    None is too old for the channel: somebody asked for it.
    """
    now = clock.now()
    changes = Change.objects.filter(
        kind=Change.Kind.ARTICLE, edition=channel.edition.language_code, sequence__gt=since
    )
    last: dict[int, int] = {}
    for article, sequence in changes.values_list("object_id", "sequence").iterator():
        if article is not None:
            last[article] = max(sequence, last.get(article, 0))
    known = set(channel.deliveries.values_list("article_id", flat=True))
    ids = sorted((pk for pk in last if pk not in known), key=lambda pk: last[pk])
    count = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        there = public_articles().filter(pk__in=some, locale=channel.edition_id)
        rows = there.values_list("pk", "published_at")
        public = {pk: at or now for pk, at in rows}
        fresh = [
            Delivery(
                channel=channel,
                article_id=pk,
                noticed_at=public[pk],
                due_at=now,
                sequence=last[pk],
            )
            for pk in some
            if pk in public
        ]
        Delivery.objects.bulk_create(fresh)
        count += len(fresh)
    return count
