"""Dates of the demo are written as ages, so that the paper is of today whenever it is made."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

_PAST_DAY = re.compile(r"(\d+)d (\d{1,2}):(\d{2})")
_AGO = re.compile(r"(?:(\d+)h)? ?(?:(\d+)m)?")


def moment_of(age: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that lies ``age`` before ``now``.

    ``35m``, ``7h`` and ``2h 15m`` count back from now; ``3d 18:40`` is the day three days ago at
    18:40 by the newsroom's clock.

    Raises ValueError when ``age`` is written in another way.
    """
    day = _PAST_DAY.fullmatch(age)
    if day:
        days, hour, minute = (int(part) for part in day.groups())
        if days < 1:
            raise ValueError(f"{age!r}: a day with its hour is at least one day ago")
        date = now.astimezone(zone).date() - timedelta(days=days)
        return datetime.combine(date, time(hour, minute), zone)
    ago = _AGO.fullmatch(age)
    if not age or not ago:
        raise ValueError(f"{age!r} is no age; write 35m, 2h 15m or 3d 18:40")
    hours, minutes = (int(part or 0) for part in ago.groups())
    return (now - timedelta(hours=hours, minutes=minutes)).replace(second=0, microsecond=0)


def coming_moment(words: str, now: datetime) -> datetime:
    """The moment that ``in 3h`` or ``in 2h 30m`` names.

    Raises ValueError when it is written in another way.
    """
    ahead = _AGO.fullmatch(words.removeprefix("in "))
    if not words.startswith("in ") or len(words) < 5 or not ahead:
        raise ValueError(f"{words!r} is not to come; write in 3h or in 2h 30m")
    hours, minutes = (int(part or 0) for part in ahead.groups())
    return (now + timedelta(hours=hours, minutes=minutes)).replace(second=0, microsecond=0)
