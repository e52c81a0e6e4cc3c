"""The day as a line of hours: where on it something went out, or will."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import get_language_bidi, gettext, ngettext

from stoppress.newsroom import clock

_EVERY_HOURS = 3
#: Per cent of the line that the words at “now” need beside it on a phone.
_ROOM = 58


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place of the line, in per cent of its length from the left."""

    x: str
    label: str = ""
    often: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """The line.

    ``anchor`` and ``dx`` say where the words of “now” stand, as SVG has them; ``top`` is where its
    mark begins: below the words when they have no room beside it.
    """

    out: tuple[Mark, ...]
    to_come: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    now: Mark
    anchor: str
    dx: int
    top: int
    said: str


def hours_of(
    day: date,
    now: datetime,
    out: Iterable[datetime],
    to_come: Iterable[datetime],
    last: datetime | None,
) -> Hours:
    """The line of ``day`` at ``now``; ``last`` is when the last piece of any day went out."""
    # In UTC, where a day on which clocks are changed is as long as it is.
    start, end = (
        moment.astimezone(UTC) for moment in (clock.start_of_day(day), clock.start_of_next_day(day))
    )
    from_right = get_language_bidi()

    def at(moment: datetime) -> str:
        share = 100 * ((moment - start) / (end - start))
        return f"{100 - share if from_right else share:.2f}"

    gone = [Mark(f"{at(one)}%", f"{clock.local(one):%H:%M}") for one in out if start <= one < end]
    coming = [
        Mark(f"{at(one)}%", f"{clock.local(one):%H:%M}") for one in to_come if start <= one < end
    ]
    place = float(at(now))
    above = 100 - _ROOM < place < _ROOM
    to_the_left = place >= _ROOM
    return Hours(
        tuple(gone),
        tuple(coming),
        tuple(_ticks(start, end, at)),
        Mark(f"{place:.2f}%", _last_words(now, last)),
        "middle" if above else "end" if to_the_left != from_right else "start",
        0 if above else -6 if to_the_left else 6,
        24 if above else 6,
        _said(len(gone), len(coming)),
    )


def _ticks(start: datetime, end: datetime, at: Callable[[datetime], str]) -> Iterator[Mark]:
    hour = start
    while (hour := hour + timedelta(hours=1)) < end:
        of_day = clock.local(hour).hour
        if of_day % _EVERY_HOURS == 0:
            yield Mark(f"{at(hour)}%", f"{of_day:02}", of_day % (2 * _EVERY_HOURS) == 0)


def _last_words(now: datetime, last: datetime | None) -> str:
    if last is None:
        return gettext("now")
    if now - last < timedelta(minutes=1):
        return gettext("now · last piece this minute")
    return gettext("now · last piece %(time)s ago") % {"time": timesince(last, now, depth=1)}


def _said(out: int, to_come: int) -> str:
    gone = ngettext("%(count)s piece out today", "%(count)s pieces out today", out) % {"count": out}
    coming = ngettext("%(count)s to come", "%(count)s to come", to_come) % {"count": to_come}
    return f"{gone}, {coming}"
