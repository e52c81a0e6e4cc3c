"""The access log: one JSON line on standard error for some answers, or for those that failed.

A line says what was asked and how long it took, never by whom: no address, no User-Agent, and no
query, where people's words can stand.
"""

import re
import sys

import structlog

from stoppress.edge.counters import KINDS

OFF, ERRORS = "off", "errors"
_SHARE = re.compile(r"1/([1-9][0-9]{0,8})")
_NEVER = sys.maxsize


class AccessLog:
    """Writes a line for every failure (a status of 500 and over) and for one answer of so many."""

    def __init__(self, one_of: int = 0) -> None:
        """With `one_of` 0, failures alone are written."""
        self._one_of = one_of or _NEVER
        self._left = self._one_of
        self._write = structlog.wrap_logger(
            structlog.WriteLogger(sys.stderr),
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        ).info

    def saw(self, method: str, path: str, status: int, kind: int, took: int) -> None:
        """Write the line of an answer, if it is one of those; `took` is in nanoseconds."""
        self._left -= 1
        if self._left > 0 and status < 500:
            return
        one_of = 1 if status >= 500 else self._one_of
        if self._left <= 0:
            self._left = self._one_of
        self._write(
            "answered",
            method=method[:16],
            path=path[:1000],
            status=status,
            kind=KINDS[kind],
            ms=round(took / 1e6, 3),
            one_of=one_of,
        )


def access_log(setting: str) -> AccessLog | None:
    """The log that a setting asks for: "off", "errors", or a share such as "1/100".

    Raises ValueError, with a sentence, for anything else.
    """
    if setting == OFF:
        return None
    if setting == ERRORS:
        return AccessLog()
    share = _SHARE.fullmatch(setting)
    if share is None:
        raise ValueError(
            f'The access log cannot be {setting!r}. Say "off", "errors", or a share of the'
            ' requests such as "1/100" (errors are written as well).'
        )
    return AccessLog(int(share[1]))
