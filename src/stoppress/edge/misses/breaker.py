"""A circuit breaker: who does not answer is left alone for a moment, then asked once."""

import time
from collections.abc import Callable

FAILURES = 3
"""Failures in a row after which nothing is asked for a while: one slow page is no outage."""
PAUSE = 1.0  # seconds


class Breaker:
    """Says whether asking makes sense.

    After some failures in a row it says no for a moment, then yes to one that tries, and no to all
    others until that one has an answer.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._try_at = 0.0

    def allows(self) -> bool:
        """Whether to ask now. Who is told yes has to report how it went."""
        if self._failures < FAILURES:
            return True
        now = self._clock()
        if now < self._try_at:
            return False
        self._try_at = float("inf")  # until the one who tries now reports
        return True

    def succeeded(self) -> None:
        """There was an answer, whatever it said."""
        self._failures = 0

    def failed(self) -> None:
        """There was no answer."""
        self._failures += 1
        self._try_at = self._clock() + PAUSE
