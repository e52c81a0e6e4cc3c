"""Requests for a part of a file (RFC 9110 section 14): players seek and begin with them."""

import re

# One part; a list of several does not match. No file has a length of more than 18 digits, but
# an absurd number is still a number: the limit only keeps its conversion cheap.
_BYTES = re.compile(r"bytes=[ \t]*([0-9]{0,100})-([0-9]{0,100})[ \t]*", re.IGNORECASE | re.ASCII)


def asked_part(wanted: str, length: int) -> range | None:
    """The positions that a Range header asks for, of a file of this length.

    None when the header is to be ignored: several parts, another unit, or not well formed. An
    empty range when no byte of the file is among those asked for.
    """
    found = _BYTES.fullmatch(wanted)
    if found is None:
        return None
    first, last = found.groups()
    if first:
        if last and int(last) < int(first):
            return None
        stop = min(int(last) + 1, length) if last else length
        return range(int(first), stop) if int(first) < stop else range(0)
    if not last:
        return None
    if int(last) == 0:
        return range(0)
    # The end of an empty file is the whole of it, which a Content-Range cannot say.
    return range(max(length - int(last), 0), length) if length else None


def is_the_same(if_range: str | None, etag: str) -> bool:
    """Whether a part may be sent, by strong comparison (13.1.5); always, without an If-Range.

    A date never says so: files are sent without Last-Modified.
    """
    return if_range is None or (if_range == etag and not etag.startswith("W/"))
