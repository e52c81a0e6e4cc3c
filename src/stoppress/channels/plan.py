"""What a delivery that is due asks for, by what readers have at this second.

Embargoed and withdrawn words cannot get into a post: it is composed of articles that readers may
see now, and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stoppress.channels import words
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.post import Post
from stoppress.channels.registry import kind_of
from stoppress.channels.rules import quiet_until, why_not
from stoppress.newsroom.public import breaking_line
from stoppress.press.reading import one_snapshot
from stoppress.site.article.shown import PublicArticle, public_article


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is asked for.

    :param state: what the delivery is from now on; ``due_at`` when it is looked at again.
    """

    state: Delivery.State
    words: str = ""
    due_at: datetime | None = None
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The other side is asked for something.

    :param post: what to post, or what to make of what stands there; None for a withdrawal.
    :param stands: what stands there; None when nothing does.
    :param notice: what is said where it cannot be taken away.
    """

    request: Delivery.Request
    post: Post | None = None
    stands: Post | None = None
    headline: str = ""
    revision: int | None = None
    silently: bool = False
    notice: str = ""


def plan(channel: Channel, delivery: Delivery, at: datetime) -> Nothing | Ask:
    """Compare what stands in the channel with what readers have, from one snapshot of it."""
    with one_snapshot():
        found = _in_edition(channel, delivery.article_id)
        kept_out = delivery.wish == Delivery.Wish.OUT
        stands = delivery.stands or delivery.may_stand
        if stands and (found is None or kept_out or _may_be_withdrawn(delivery)):
            return _withdrawal(channel, delivery, stands)
        if found is None or delivery.stands is None:
            return _for_what_is_not_there(channel, delivery, found, at, kept_out=kept_out)
        post = kind_of(channel).compose(channel, found, delivery.stands)
        headline, revision = found.article.title, found.article.live_revision_id
        if post != delivery.stands or delivery.unclear:
            return Ask(Delivery.Request.EDIT, post, delivery.stands, headline, revision)
        if pins(channel, delivery.article_id) == delivery.pinned:
            answer = delivery.answer if delivery.pinned else ""
            return Nothing(Delivery.State.SENT, answer, headline=headline)
        request = Delivery.Request.UNPIN if delivery.pinned else Delivery.Request.PIN
        return Ask(request, None, delivery.stands, headline, revision)


def _in_edition(channel: Channel, article_id: int) -> PublicArticle | None:
    """The article, if readers of the channel's edition may see it; it may have left for another."""
    found = public_article(article_id)
    return found if found and found.edition.locale.pk == channel.edition_id else None


def pins(channel: Channel, article_id: int) -> bool:
    """Whether the channel holds the article on top: the breaking line leads to it now."""
    if not (channel.pins_breaking and kind_of(channel).pins):
        return False
    line = breaking_line(channel.edition)
    return line is not None and line.article_id == article_id


def _for_what_is_not_there(
    channel: Channel,
    delivery: Delivery,
    found: PublicArticle | None,
    at: datetime,
    *,
    kept_out: bool,
) -> Nothing | Ask:
    out = Delivery.State.WITHDRAWN if delivery.withdrawn_at else Delivery.State.KEPT_OUT
    if kept_out:
        return Nothing(out, delivery.answer or words.KEPT_OUT)
    if found is None:
        return Nothing(out, delivery.answer if delivery.withdrawn_at else words.NOT_PUBLIC)
    article = found.article
    sections = set(channel.sections.values_list("pk", flat=True))
    begun = delivery.may_stand is not None  # then it is ended, whatever the rules say
    if not begun and (reason := why_not(channel, sections, delivery, article, at)):
        return Nothing(out, reason, headline=article.title)
    ends = quiet_until(channel, at) if kind_of(channel).is_read else None
    if ends and channel.at_night == channel.AtNight.KEPT and not delivery.wish:
        return Nothing(Delivery.State.WAITING, words.QUIET, ends, article.title)
    return Ask(
        Delivery.Request.POST,
        kind_of(channel).compose(channel, found, None),
        headline=article.title,
        revision=article.live_revision_id,
        silently=delivery.silent or ends is not None,
    )


def _may_be_withdrawn(delivery: Delivery) -> bool:
    """Whether a withdrawal was begun of which nobody knows: it is ended before anything else."""
    refused = delivery.state == Delivery.State.REFUSED and not delivery.unclear
    return delivery.asks == Delivery.Request.WITHDRAW and not refused


def _withdrawal(channel: Channel, delivery: Delivery, stands: Post) -> Ask:
    return Ask(
        Delivery.Request.WITHDRAW,
        stands=stands,
        headline=delivery.headline,
        notice=kind_of(channel).notice(channel, delivery.article_id, stands),
    )
