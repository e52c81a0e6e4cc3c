"""Keeping to the rates that the other side allows."""

from __future__ import annotations

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Pace:
    """Counts the requests of one channel."""

    def __init__(self, rates: tuple[str, ...]) -> None:
        self._rates: list[RateLimitItem] = [parse(rate) for rate in rates]
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds(self) -> float:
        """How long to wait before the next request; 0 for not at all."""
        waits = [
            self._limiter.get_window_stats(rate).reset_time - time.time()
            for rate in self._rates
            if not self._limiter.test(rate)
        ]
        return max([0.0, *waits])

    def count(self) -> None:
        """Count a request."""
        for rate in self._rates:
            self._limiter.hit(rate)
