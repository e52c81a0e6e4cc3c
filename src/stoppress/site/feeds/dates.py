"""Dates as RSS takes them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from stoppress.newsroom import clock


def rss_date(moment: datetime) -> str:
    """A date as RSS takes it (RFC 5322), in the newsroom's zone where readers know such zones."""
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 1800:
        moment = moment.astimezone(UTC)
    return format_datetime(clock.with_valid_offset(moment))
