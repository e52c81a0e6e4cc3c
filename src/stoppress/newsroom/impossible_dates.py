"""Dates of an article that cannot all be meant, in words for whoever gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

#: How far ahead a date line may be before it counts as in the future: clocks differ.
MAY_BE_AHEAD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article is dated and when readers may see it; None where nothing is set."""

    published_at: datetime | None = None
    public_since: datetime | None = None
    public_until: datetime | None = None
    embargo_until: datetime | None = None
    go_live_at: datetime | None = None
    expire_at: datetime | None = None

    @property
    def first_public(self) -> datetime | None:
        """When readers may see the article at last, as far as its dates say; None for at once."""
        waits = (self.public_since, self.embargo_until, self.go_live_at)
        return max((moment for moment in waits if moment), default=None)


def impossible_dates(dates: Dates, now: datetime) -> dict[str, str]:
    """What is wrong with ``dates``, by field; empty when all of them can be meant."""
    wrong = {}
    first = dates.first_public
    if first and dates.public_until and dates.public_until <= first:
        wrong["public_until"] = gettext(
            "Readers would never see this piece: it ends before it begins. Give an end after its"
            " “public from”, its embargo and its schedule."
        )
    if first and dates.expire_at and dates.expire_at <= first:
        wrong["expire_at"] = gettext(
            "Readers would never see this piece: it expires before it begins. Give an expiry after"
            " its “public from”, its embargo and its schedule."
        )
    line = dates.published_at
    if line and line > max(now + MAY_BE_AHEAD, first or now):
        wrong["published_at"] = gettext(
            "This date line lies in the future, and the piece would head “Latest news” until then."
            " Give a date line that has come, or hold the piece back with “public from”."
        )
    return wrong
