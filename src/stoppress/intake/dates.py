"""Dates in ISO 8601 (RFC 3339), with a time zone or in the newsroom's own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from stoppress.intake.item import ItemRejected
from stoppress.intake.text import one_line

_YEARS = range(1500, 2200)
_REMEDY = "Write it as ISO 8601 with its offset, for example 2023-05-30T12:09:00+04:00."
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


def read_date(value: Any, field: str, zone: tzinfo) -> tuple[datetime | None, str]:
    """The time that a property names, in UTC, and a warning when its zone had to be assumed.

    :returns: ``None`` and nothing for an absent or empty one.

    Raises ItemRejected when it is no date.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, ""
    if not isinstance(value, str):
        raise ItemRejected(field, "is not a date in text", _REMEDY)
    text = one_line(value).upper().replace("−", "-")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ItemRejected(
            field, f"is not an ISO 8601 date: {one_line(value)[:60]!r}", _REMEDY
        ) from None
    warning = ""
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
        what = "no time" if _DAY.fullmatch(text) else "no time zone"
        warning = (
            f"{field} has {what} ({one_line(value)[:60]}); it was read in the newsroom's zone,"
            f" as {at.isoformat()}."
        )
    try:
        at = at.astimezone(UTC)
    except (OverflowError, ValueError):
        raise ItemRejected(field, "lies outside the calendar", _REMEDY) from None
    if at.year not in _YEARS:
        raise ItemRejected(field, f"is in the year {at.year}", _REMEDY)
    return at, warning
