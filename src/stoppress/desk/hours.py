"""Hours as sentences of the desk say them."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format

from stoppress.newsroom import clock


def hour(at: datetime, now: datetime) -> str:
    """The hour of ``at``, with its day where that is another than today."""
    local = clock.local(at)
    if clock.day_of(at) == clock.day_of(now):
        return f"{local:%H:%M}"
    return date_format(local, "SHORT_DATETIME_FORMAT")
