"""What goes where: the rules of a channel, as an editor understands them.

They decide whether an article is posted. What stands in a channel already is changed and withdrawn
whatever they say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import datetime, time, timedelta

from stoppress.channels import words
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.registry import kind_of
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article

#: What could not be posted within so long is not posted any more: it is no news.
LATEST = timedelta(days=1)


def is_old(channel: Channel, published_at: datetime | None, noticed_at: datetime) -> bool:
    """Whether an article was too old for the channel when it came out."""
    age = noticed_at - (published_at or noticed_at)
    return age > timedelta(hours=channel.newest_hours)


def why_not(
    channel: Channel, sections: Collection[int], delivery: Delivery, article: Article, at: datetime
) -> str:
    """Why the article is not posted in the channel, in words; empty when it is.

    ``sections`` are those of the channel. What an editor chose goes there in any case.
    """
    if delivery.wish == Delivery.Wish.SEND:
        return ""
    if channel.by_hand:
        return words.NOT_CHOSEN
    if sections and article.section_id not in sections:
        return words.OTHER_SECTION
    if channel.labels and not _has_label(channel, article.kicker):
        return words.OTHER_LABEL
    if channel.least_urgency and (article.urgency or 9) > channel.least_urgency:
        return words.NOT_URGENT
    if is_old(channel, article.published_at, delivery.noticed_at):
        return words.OLD
    if at - delivery.noticed_at > LATEST and kind_of(channel).is_read:
        return words.TOO_LATE
    return ""


def _has_label(channel: Channel, label: str) -> bool:
    """Whether a label is one of the channel's, however either is written: in capitals, or not."""
    return _folded(label) in {_folded(one) for one in channel.labels}


def _folded(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def quiet_until(channel: Channel, at: datetime) -> datetime | None:
    """When the channel's quiet hours end that it has at ``at``; None when it has none then."""
    begins, ends = channel.quiet_from, channel.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    local = clock.local(at)
    hour = local.time()
    over_midnight = begins > ends
    quiet = hour >= begins or hour < ends if over_midnight else begins <= hour < ends
    if not quiet:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and hour >= begins else 0)
    return datetime.combine(day, _plain(ends), tzinfo=clock.zone())


def _plain(hour: time) -> time:
    return hour.replace(tzinfo=None)
