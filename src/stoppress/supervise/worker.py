"""The worker: follows the change log as the safety net, and lets the clock strike."""

from __future__ import annotations

import logging
import threading

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections

from stoppress.home.watching import listening_address
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.press.follow import follow
from stoppress.press.page_views import ViewFollower
from stoppress.press.standing import Heart, standing_for_metrics
from stoppress.releases.going_over import GoingOver
from stoppress.store.errors import StoreError
from stoppress.watch.metrics import serve_metrics

log = logging.getLogger(__name__)

#: Seconds between two looks at the clock and the log; the bound on lateness.
TICK = 0.25


def run(stop: threading.Event, metrics: str) -> None:
    """Follow the log, the clock and the readers' page views until ``stop`` is set.

    ``metrics`` is the address, HOST:PORT, on which this process serves them. What fails is logged
    and tried again at the next tick with growing pauses, up to 8 s.
    """
    pause = TICK
    GoingOver(stop).start()
    heart, views = Heart(_serve_metrics(metrics)), ViewFollower()
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


def _serve_metrics(setting: str) -> str:
    """Serve metrics where the settings say; give the address, empty when that cannot be."""
    try:
        _server, address = serve_metrics(*listening_address(setting), standing_for_metrics)
    except OSError as error:
        structlog.get_logger("stoppress.worker").error(
            f"metrics cannot be served at {setting} ({error.strerror}); give `metrics` in the"
            " settings file another address"
        )
        return ""
    return address
