"""Live lists: what is new in "Latest news", for pages that are open.

A stream holds no queue. It remembers the version that its reader has, and when it can write again
it sends what changed from that version to the current one. So a slow reader costs nothing but its
own delay, and one that takes nothing for a while is dropped. How streams are written depends on the
server: ``streams.py`` for sockets of our own, ``rsgi_streams.py`` under Granian.
"""

import asyncio
import logging
import random
import re
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from stoppress.edge.core.messages import Headers, Response
from stoppress.edge.core.policy import PAGE_HEADERS
from stoppress.edge.live.delta import Items, delta, event, parse_items
from stoppress.store import Fragment, Page, Snapshot, Store, StoreError

log = logging.getLogger(__name__)

LIVE = "/-/live/"
LOOK_EVERY = 0.1  # seconds between looks at the store
HEARTBEAT = 15.0  # seconds
PATIENCE = 20.0  # seconds in which a reader must take what is sent
PAST_VERSIONS = 64
MOST_CONNECTIONS = 10_000
#: An event that says nothing, so that proxies and the system see that the stream lives.
COMMENT = b":\n\n"

#: The page whose only fragment is the live list of an edition.
_LISTS = "/-/latest/{}.json"

_EDITION = re.compile(r"[A-Za-z0-9-]{1,40}")

STREAM_HEADERS: Headers = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    *PAGE_HEADERS,
]


@dataclass(eq=False)
class LiveList:
    """The live list of one edition, with the versions it had of late."""

    version: str = ""
    past: OrderedDict[str, Items] = field(default_factory=OrderedDict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    #: Events to the newest version, by the version they start from; one serves many readers.
    events: dict[str, bytes] = field(default_factory=dict)
    #: The store has it no longer: its edition was closed.
    ended: bool = False

    def take(self, stored: Fragment) -> None:
        """Take the list as it is stored now; wake all streams when it is another one."""
        version = f"{stored.version:016x}"
        if version != self.version:
            self.put(version, parse_items(stored.raw()))

    def put(self, version: str, items: Items) -> None:
        """Take a new version and wake all streams."""
        self.version = version
        self.past[version] = items
        self.past.move_to_end(version)
        while len(self.past) > PAST_VERSIONS:
            self.past.popitem(last=False)
        self.events.clear()
        self.changed.set()
        self.changed = asyncio.Event()

    def end(self) -> None:
        """End all its streams."""
        self.ended = True
        self.changed.set()

    def since(self, version: str | None) -> bytes:
        """The event that brings a reader from this version to the newest one."""
        start = version if version in self.past else ""
        found = self.events.get(start or "")
        if found is None:
            before = self.past.get(start) if start else None
            found = event(self.version, delta(before, self.past[self.version]))
            self.events[start or ""] = found
        return found


class LiveLists:
    """The live lists that readers of this process follow, fed from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, LiveList] = {}
        self._state: object = None
        self.closing = asyncio.Event()

    async def watch(self) -> None:
        """Look at the store again and again; wake the streams of lists that changed."""
        while not self.closing.is_set():
            try:
                if self._lists:
                    self._look()
                self._store.reopen_if_replaced()
            except StoreError as error:
                log.error("%s", error)
            except Exception:
                log.exception("looking for live news failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), LOOK_EVERY)

    def close(self) -> None:
        """End all streams."""
        self.closing.set()
        for live_list in self._lists.values():
            live_list.changed.set()

    def follow(self, path: str) -> LiveList | None:
        """The list that a path of a stream names, as it is now; None when there is none."""
        edition = path.removeprefix(LIVE)
        if not _EDITION.fullmatch(edition):
            return None
        live_list = self._lists.get(edition)
        if live_list is None:
            with self._store.snapshot() as snapshot:
                stored = _list_in(snapshot, edition)
            if stored is None:
                return None
            live_list = self._lists[edition] = LiveList()
            live_list.take(stored)
            self._state = None
        self._look()
        return self._lists.get(edition)

    def _look(self) -> None:
        with self._store.snapshot() as snapshot:
            if snapshot.state == self._state:
                return
            self._state = snapshot.state
            for edition, live_list in list(self._lists.items()):
                stored = _list_in(snapshot, edition)
                if stored is None:
                    del self._lists[edition]
                    live_list.end()
                else:
                    live_list.take(stored)


def _list_in(snapshot: Snapshot, edition: str) -> Fragment | None:
    """The live list of an edition as a snapshot has it."""
    page = snapshot.page(_LISTS.format(edition))
    return snapshot.fragment(page.fragments[0]) if isinstance(page, Page) else None


def version_had(query: str, last_event_id: str | None) -> str | None:
    """The version of the list that a reader says to have."""
    return last_event_id or next(iter(parse_qs(query).get("v", ())), None)


def retry_line(soonest: int = 1_000, latest: int = 5_000) -> bytes:
    """When to come back after a break, in milliseconds; not all readers at the same moment."""
    return f"retry: {random.randint(soonest, latest)}\n\n".encode()  # noqa: S311 - no secret


def come_back() -> Response:
    """A stream that ends at once, for when none can be served: readers' browsers try again."""
    body = retry_line(2_000, 8_000)
    headers = [*STREAM_HEADERS, ("content-length", str(len(body)))]
    return Response(200, headers, body)
