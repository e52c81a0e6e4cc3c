"""Live streams under Granian: one task for each."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from stoppress.edge.live.lists import (
    COMMENT,
    HEARTBEAT,
    MOST_CONNECTIONS,
    PATIENCE,
    STREAM_HEADERS,
    LiveList,
    LiveLists,
    come_back,
    retry_line,
    version_had,
)

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol

log = logging.getLogger(__name__)


class RsgiStreams:
    """All live streams of a process under Granian."""

    def __init__(self, lists: LiveLists) -> None:
        self._lists = lists
        self.connections = 0

    async def serve(
        self, protocol: "HTTPProtocol", path: str, query: str, last_event_id: str | None
    ) -> bool:
        """Stream the live list that the path names; False when there is no such list."""
        live_list = self._lists.follow(path)
        if live_list is None:
            return False
        if self.connections >= MOST_CONNECTIONS or self._lists.closing.is_set():
            later = come_back()
            protocol.response_bytes(later.status, later.headers, later.body)
            return True
        self.connections += 1
        try:
            await self._stream(protocol, live_list, version_had(query, last_event_id))
        finally:
            self.connections -= 1
        return True

    async def _stream(self, protocol: "HTTPProtocol", live_list: LiveList, has: str | None) -> None:
        transport = protocol.response_stream(200, STREAM_HEADERS)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        pending = retry_line()
        try:
            while not (self._lists.closing.is_set() or live_list.ended):
                changed = live_list.changed
                if has != live_list.version:
                    pending += live_list.since(has)
                    has = live_list.version
                if not await _sent(transport.send_bytes, pending or COMMENT):
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
