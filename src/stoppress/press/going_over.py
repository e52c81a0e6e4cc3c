"""The worker's second thread: makes what readers ask for first, then what an update left old."""

from __future__ import annotations

import logging
import threading

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from stoppress.press.make import TooManyChanges
from stoppress.press.rebuild import go_over, is_going_over, warm
from stoppress.press.storage import newsroom_store
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)

#: Pages of an older release that are made again each second: about half a processor.
PAGES_A_SECOND = 20.0

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
            except (DatabaseError, StoreError, OSError, TooManyChanges):
                log.exception("pages will be made again in %.0f s", _LOOK)
            self._ended.wait(_LOOK)
        connection.close()

    def _once(self) -> None:
        with newsroom_store().snapshot() as snapshot:
            opening = snapshot.opening
        if self._warmed is not opening:  # at the start, and when the store had to begin anew
            warm()
            self._warmed = opening
        if is_going_over():
            log.info("pages of an older release are made again in the background")
            done = go_over(rate=PAGES_A_SECOND, stop=self._ended)
            log.info("%d pages were made again", done)
