"""A circuit breaker: an origin that failed several times is not asked for a second, then once."""

import time
from collections.abc import Callable

#: Failures in a row after which nothing is asked for a while: one slow page is no outage.
FAILURES = 3
PAUSE = 1.0  # seconds


class Breaker:
    """Says whether to ask the origin.

    After ``FAILURES`` failures in a row it says no for ``PAUSE`` seconds, then yes to one request,
    and no to all others until that one has succeeded or failed.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._try_at = 0.0

    def allows(self) -> bool:
        """Whether to ask now. After a yes, call ``succeeded`` or ``failed``."""
        if self._failures < FAILURES:
            return True
        now = self._clock()
        if now < self._try_at:
            return False
        self._try_at = float("inf")  # until the one who tries now reports
        return True

    def succeeded(self) -> None:
        """Report an answer, whatever it said."""
        self._failures = 0

    def failed(self) -> None:
        """Report that there was no answer."""
        self._failures += 1
        self._try_at = self._clock() + PAUSE
