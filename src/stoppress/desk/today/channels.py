"""Lines of Today about channels: what they did not take, and those in trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import editions_run_by
from stoppress.desk.channels.seen import title_of
from stoppress.desk.frame.menu import publishes_somewhere
from stoppress.desk.hours import hour
from stoppress.desk.pieces.listed import listed
from stoppress.desk.today.need import Need, in_bold

#: The most lines of one kind, and the most deliveries that are looked at for them.
_MOST, _LOOKED_AT = 10, 50


def of_channels(user: Any, now: datetime) -> list[Need]:
    """Channels in trouble and deliveries that nobody has settled, for who may publish there."""
    if not publishes_somewhere(user) or not Channel.objects.exists():
        return []
    return [*_in_trouble(user, now), *_in_need(user)]


def line_of_channels(user: Any) -> str:
    """How many channels there are and how they are, for who may publish; empty without any."""
    if not publishes_somewhere(user):
        return ""
    troubled = [bool(trouble) for trouble in Channel.objects.values_list("trouble", flat=True)]
    if not troubled:
        return ""
    count, bad = len(troubled), sum(troubled)
    words = ngettext("%(count)s channel", "%(count)s channels", count) % {"count": count}
    if not bad:
        return gettext("%(channels)s, all well") % {"channels": words}
    said = gettext("%(bad)s in trouble") % {"bad": bad}
    return f"{words}, {said}"


def _in_trouble(user: Any, now: datetime) -> Iterator[Need]:
    run = editions_run_by(user)
    for channel in Channel.objects.exclude(trouble="").filter(edition__in=run)[:_MOST]:
        text = format_html(
            gettext("{channel} takes no posts since {time}. {said}"),
            channel=format_html("<b><bdi>{}</bdi></b>", title_of(channel)),
            time=hour(channel.trouble_since or now, now),
            said=gettext(channel.trouble),
        )
        url = reverse("desk_channel", args=[channel.pk])
        tag = gettext("Channel")
        yield Need(f"channel-{channel.pk}", "red", tag, text, gettext("Look"), url)


def _in_need(user: Any) -> Iterator[Need]:
    rows = Delivery.objects.filter(state__in=Delivery.IN_NEED).select_related("channel")
    found = list(rows.order_by("-asked_at", "-pk")[:_LOOKED_AT])
    pieces = listed({row.article_id for row in found}) if found else {}
    lines = 0
    for row in found:
        piece = pieces.get(row.article_id)
        if piece is None or not piece.article.permissions_for_user(user).can_publish():
            continue
        lines += 1
        if lines > _MOST:
            return
        unsure = row.state == Delivery.State.UNSURE
        text = format_html(
            gettext("Nobody knows whether {headline} is in {channel}.")
            if unsure
            else gettext("{channel} refused {headline}. {said}"),
            headline=in_bold(piece),
            channel=format_html("<bdi>{}</bdi>", title_of(row.channel)),
            said=gettext(row.answer) if row.answer else "",
        )
        url = f"{reverse('desk_channel', args=[row.channel_id])}#delivery-{row.pk}"
        tag = gettext("Unsure") if unsure else gettext("Refused")
        yield Need(f"delivery-{row.pk}", "red", tag, text, gettext("Look"), url)
