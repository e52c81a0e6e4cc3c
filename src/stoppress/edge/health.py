"""``/-/health``: whether this edge serves, and how far its store is."""

import json
import time

from stoppress import __version__
from stoppress.edge.core.messages import Headers, Response
from stoppress.edge.core.policy import PAGE_HEADERS
from stoppress.home import Heartbeat, Home, read_heartbeat
from stoppress.store import Store, StoreError
from stoppress.watch.counters import EVENT, read_all
from stoppress.watch.counting import FOLDER

HEALTH = "/-/health"

#: Seconds between two looks at what other processes say, however often somebody asks.
_LOOK_EVERY = 1.0


class Health:
    """What a process of the edge says of itself. Anybody may ask: there is nothing secret in it."""

    def __init__(self, store: Store, home: Home, server: str) -> None:
        """``server`` is the one that this process runs under."""
        self._store = store
        self._home = home
        self._server = server
        self._look_at = 0.0
        self._heartbeat: Heartbeat | None = None
        self._connections = 0

    def answer(self, method: str) -> Response:
        """200 while readers can be answered, 503 while the store cannot be read.

        An edge whose worker or database is gone serves what it has, and is ready.
        """
        self._look()
        try:
            sequence: int | None = self._store.sequence
        except (StoreError, OSError):
            sequence = None
        status = 503 if sequence is None else 200
        body = json.dumps(self._state(sequence)).encode() + b"\n"
        headers: Headers = [
            ("content-type", "application/json"),
            ("content-length", str(len(body))),
            ("cache-control", "no-store"),
            *PAGE_HEADERS,
        ]
        return Response(status, headers, b"" if method == "HEAD" else body)

    def _state(self, sequence: int | None) -> dict[str, object]:
        heard, now = self._heartbeat, time.time()
        behind = None if heard is None or sequence is None else max(heard.newest - sequence, 0)
        published = heard.published_at if heard else None
        return {
            "status": "unready" if sequence is None else "behind" if behind else "ok",
            "ready": sequence is not None,
            "live": True,
            "sequence": sequence,
            "behind": behind,
            "publish_age": None if published is None else round(max(now - published, 0), 1),
            "worker_age": None if heard is None else round(max(now - heard.at, 0), 1),
            "connections": self._connections,
            "server": self._server,
            "version": __version__,
        }

    def _look(self) -> None:
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_EVERY
            self._heartbeat = read_heartbeat(self._home)
            self._connections = read_all(self._home.run / FOLDER)[0][EVENT["live"]]
