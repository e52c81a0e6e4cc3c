"""Live streams on sockets of our own: thousands in one process, without a task for each."""

import asyncio
import logging
import socket
import time

from stoppress.edge.live.lists import COMMENT, HEARTBEAT, PATIENCE, LiveList

log = logging.getLogger(__name__)

_AT_ONCE = 200  # streams written to before others get their turn
_LOOK_EVERY = 1.0  # seconds between looks for the silent and the slow
_SEND_BUFFER = 64 << 10  # bytes that the system may hold for a reader that does not read
_HEARD = 4096


class _Reader:
    """One stream: a connection, the version its reader has, and what could not be sent yet."""

    __slots__ = ("blocked_since", "connection", "has", "live_list", "pending", "sent_at")

    def __init__(self, connection: socket.socket, live_list: LiveList, has: str | None) -> None:
        self.connection = connection
        self.live_list = live_list
        self.has = has
        self.pending = b""
        self.blocked_since = self.sent_at = time.monotonic()


class Streams:
    """All live streams of this process.

    What is new goes to all readers of a list in turns, so that a large audience does not hold up
    what else the process does.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._readers: dict[LiveList, set[_Reader]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.connections = 0

    def open(
        self, connection: socket.socket, live_list: LiveList, has: str | None, head: bytes
    ) -> None:
        """Begin a stream with the head of its answer; the connection belongs to it from now on."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        reader = _Reader(connection, live_list, has)
        readers = self._readers.get(live_list)
        if readers is None:
            readers = self._readers[live_list] = set()
            self._tasks.append(asyncio.create_task(self._push(live_list, readers)))
        readers.add(reader)
        self.connections += 1
        self._loop.add_reader(connection, self._heard, reader)
        if has != live_list.version:
            head += live_list.since(has)
            reader.has = live_list.version
        self._write(reader, head)

    async def look_after(self) -> None:
        """Send a sign of life to streams that were silent, and drop readers that take nothing."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            now = time.monotonic()
            for readers in list(self._readers.values()):
                for count, reader in enumerate(list(readers), 1):
                    if reader.pending:
                        if now - reader.blocked_since > PATIENCE:
                            log.info("a live reader that took nothing for a while was dropped")
                            self._drop(reader)
                    elif now - reader.sent_at > HEARTBEAT and reader in readers:
                        self._write(reader, COMMENT)
                    if count % _AT_ONCE == 0:
                        await asyncio.sleep(0)

    def close(self) -> None:
        """End all streams."""
        for task in self._tasks:
            task.cancel()
        for readers in self._readers.values():
            for reader in list(readers):
                self._drop(reader)

    async def _push(self, live_list: LiveList, readers: set[_Reader]) -> None:
        """Bring the readers of a list up to date whenever it changes, until it ends."""
        while not live_list.ended:
            changed = live_list.changed
            for count, reader in enumerate(list(readers), 1):
                if reader in readers:
                    self._bring_up_to_date(reader)
                if count % _AT_ONCE == 0:
                    await asyncio.sleep(0)
            await changed.wait()
        for reader in list(readers):
            self._drop(reader)

    def _bring_up_to_date(self, reader: _Reader) -> None:
        live_list = reader.live_list
        if reader.has != live_list.version and not reader.pending:
            news = live_list.since(reader.has)
            reader.has = live_list.version
            self._write(reader, news)

    def _write(self, reader: _Reader, data: bytes) -> None:
        """Send, and wait for the reader with what it does not take."""
        reader.sent_at = time.monotonic()
        try:
            sent = reader.connection.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._drop(reader)
            return
        if sent < len(data):
            reader.pending = data[sent:]
            reader.blocked_since = reader.sent_at
            self._loop.add_writer(reader.connection, self._takes_again, reader)

    def _takes_again(self, reader: _Reader) -> None:
        self._loop.remove_writer(reader.connection)
        data, reader.pending = reader.pending, b""
        self._write(reader, data)
        if reader.connection.fileno() >= 0:
            self._bring_up_to_date(reader)

    def _heard(self, reader: _Reader) -> None:
        """A stream is for listening: what a reader says is thrown away, its end is noticed."""
        try:
            if reader.connection.recv(_HEARD):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._drop(reader)

    def _drop(self, reader: _Reader) -> None:
        readers = self._readers[reader.live_list]
        if reader not in readers:
            return
        readers.discard(reader)
        self.connections -= 1
        self._loop.remove_reader(reader.connection)
        self._loop.remove_writer(reader.connection)
        reader.connection.close()
