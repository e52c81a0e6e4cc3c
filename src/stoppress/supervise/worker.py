"""The worker: follows the change log as the safety net, and lets the clock strike."""

from __future__ import annotations

import logging
import threading
import time

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.utils import timezone

from stoppress.channels.pings.all_pingers import all_pingers
from stoppress.channels.pings.running import PingThread
from stoppress.channels.running import Channels
from stoppress.desk.notices.mail import Postman
from stoppress.desk.notices.stopped import TellerOfChecks
from stoppress.desk.sign_in.sealed import seal_what_stands
from stoppress.desk.telegram.listener import Listener
from stoppress.desk.telegram.tell import TelegramTeller
from stoppress.home.watch_settings import listening_address
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.change_log.prune import prune
from stoppress.newsroom.notices.tell import tell
from stoppress.newsroom.search import follow as search
from stoppress.press.follow import follow
from stoppress.press.outdated import forget_outdated
from stoppress.press.page_views import PageViewTaker
from stoppress.press.site_health import HeartbeatWriter, site_health_for_metrics
from stoppress.releases.going_over import GoingOver
from stoppress.store.errors import StoreError
from stoppress.watch.metrics import serve_metrics

log = logging.getLogger(__name__)

#: Seconds between two looks at the clock and the log; the bound on lateness.
TICK = 0.25
#: Seconds that the search index works on before the clock is looked at again, and others may write.
_SEARCH_AT_ONCE = 0.1
#: Seconds until it is tried again when that failed.
_SEARCH_AGAIN = 10
#: Seconds between two looks at the trail for those who are told of it.
_TELL_EVERY = 1.0
#: Seconds that requests of channels may take to end when the worker does: else they are *unsure*.
_LAST_REQUESTS = 1.5
#: Seconds between two looks for rows of the log that nobody needs any more.
_PRUNE_EVERY = 3600.0
#: Seconds between two looks at sessions and keys of accounts, and at pages that settings decide.
_CARE_EVERY = 600.0


def run(stop: threading.Event, metrics: str) -> None:
    """Follow the log, the clock and the readers' page views until ``stop`` is set.

    ``metrics`` is the address, HOST:PORT, on which this process serves them. What fails is logged
    and tried again at the next tick with growing pauses, up to 8 s.
    """
    pause = TICK
    GoingOver(stop).start()
    Postman(stop).start()
    TellerOfChecks(stop).start()
    Listener(stop).start()
    TelegramTeller(stop).start()
    channels = Channels(stop)
    channels.start()
    for pinger in all_pingers():
        PingThread(pinger, stop).start()
    heartbeats = HeartbeatWriter(_serve_metrics(metrics))
    page_views, pruner = PageViewTaker(), _Pruner()
    indexer, teller, caretaker = _Indexer(), _Teller(), _Caretaker()
    while not stop.is_set():
        try:
            close_old_connections()
            heartbeats.tick()
            strike_due()
            follow()
            page_views.tick()
            pruner.tick()
            teller.tick()
            caretaker.tick()
            pause = _SEARCH_AT_ONCE if indexer.tick() else TICK
        except (DatabaseError, StoreError, OSError):
            log.exception("the worker will try again in %.1f s", min(pause * 2, 8.0))
            pause = min(pause * 2, 8.0)
        stop.wait(pause)
    channels.finish(_LAST_REQUESTS)


def _serve_metrics(setting: str) -> str:
    """Serve metrics where the settings say; give the address, empty when that cannot be."""
    try:
        _server, address = serve_metrics(*listening_address(setting), site_health_for_metrics)
    except OSError as error:
        structlog.get_logger("stoppress.worker").error(
            f"metrics cannot be served at {setting} ({error.strerror}); give `metrics` in the"
            " settings file another address"
        )
        return ""
    return address


class _Indexer:
    """Brings the search index up to the change log; when that fails, nothing else waits for it."""

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self) -> bool:
        """Do some of it; whether more is left to do at once."""
        if time.monotonic() < self._next:
            return False
        try:
            return search.follow(_SEARCH_AT_ONCE)
        except DatabaseError:
            log.exception("the search index will be tried again in %d s", _SEARCH_AGAIN)
            self._next = time.monotonic() + _SEARCH_AGAIN
            return False


class _Teller:
    """Writes what people are told of, once a second."""

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self) -> None:
        """Look at the trail, when it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _TELL_EVERY
            tell()


class _Caretaker:
    """Looks after what no change tells of.

    Sessions that are over go, keys of accounts are not left in plain, and pages that the settings
    file decides follow it.
    """

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self) -> None:
        """Do it, when it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _CARE_EVERY
            forget_outdated()
            seal_what_stands()  # an upgrade without a migration needs no ``init``
            over = Session.objects.filter(expire_date__lt=timezone.now())
            if over.exists():  # SQLite has one writer at a time: nobody waits for nothing
                over.delete()


class _Pruner:
    """Shortens the change log, some rows at each tick while there are old ones."""

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self) -> None:
        """Remove some rows, when it is time."""
        if time.monotonic() >= self._next and not prune(settings.STOPPRESS_CHANGE_LOG_DAYS):
            self._next = time.monotonic() + _PRUNE_EVERY
