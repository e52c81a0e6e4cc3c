"""Changes of articles make their deliveries due. Each channel follows with a cursor of its own.

A row says that something is to be looked at, never what is to be said: that is read from the
newsroom when the row is due, so that many changes end in one request with the last words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.rules import is_old
from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import Article, Change, FollowerCursor
from stoppress.newsroom.public import breaking_line, public_articles

#: The most changes in one transaction: others wait for its end.
AT_ONCE = 200
_PREFIX = "channels/"


def cursor_of(channel: Channel) -> Cursor:
    """How far the channel has followed."""
    return Cursor(f"{_PREFIX}{channel.pk}")


def position_of_the_slowest() -> int:
    """The sequence that all channels have passed; the newest when there is no channel."""
    cursors = FollowerCursor.objects.filter(pk__startswith=_PREFIX)
    slowest = cursors.order_by("sequence").values_list("sequence", flat=True).first()
    return Change.newest_sequence() if slowest is None else slowest


def begin(channel: Channel) -> None:
    """Let a new channel follow from now on; nothing older is posted there."""
    cursor_of(channel).move_to(Change.newest_sequence())


def forget(channel: Channel) -> None:
    """Take away the cursor of a channel that is removed."""
    FollowerCursor.objects.filter(pk=cursor_of(channel).name).delete()


def follow(channel: Channel) -> bool:
    """Make due what changed, at most ``AT_ONCE`` changes; whether there may be more."""
    cursor = cursor_of(channel)
    position = cursor.position()
    changes = list(Change.objects.filter(sequence__gt=position).order_by("sequence")[:AT_ONCE])
    if not changes:
        _come_back(cursor, position)
        return False
    channel.refresh_from_db()  # its rules may have changed
    with transaction.atomic():
        if cursor.position() != position:
            return True
        _mark(channel, changes)
        cursor.move_to(changes[-1].sequence)
    return len(changes) == AT_ONCE


def _come_back(cursor: Cursor, position: int) -> None:
    """Stand at the end of a log that is shorter than it was: an older database was put back."""
    newest = Change.newest_sequence()
    if newest < position:
        cursor.move_to(newest)


def _mark(channel: Channel, changes: Sequence[Change]) -> None:
    language = channel.edition.language_code
    now = clock.now()
    articles: dict[int, list[Change]] = {}
    opened: dict[int, Change] = {}
    for change in changes:
        if change.kind == Change.Kind.PRUNED:
            # What was removed is told by no row.
            _look_again(channel.deliveries.all(), change, now)
        elif language not in (change.edition, _edition_before(change)):
            continue
        elif change.kind == Change.Kind.ARTICLE and change.object_id is not None:
            articles.setdefault(change.object_id, []).append(change)
        elif change.kind == Change.Kind.SECTION and "live" in change.what:
            inside = Article.objects.filter(section_id=change.object_id)
            _look_again(channel.deliveries.filter(article_id__in=inside.values("pk")), change, now)
            opened |= _given_by_opening(channel, change, Q(section_id=change.object_id))
        elif change.kind == Change.Kind.BREAKING:
            line = breaking_line(channel.edition)
            led_to = Q(article_id=line.article_id) if line and line.article_id else Q(pk=None)
            _look_again(channel.deliveries.filter(led_to | Q(pinned=True)), change, now)
        elif change.kind == Change.Kind.EDITION and "live" in change.what:
            _look_again(channel.deliveries.all(), change, now)
            opened |= _given_by_opening(channel, change, Q(locale=channel.edition_id))
    if articles or opened:
        _mark_articles(channel, articles, opened, now)


def _edition_before(change: Change) -> str:
    """The edition that an article was in before a change by which it may have left it."""
    return str((change.before or {}).get("edition", ""))


def _given_by_opening(channel: Channel, change: Change, inside: Q) -> dict[int, Change]:
    """Articles that readers have since a section or edition was opened, and that change.

    They come out then, those that the closing had withdrawn as well; not what is old by the
    channel's rule.
    """
    if not (change.after or {}).get("live"):
        return {}
    newest = change.at - timedelta(hours=channel.newest_hours)
    found = public_articles().filter(inside, published_at__gte=newest)
    return dict.fromkeys(found.values_list("pk", flat=True), change)


def _look_again(deliveries: QuerySet[Delivery], change: Change, now: datetime) -> None:
    """Compare what stands there; what does not stand there is not posted by this."""
    states = (Delivery.State.SENT, Delivery.State.REFUSED, Delivery.State.SENDING)
    there = deliveries.filter(state__in=states, sent__isnull=False)
    there.update(due_at=now, sequence=change.sequence)


def _mark_articles(
    channel: Channel,
    articles: dict[int, list[Change]],
    opened: dict[int, Change],
    now: datetime,
) -> None:
    touched = [*dict.fromkeys((*articles, *opened))]
    there = {row.article_id: row for row in channel.deliveries.filter(article_id__in=touched)}
    language = channel.edition.language_code
    came = {pk: at for pk, changes in articles.items() if (at := _came_out(changes, language))}
    out = {pk: change.at for pk, change in opened.items()} | came
    dates = dict(Article.objects.filter(pk__in=out).values_list("pk", "published_at"))
    new = []
    for pk in touched:
        row, came_out = there.get(pk), out.get(pk)
        changes = [*articles.get(pk, ()), *([opened[pk]] if pk in opened else [])]
        sequence = max(change.sequence for change in changes)
        if row is not None:
            _mark_again(channel, row, came_out, sequence, now)
        elif came_out and not is_old(channel, dates.get(pk), came_out):
            due = came_out + timedelta(seconds=channel.hold_seconds)
            new.append(
                Delivery(
                    channel=channel,
                    article_id=pk,
                    noticed_at=came_out,
                    due_at=due,
                    sequence=sequence,
                )
            )
    Delivery.objects.bulk_create(new)


def _mark_again(
    channel: Channel, row: Delivery, came_out: datetime | None, sequence: int, now: datetime
) -> None:
    """Make due a delivery that is known. One that has its hour keeps it."""
    this = Delivery.objects.filter(pk=row.pk)
    this.update(sequence=sequence)
    if row.sent is None and came_out:
        due = came_out + timedelta(seconds=channel.hold_seconds)
        this.update(noticed_at=came_out, due_at=due)
    else:
        this.filter(due_at__isnull=True).update(due_at=now)


def _came_out(changes: Sequence[Change], language: str) -> datetime | None:
    """When, among these changes of one article, readers of an edition got it last; None: never."""

    def is_there(facets: dict[str, Any] | None) -> bool:
        return bool(facets and facets.get("edition") == language and not facets.get("gone"))

    came = [one.at for one in changes if is_there(one.after) and not is_there(one.before)]
    return came[-1] if came else None
