"""Many open pages that follow a live list as a browser's ``EventSource`` does.

They come back after the time the server named, and say what they had (HTML Living Standard,
section 9.2.3); after an answer other than 200 they never come back, and the test must fail.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LIVE = "/-/live/en"
_BEFORE_TOLD = 3.0  # seconds until a browser comes back whom nobody told when


class OpenPage(asyncio.Protocol):
    """One open page: the list as it shows it, and the version it has."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.shown: list[str] = []
        """The ids of the items, in order."""
        self.version = ""
        self.retries: list[int] = []
        """When the server said to come back, in milliseconds, each time it did."""
        self.breaks = 0
        """How often the stream ended or could not be opened."""
        self.refused = b""
        """The status line that a browser takes for good."""
        self.streaming = False
        self._transport: asyncio.Transport | None = None
        self._got = b""
        self._left: int | None = None

    async def open(self) -> None:
        """Connect; when nobody listens, come back later."""
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        except OSError:
            self._come_back()

    def close(self) -> None:
        """Leave for good."""
        self.refused = self.refused or b"left"
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._got, self._left = transport, b"", None
        had = f"Last-Event-ID: {self.version}\r\n" if self.version else ""
        transport.write(f"GET {LIVE} HTTP/1.1\r\nHost: x\r\n{had}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._got += data
        if not self.streaming and self._left is None:
            head, end, rest = self._got.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 200 "):
                self.refused = head.partition(b"\r\n")[0]
                return
            # An answer of a known length is no stream: it is over when it has come.
            length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
            self._left = int(length[1]) if length else None
            self.streaming, self._got, data = self._left is None, rest, rest
        if self._left is not None:
            self._left -= len(data)
        *events, self._got = self._got.split(b"\n\n")
        for event in events:
            self._take(event.decode())
        if self._left is not None and self._left <= 0 and self._transport:
            self._transport.abort()

    def _take(self, event: str) -> None:
        # Granian sends in chunks; their lengths stand on lines of their own.
        fields = dict(line.split(": ", 1) for line in event.splitlines() if ": " in line)
        if "retry" in fields:
            self.retries.append(int(fields["retry"]))
        if "data" in fields:
            self.version = fields["id"]
            change = json.loads(fields["data"])
            gone = {*change["remove"], *(item["id"] for item in change["add"])}
            left = [] if change.get("reset") else [i for i in self.shown if i not in gone]
            for item in change["add"]:
                left.insert(item["index"], item["id"])
            self.shown = left

    def connection_lost(self, exc: Exception | None) -> None:
        """Come back, unless the server said never to."""
        self.streaming = False
        if not self.refused:
            self._come_back()

    def _come_back(self) -> None:
        self.breaks += 1
        loop = asyncio.get_running_loop()
        after = self.retries[-1] / 1000 if self.retries else _BEFORE_TOLD
        loop.call_later(after, lambda: loop.create_task(self.open()))


@contextmanager
def open_pages(port: int, number: int) -> Iterator[list[OpenPage]]:
    """So many open pages for the length of a ``with`` block, in a thread of their own."""
    pages = [OpenPage(port) for _ in range(number)]
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="open pages")
    thread.start()

    async def open_all() -> None:
        await asyncio.gather(*(page.open() for page in pages))

    async def close_all() -> None:
        for page in pages:
            page.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    try:
        asyncio.run_coroutine_threadsafe(open_all(), loop).result(60)
        yield pages
    finally:
        asyncio.run_coroutine_threadsafe(close_all(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
