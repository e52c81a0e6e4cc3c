"""The worker: follows the change log as the safety net, and lets the clock strike."""

from __future__ import annotations

import logging
import threading

from django.db import Error as DatabaseError
from django.db import close_old_connections

from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.press.follow import follow
from stoppress.press.going_over import GoingOver
from stoppress.press.standing import Heart
from stoppress.press.views import ViewFollower
from stoppress.store.errors import StoreError

log = logging.getLogger(__name__)

#: Seconds between two looks at the clock and the log; the bound on lateness.
TICK = 0.25


def run(stop: threading.Event, metrics: str = "") -> None:
    """Follow the log, the clock and the readers' views until ``stop`` is set.

    ``metrics`` is where this process serves them, for those who look for that in the home.
    What fails is logged and tried again at the next tick with growing pauses, up to 8 s.
    """
    pause = TICK
    GoingOver(stop).start()
    heart, views = Heart(metrics), ViewFollower()
    while not stop.is_set():
        try:
            close_old_connections()
            heart.tick()
            strike_due()
            follow()
            views.tick()
            pause = TICK
        except (DatabaseError, StoreError, OSError):
            log.exception("the worker will try again in %.1f s", min(pause * 2, 8.0))
            pause = min(pause * 2, 8.0)
        stop.wait(pause)
