r"""Parts of the patterns that the paths of pages are made of.

A page has one path. So numbers are written in ASCII digits without leading zeros, and dates in
ASCII digits with all their zeros: ``\d`` would take the digits of every script.
"""

from __future__ import annotations

from datetime import date

#: The id of a row.
ID = r"[1-9][0-9]{0,17}"
#: A word that an editor chose, in any script.
SLUG = r"(?P<slug>[^/]+)/"

_YEAR, _MONTH, _DAY = r"[1-9][0-9]{3}", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"

#: A day and a month below a list's path, with named groups.
DAY = rf"(?P<year>{_YEAR})/(?P<month>{_MONTH})/(?P<day>{_DAY})/"
MONTH = rf"(?P<year>{_YEAR})/(?P<month>{_MONTH})/"
#: A month in the name of a file, with named groups.
MONTH_IN_NAME = rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})"
#: A day in the path of an article, without named groups.
DAY_OF_ARTICLE = rf"{_YEAR}/{_MONTH}/{_DAY}/"


def day_of(year: str, month: str, day: str) -> date | None:
    """The day that a path names; None when the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def month_of(year: str, month: str) -> date:
    """The first day of the month that a path names."""
    return date(int(year), int(month), 1)
