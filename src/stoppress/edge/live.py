"""Live lists: server-sent events that tell an open page what is new in "Latest news".

A stream holds no queue. It remembers the version its reader has, and when it can write again it
sends what changed from that version to the newest one; so a slow reader costs nothing but its own
delay, and one that takes nothing for a while is dropped.
"""

import asyncio
import logging
import random
import re
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from stoppress.edge.builtin import builtin_page
from stoppress.edge.live_list import Items, delta, event, parse_items
from stoppress.edge.messages import Headers
from stoppress.edge.policy import PAGE_HEADERS
from stoppress.store import Store, StoreError

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol

log = logging.getLogger(__name__)

LOOK_EVERY = 0.1  # seconds between looks at the store
HEARTBEAT = 15.0  # seconds
PATIENCE = 20.0  # seconds in which a reader must take what is sent
PAST_VERSIONS = 64
MOST_CONNECTIONS = 10_000
FRAGMENTS = "live/"
_EDITION = re.compile(r"[A-Za-z0-9-]{1,40}")

STREAM_HEADERS: Headers = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    *PAGE_HEADERS,
]


@dataclass
class Channel:
    """The live list of one edition, with the versions it had of late."""

    version: str = ""
    past: OrderedDict[str, Items] = field(default_factory=OrderedDict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    events: dict[str, bytes] = field(default_factory=dict)
    """Events to the newest version, by the version they start from; one serves many readers."""

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

    def since(self, version: str | None) -> bytes:
        """The event that brings a reader from this version to the newest one."""
        start = version if version in self.past else ""
        found = self.events.get(start or "")
        if found is None:
            before = self.past.get(start) if start else None
            found = event(self.version, delta(before, self.past[self.version]))
            self.events[start or ""] = found
        return found


class Live:
    """All live streams of this process, fed from the store."""

    def __init__(self, store: Store, most_connections: int = MOST_CONNECTIONS) -> None:
        self._store = store
        self._most = most_connections
        self._channels: dict[str, Channel] = {}
        self._number = -1
        self._closing = asyncio.Event()
        self.connections = 0

    async def watch(self) -> None:
        """Look at the store again and again; wake the streams of lists that changed."""
        while not self._closing.is_set():
            try:
                if self._channels:
                    self._look()
                self._store.reopen_if_replaced()
            except StoreError as error:
                log.error("%s", error)
            except Exception:
                log.exception("looking for live news failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), LOOK_EVERY)

    def close(self) -> None:
        """End all streams."""
        self._closing.set()
        for channel in self._channels.values():
            channel.changed.set()

    def _look(self) -> None:
        with self._store.snapshot() as snapshot:
            if snapshot.number == self._number:
                return
            self._number = snapshot.number
            for edition, channel in self._channels.items():
                piece = snapshot.fragment(FRAGMENTS + edition)
                if piece is not None and f"{piece.version:016x}" != channel.version:
                    channel.put(f"{piece.version:016x}", parse_items(piece.raw()))

    def _channel(self, edition: str) -> Channel | None:
        channel = self._channels.get(edition)
        if channel is None:
            channel = Channel()
            with self._store.snapshot() as snapshot:
                fragment = snapshot.fragment(FRAGMENTS + edition)
            if fragment is None:
                return None
            channel.put(f"{fragment.version:016x}", parse_items(fragment.raw()))
            self._channels[edition] = channel
            self._number = -1
        return channel

    async def serve(
        self, protocol: "HTTPProtocol", edition: str, query: str, last_event_id: str | None
    ) -> bool:
        """Stream the live list of an edition; False when there is no such list."""
        if not _EDITION.fullmatch(edition):
            return False
        channel = self._channel(edition)
        if channel is None:
            return False
        self._look()
        if self.connections >= self._most or self._closing.is_set():
            busy = builtin_page(503)
            protocol.response_bytes(503, busy.headers, busy.body)
            return True
        has = last_event_id or next(iter(parse_qs(query).get("v", ())), None)
        self.connections += 1
        try:
            await self._stream(protocol, channel, has)
        finally:
            self.connections -= 1
        return True

    async def _stream(self, protocol: "HTTPProtocol", channel: Channel, has: str | None) -> None:
        transport = protocol.response_stream(200, STREAM_HEADERS)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        retry = random.randint(1_000, 5_000)  # noqa: S311 - spreads reconnections, no secret
        pending = f"retry: {retry}\n\n".encode()
        try:
            while not self._closing.is_set():
                changed = channel.changed
                if has != channel.version:
                    pending += channel.since(has)
                    has = channel.version
                if not await _sent(transport.send_bytes, pending or b":\n\n"):
                    return
                pending = b""
                waiting = asyncio.ensure_future(changed.wait())
                await asyncio.wait(
                    (gone, waiting), timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED
                )
                waiting.cancel()
                if gone.done():
                    return
        finally:
            gone.cancel()


async def _sent(send: Callable[[bytes], Any], data: bytes) -> bool:
    """Whether the reader took the data in time."""
    try:
        await asyncio.wait_for(send(data), PATIENCE)
    except TimeoutError:
        log.info("a live reader that took nothing for %.0f seconds was dropped", PATIENCE)
        return False
    except Exception as error:  # noqa: BLE001 - Granian's own class for a closed connection
        log.debug("a live reader went away: %r", error)
        return False
    return True
