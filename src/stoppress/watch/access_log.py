"""The access log: one JSON line on standard error for some answers, or for those that failed.

A line says what was asked and how long it took, never by whom: no address, no User-Agent, and no
query, where people's words can stand.
"""

import sys

import structlog

from stoppress.watch.counters import KINDS

_NEVER = sys.maxsize
_FAILED = 500


class AccessLog:
    """Writes a line for every failure (a status of 500 and over) and for one answer of so many."""

    def __init__(self, one_of: int = 0) -> None:
        """With ``one_of`` 0, failures alone are written."""
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
        """Write the line of an answer, if it is one of those; ``took`` is in nanoseconds."""
        self._left -= 1
        if self._left > 0 and status < _FAILED:
            return
        if self._left <= 0:
            self._left = self._one_of
        self._write(
            "answered",
            method=method[:16],
            path=path[:1000],
            status=status,
            kind=KINDS[kind],
            ms=round(took / 1e6, 3),
            one_of=1 if status >= _FAILED else self._one_of,
        )
