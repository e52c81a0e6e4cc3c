"""What a piece's channels were told of it, or will be; a line for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from stoppress.channels import words
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.registry import kind_of
from stoppress.channels.rules import quiet_until, why_not
from stoppress.desk.channels.seen import title_of
from stoppress.desk.channels.told import OUT, SEND, Told, Verb, told_one
from stoppress.desk.hours import hour
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_articles

#: What may be decided before a piece comes out, as forms say it.
SILENTLY, RULES = "silently", "rules"
#: How long after a publish a channel that has not heard of it yet is about to.
_SOON = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel on a piece. ``title`` is how people call it."""

    channel: Channel
    title: str
    told: Told


def lines_of(article: Article, user: Any) -> list[ChannelLine]:
    """A line for each channel of the edition of ``article``, which is the version in hand."""
    found = Channel.objects.filter(edition=article.locale_id).select_related("edition")
    channels = list(found.prefetch_related("sections"))
    if not channels:
        return []
    now = clock.now()
    rows = Delivery.objects.filter(channel__in=channels, article_id=article.pk)
    told = {row.channel_id: row for row in rows}
    may = article.permissions_for_user(user).can_publish()
    out = public_articles().filter(pk=article.pk).exists()
    lines = []
    for channel in channels:
        row = told.get(channel.pk)
        if row is not None and (out or row.asked_at is not None):
            row.channel = channel
            line = told_one(row, article, now, may=may)
        elif out:
            line = _not_there(article, now, may=may)
        else:
            line = _to_come(channel, row, article, now, may=may)
        lines.append(ChannelLine(channel, title_of(channel), line))
    return lines


def _not_there(article: Article, now: datetime, *, may: bool) -> Told:
    """A channel that nobody told of a piece that is out: it came out before, or this second."""
    since = article.last_published_at
    if since and now - since < _SOON:
        return Told("wait", gettext("waits"), moves=True)
    verbs = (Verb(SEND, gettext("Send")),) if may else ()
    return Told("", gettext("not there"), verbs=verbs)


def _to_come(
    channel: Channel, row: Delivery | None, article: Article, now: datetime, *, may: bool
) -> Told:
    """What will become of a piece that is not out yet, should it come out now."""
    asked = row or Delivery(channel=channel, article_id=article.pk)
    sections = {one.pk for one in channel.sections.all()}
    if asked.wish == Delivery.Wish.OUT:
        reason = words.KEPT_OUT
    else:
        pretended = Delivery(channel=channel, wish=asked.wish, noticed_at=now)
        reason = why_not(channel, sections, pretended, article, now)
    verbs = tuple(_choices(channel, asked, reason)) if may else ()
    if reason:
        return Told("", gettext("kept out"), gettext(reason), verbs=verbs)
    return Told("", _after_publishing(channel, asked, now), verbs=verbs)


def _after_publishing(channel: Channel, asked: Delivery, now: datetime) -> str:
    quiet = quiet_until(channel, now) if kind_of(channel).is_read else None
    if quiet and channel.at_night == Channel.AtNight.KEPT and not asked.wish:
        said = gettext("after publishing, not before %(time)s")
        return said % {"time": hour(quiet, now)}
    if quiet or asked.silent:
        return gettext("after publishing, without a sound")
    return gettext("after publishing")


def _choices(channel: Channel, asked: Delivery, reason: str) -> Iterable[Verb]:
    if asked.wish == Delivery.Wish.OUT:
        yield Verb(RULES, gettext("Let it go there"))
        return
    if reason:
        yield Verb(SEND, gettext("Send it all the same"))
        return
    yield Verb(OUT, gettext("Not to this channel"))
    if not kind_of(channel).is_read:
        return
    if asked.silent:
        yield Verb(RULES, gettext("With a sound"))
    else:
        yield Verb(SILENTLY, gettext("Silently"))
