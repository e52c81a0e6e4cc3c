"""The one clock of the newsroom: every "now" is read here, so that tests can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.utils import timezone

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen if _frozen is not None else datetime.now(UTC)


@contextmanager
def set_clock(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` (aware) inside the block."""
    global _frozen  # noqa: PLW0603 - the one clock is meant to be one
    if moment.tzinfo is None:
        raise ValueError("the clock takes aware datetimes only")
    before, _frozen = _frozen, moment.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before


def zone() -> tzinfo:
    """The newsroom's time zone, as its home's settings name it."""
    return timezone.get_default_timezone()


def local(moment: datetime) -> datetime:
    """``moment`` as the newsroom's wall clock shows it."""
    return moment.astimezone(zone())


def for_machines(moment: datetime, timespec: str = "auto") -> str:
    """``moment`` in the newsroom's zone as RFC 3339, HTML and schema.org take it.

    Their offsets have no seconds, which many zones had before they took whole hours: such a moment
    is given in UTC. ``timespec`` is that of ``datetime.isoformat``.
    """
    return with_valid_offset(local(moment)).isoformat(timespec=timespec)


def with_valid_offset(moment: datetime) -> datetime:
    """``moment`` as it is, or in UTC when its offset has seconds (RFC 3339 and 5322 know none)."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("machines are told aware datetimes only")
    return moment.astimezone(UTC) if offset.total_seconds() % 60 else moment


def day_of(moment: datetime) -> date:
    """The newsroom's calendar day of ``moment``."""
    return local(moment).date()


def start_of_day(day: date) -> datetime:
    """The first moment of ``day`` in the newsroom's zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone())


def start_of_next_day(day: date) -> datetime:
    """The first moment after ``day`` in the newsroom's zone."""
    return start_of_day(day + timedelta(days=1))


def month_of(moment: datetime) -> date:
    """The first day of the newsroom's month that holds ``moment``."""
    return day_of(moment).replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after ``month``."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
