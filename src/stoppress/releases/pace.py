"""How fast stored pages are made again, and in how large batches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

#: Pages made again in one batch: no more than a publish can bear to wait for.
AT_ONCE = 10

#: Called with how many pages have been made, and of how many.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Pace:
    """How fast pages are made, and when to end."""

    #: Pages a second at most.
    rate: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    #: Whether there is no time for the rate just now; told what part of a processor the last batch
    #: got while it was made.
    hurry: Callable[[float], bool] = lambda _processor: False
    _began: float = field(default_factory=time.monotonic)
    _since: int = 0
    _batch: tuple[float, float] = field(
        default_factory=lambda: (time.monotonic(), time.thread_time())
    )

    @property
    def at_once(self) -> int:
        """Pages in one batch."""
        return min(max(int(self.rate), 1), AT_ONCE) if self.rate else AT_ONCE

    def goes_on(self, done: int) -> bool:
        """Wait until the next batch is due, after so many pages; False when it is time to end."""
        began, processor = self._batch
        part = (time.thread_time() - processor) / max(time.monotonic() - began, 1e-6)
        if not self.rate or self.hurry(part):
            self._began, self._since = time.monotonic(), done
        ahead = (done - self._since) / (self.rate or 1.0) - (time.monotonic() - self._began)
        ended = self.stop.wait(max(ahead, 0.0))
        self._batch = time.monotonic(), time.thread_time()
        return not ended
