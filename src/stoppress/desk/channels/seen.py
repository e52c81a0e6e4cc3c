"""Channels as the desk shows them: their state in words, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.permissions import editions_run_by
from stoppress.channels.registry import kinds
from stoppress.desk.hours import hour
from stoppress.newsroom.models import EditionPage


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel as somebody sees it.

    :param title: its kind and target, as people call it.
    :param edition: the edition's name and language.
    :param tone: a class of the desk's tags; ``state`` is what stands on it.
    :param trouble: what the other side said; empty while it is well.
    :param waiting: how many deliveries wait, and for how long one is due, in words.
    :param in_need: how many deliveries are unsure or refused, in words; empty for none.
    :param may_run: whether this person may pause it and set its rules.
    """

    channel: Channel
    title: str
    edition: str
    language: str
    tone: str
    state: str
    trouble: str
    waiting: str
    in_need: str
    may_run: bool

    @property
    def paused(self) -> bool:
        """Whether nothing goes there until somebody resumes it."""
        return self.channel.paused_at is not None


def title_of(channel: Channel) -> str:
    """How people call a channel: by its kind and its name there."""
    kind = kinds.get(channel.kind)
    return f"{kind.title} {kind.shown(channel.target)}" if kind else channel.kind


def channels_seen(
    user: Any, now: datetime, channels: Iterable[Channel] | None = None
) -> list[ChannelSeen]:
    """All channels, or those given, as ``user`` sees them at ``now``, in constant queries."""
    if channels is None:
        channels = Channel.objects.select_related("edition")
    rows = list(channels)
    if not rows:
        return []
    editions = {one.locale_id: one for one in EditionPage.objects.all()}
    run = editions_run_by(user)
    waiting, in_need = _waiting_in(rows, now), _in_need(rows)
    seen = []
    for row in rows:
        edition = editions.get(row.edition_id)
        tone, state = _state(row, now)
        seen.append(
            ChannelSeen(
                channel=row,
                title=title_of(row),
                edition=edition.title if edition else "",
                language=row.edition.language_code,
                tone=tone,
                state=state,
                trouble=gettext(row.trouble) if row.trouble else "",
                waiting=_waiting(waiting.get(row.pk), now),
                in_need=_needs(in_need.get(row.pk, 0)),
                may_run=row.edition_id in run,
            )
        )
    return seen


def _state(channel: Channel, now: datetime) -> tuple[str, str]:
    if channel.paused_at:
        since = hour(channel.paused_at, now)
        return "wait", gettext("paused since %(time)s") % {"time": since}
    if channel.trouble:
        since = hour(channel.trouble_since or now, now)
        return "red", gettext("in trouble since %(time)s") % {"time": since}
    return "ok", gettext("working")


def _waiting_in(
    channels: Collection[Channel], now: datetime
) -> dict[int, tuple[int, datetime | None]]:
    """How many deliveries wait in each channel where any does, and since when the first is due."""
    waiting = Delivery.objects.filter(channel__in=channels, due_at__isnull=False)
    counted = (
        waiting.exclude(state__in=Delivery.AT_REST)
        .values("channel")
        .annotate(count=Count("pk"), first=Min("due_at", filter=Q(due_at__lte=now)))
    )
    return {row["channel"]: (row["count"], row["first"]) for row in counted}


def _in_need(channels: Collection[Channel]) -> dict[int, int]:
    rows = Delivery.objects.filter(state__in=Delivery.IN_NEED, channel__in=channels)
    return dict(rows.order_by().values_list("channel").annotate(Count("pk")))


def _waiting(waiting: tuple[int, datetime | None] | None, now: datetime) -> str:
    if waiting is None:
        return gettext("Nothing waits.")
    count, first = waiting
    words = ngettext("%(count)s piece waits.", "%(count)s pieces wait.", count) % {"count": count}
    if first is None:
        return words
    late = gettext("The first was due %(long)s ago.") % {"long": timesince(first, now, depth=1)}
    return f"{words} {late}"


def _needs(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(count)s needs an editor", "%(count)s need an editor", count)
    return words % {"count": count}
