"""Reading how well the newsroom works, for “Site health”, for metrics and for the edge."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from stoppress.home import Heartbeat, read_heartbeat, write_heartbeat
from stoppress.newsroom import clock
from stoppress.newsroom.models import Change
from stoppress.press.storage import newsroom_store
from stoppress.store import StoreError
from stoppress.watch.counters import read_all
from stoppress.watch.counting import FOLDER
from stoppress.watch.site_health import SiteHealth

log = logging.getLogger(__name__)

#: Seconds after which a worker that was not heard of counts as not running.
SILENT_AFTER = 30.0
_HEARTBEAT_EVERY = 1.0


def read_site_health() -> SiteHealth:
    """Read how well everything works."""
    # Before the store is read, so that what was just published does not seem to wait.
    newest, published_at = Change.newest_sequence(), last_publish()
    try:
        store = newsroom_store().counts()
    except StoreError:
        store = None
    waiting = Change.objects.filter(sequence__lte=newest)
    if store is not None:
        waiting = waiting.filter(sequence__gt=store.sequence)
    oldest = waiting.order_by("sequence").values_list("at", flat=True).first()
    heartbeat = read_heartbeat(settings.HOME)
    cells, edges = read_all(settings.HOME.run / FOLDER)
    return SiteHealth(
        newest=newest,
        store=store,
        waiting=waiting.count() if oldest else 0,
        waiting_since=oldest,
        published_at=published_at,
        worker_at=datetime.fromtimestamp(heartbeat.at, UTC) if heartbeat else None,
        worker_runs=heartbeat is not None and time.time() - heartbeat.at < SILENT_AFTER,
        edges=edges,
        cells=cells,
    )


def site_health_for_metrics() -> SiteHealth | None:
    """Do so in a thread of its own; None when the database does not answer."""
    try:
        return read_site_health()
    except DatabaseError:
        log.warning("metrics: the database does not answer")
        return None
    finally:
        if not connection.in_atomic_block:
            connection.close()


def last_publish() -> datetime | None:
    """When an article last changed for readers."""
    articles = Change.objects.filter(kind=Change.Kind.ARTICLE).order_by("-sequence")
    return articles.values_list("at", flat=True).first()


class HeartbeatWriter:
    """Tells those without a database, once a second, that the worker lives and what it saw."""

    def __init__(self, metrics: str = "") -> None:
        """``metrics`` is the address at which the worker serves them."""
        self._metrics = metrics
        self._next = 0.0

    def tick(self) -> None:
        """Write a heartbeat, when it is time."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _HEARTBEAT_EVERY
        published = last_publish()
        heartbeat = Heartbeat(
            at=clock.now().timestamp(),
            newest=Change.newest_sequence(),
            published_at=published.timestamp() if published else None,
            metrics=self._metrics,
        )
        write_heartbeat(settings.HOME, heartbeat)
