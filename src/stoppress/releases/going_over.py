"""The worker's second thread: makes what readers ask for first, then what an update left old."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from stoppress.press.make import NotMade
from stoppress.press.storage import newsroom_store
from stoppress.releases.pace import Pace
from stoppress.releases.rebuild import go_over, is_going_over, warm
from stoppress.releases.take_over import remove_left_over
from stoppress.store.errors import StoreError
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER

log = logging.getLogger(__name__)

#: Pages of an older release that are made again each second: about half a processor.
PAGES_A_SECOND = 20.0
#: Pages that are made as fast as can be, before the rest: those that are read most.
_AT_FULL_SPEED = 1_000
#: Seconds that readers' misses are remembered for.
_MISSED = 5.0
#: A batch that got less of a processor took it from somebody: from those who wait, if anyone does.
_TO_SPARE = 0.6

#: Seconds between two looks whether there are any.
_LOOK = 5.0


class GoingOver(threading.Thread):
    """Goes over to this release in the background, until ``stop`` is set."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="going over", daemon=True)
        self._ended = stop
        self._warmed: object = None

    def run(self) -> None:
        """Go over whenever there is something to go over; what fails is tried again."""
        while not self._ended.is_set():
            try:
                close_old_connections()
                self._once()
            except (DatabaseError, StoreError, OSError, NotMade):
                log.exception("pages will be made again in %.0f s", _LOOK)
            self._ended.wait(_LOOK)
        connection.close()

    def _once(self) -> None:
        with newsroom_store().snapshot() as snapshot:
            opening = snapshot.opening
        if self._warmed is not opening:  # at the start, and when the store had to begin anew
            warm()
            self._warmed = opening
            remove_left_over()
        if is_going_over():
            log.info("pages from before an update, or a change of settings, are made again")
            hurry = Hurry(_misses)
            pace = Pace(PAGES_A_SECOND, self._ended, hurry)
            done = go_over(hurry.made, pace)
            log.info("%d pages were made again", done)


class Hurry:
    """Whether pages of an older release are to be made again without a pause.

    So it is with the first ones, which readers ask for most, and while readers wait for pages to be
    made: then something was published that stood on all of them. But not where it takes the
    processor from the origin, which makes just those pages that readers wait for.
    """

    def __init__(self, misses: Callable[[], int]) -> None:
        """``misses`` tells how often readers had to wait so far."""
        self._misses = misses
        self._seen = misses()
        self._look_at = self._until = 0.0
        self._done = 0

    def made(self, done: int, _of: int) -> None:
        """So many pages have been made."""
        self._done = done

    def __call__(self, processor: float) -> bool:
        """Whether it is so now; ``processor`` is the part of one that the last pages got."""
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + 1.0
            seen, self._seen = self._seen, self._misses()
            if self._seen > seen:
                self._until = now + _MISSED
        wanted = self._done < _AT_FULL_SPEED or now < self._until
        return wanted and processor > _TO_SPARE


def _misses() -> int:
    cells, _edges = read_all(settings.HOME.run / FOLDER)
    return cells[EVENT["misses"]]
