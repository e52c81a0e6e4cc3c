"""Conditional requests (RFC 9110 section 13): whether the client has what would be sent."""

import re
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

_TAG = re.compile(r'\s*(?:,\s*)*(?:W/)?("[\x21\x23-\x7e\x80-\uffff]*")\s*(?:,|$)')


def matches(if_none_match: str, etag: str) -> bool:
    """Whether a list of entity tags, or ``*``, has this one; by weak comparison (8.8.3.2).

    A list is read up to the first thing in it that is no entity tag.
    """
    wanted = etag.removeprefix("W/")
    if if_none_match == wanted or if_none_match.strip() == "*":
        return True
    position = 0
    while found := _TAG.match(if_none_match, position):
        if found[1] == wanted:
            return True
        position = found.end()
    return False


def unchanged_since(if_modified_since: str, modified: int) -> bool:
    """Whether nothing changed after this HTTP date; False when it is no date."""
    try:
        since = parsedate_to_datetime(if_modified_since)
        if since.tzinfo is None:  # asctime's format has no zone: it is in UTC, as every HTTP date
            since = since.replace(tzinfo=UTC)
        return modified <= since.timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return False


@lru_cache(maxsize=4096)
def http_date(seconds: int) -> str:
    """A date as HTTP writes it (RFC 9110, section 5.6.7), from seconds since 1970 UTC."""
    day, second = divmod(seconds, 86_400)
    minute, second = divmod(second, 60)
    return f"{_day(day)} {minute // 60:02}:{minute % 60:02}:{second:02} GMT"


@lru_cache(maxsize=4096)
def _day(day: int) -> str:
    return formatdate(day * 86_400, usegmt=True).rpartition(" 00:")[0]
