"""Hubs and search engines that the settings name, as the page “Channels” shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from stoppress.channels.pings.all_pingers import all_pingers
from stoppress.channels.pings.registry import Pinger
from stoppress.channels.pings.standing import Standing, standing_of
from stoppress.desk.hours import hour


@dataclass(frozen=True, slots=True)
class PingerSeen:
    """A server that is told which addresses changed, as its line shows it.

    :param title: what it is, as people call it; ``name``, as commands do; ``target``, its address.
    :param tone: a class of the desk's tags; ``state`` is what stands on it.
    :param told: when it was last told something.
    :param answers: what it said: why it is told nothing now, and what it refused last.
    :param waiting: how many changes it was not told of, and for how long, in words.
    """

    title: str
    name: str
    target: str
    tone: str
    state: str
    told: str
    answers: tuple[str, ...]
    waiting: str


def pingers_seen(now: datetime) -> list[PingerSeen]:
    """All pingers, in order, as they stand at ``now``."""
    return [_seen(pinger, standing_of(pinger), now) for pinger in all_pingers()]


def _seen(pinger: Pinger, standing: Standing, now: datetime) -> PingerSeen:
    told_at, since = standing.state.told_at, standing.state.trouble_since
    state = gettext("working")
    if standing.trouble:
        state = gettext("in trouble since %(time)s") % {"time": hour(since or now, now)}
    said = gettext("It refused an address: %(said)s")
    refused = said % {"said": gettext(standing.answer)} if standing.answer else ""
    trouble = gettext(standing.trouble) if standing.trouble else ""
    return PingerSeen(
        title=gettext(pinger.title),
        name=pinger.name,
        target=pinger.target,
        tone="red" if standing.trouble else "ok",
        state=state,
        told=gettext("told %(time)s") % {"time": hour(told_at, now)}
        if told_at
        else gettext("told nothing yet"),
        answers=tuple(filter(None, (trouble, refused))),
        waiting=_waiting(standing, now),
    )


def _waiting(standing: Standing, now: datetime) -> str:
    count = standing.untold
    if not count:
        return gettext("Nothing waits.")
    said = ngettext(
        "%(count)s change is not told yet.", "%(count)s changes are not told yet.", count
    )
    late = gettext("The first came %(long)s ago.")
    return (
        f"{said % {'count': count}} {late % {'long': timesince(now - standing.lag, now, depth=1)}}"
    )
