"""`python -m stoppress.edge.waiting`: the process for readers who have to wait.

The edge's processes hand connections over to it: of readers of a page that the origin has to make,
and of live streams. See `handover.py`.
"""

import asyncio
import fcntl
import logging
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from time import perf_counter_ns

import uvloop

from stoppress.edge.answer import Edge
from stoppress.edge.builtin import builtin_page
from stoppress.edge.conditions import http_date
from stoppress.edge.files import Files
from stoppress.edge.handover import SOCKET, Taker, Waits
from stoppress.edge.health import HEALTH, Health
from stoppress.edge.live import (
    LIVE,
    MOST_CONNECTIONS,
    STREAM_HEADERS,
    LiveLists,
    come_back,
    retry_line,
    version_had,
)
from stoppress.edge.live_streams import Streams
from stoppress.edge.messages import Headers, Request, Response
from stoppress.edge.on_demand import OnDemand
from stoppress.edge.origin import Origin
from stoppress.edge.process import prepare_process
from stoppress.edge.serving import command_line
from stoppress.home import Home
from stoppress.store import Store, StoreError
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

_PAGES = 8 << 20  # bytes of ready pages: each page is here but once
_AT_ONCE = 64  # readers taken over before others get their turn
_MOST_WAITING = 4_096
_BLOCK = 256 << 10  # bytes of a file that are read at a time
_PATIENCE = 20.0  # seconds in which a reader must take a block
_LINGER = 1.0  # seconds for a reader to take the end of an answer


class Waiting:
    """Answers readers who were handed over, each as soon as there is something to answer."""

    def __init__(
        self,
        on_demand: OnDemand,
        lists: LiveLists,
        streams: Streams,
        counting: Counting,
        health: Health,
    ) -> None:
        self._counting = counting
        self._health = health
        self._on_demand = on_demand
        self._lists = lists
        self._streams = streams
        self._loop = asyncio.get_running_loop()
        self._answering: set[asyncio.Task[None]] = set()

    def listen(self, taker: Taker) -> None:
        """Take what the edge's processes hand over, from now on."""
        self._loop.add_reader(taker.listener, self._accept, taker)

    def _accept(self, taker: Taker) -> None:
        with suppress(BlockingIOError):
            edge = taker.accept()
            self._loop.add_reader(edge, self._take, taker, edge)

    def _take(self, taker: Taker, edge: socket.socket) -> None:
        for _count in range(_AT_ONCE):
            try:
                handed = taker.take(edge)
            except BlockingIOError:
                return
            except OSError as error:
                log.warning("an edge's process is not understood any more: %s", error)
                handed = None
            if handed is None:
                self._loop.remove_reader(edge)
                edge.close()
                return
            waits, connection = handed
            try:
                self._begin(waits, connection)
            except Exception:
                log.exception("taking over %r failed", waits.request.path)
                connection.close()

    def _begin(self, waits: Waits, connection: socket.socket) -> None:
        request = waits.request
        asks_for_stream = request.path.startswith(LIVE) and request.method == "GET"
        if asks_for_stream and self._stream(waits, connection):
            return
        task = asyncio.create_task(self._answer(waits, connection))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    def _stream(self, waits: Waits, connection: socket.socket) -> bool:
        """Begin a live stream; False when there is no such list, or no room."""
        channel = self._lists.follow(waits.request.path)
        if channel is None or self._streams.connections >= MOST_CONNECTIONS:
            return False
        head = _head(200, STREAM_HEADERS) + retry_line()
        has = version_had(waits.request.query, waits.last_event_id)
        self._streams.open(connection, channel, has, head)
        return True

    async def _answer(self, waits: Waits, connection: socket.socket) -> None:
        began = perf_counter_ns()
        request, counting = waits.request, self._counting
        with connection:
            try:
                answer = await self._found(request)
                if counting.saw(request.method, request.path, answer.status, answer.kind, began):
                    counting.viewed(request.path, waits.user_agent, waits.purpose)
                await self._send(connection, answer)
                await self._end(connection)
            except (OSError, TimeoutError) as error:
                log.debug("a reader who waited went away: %r", error)

    async def _found(self, request: Request) -> Response:
        try:
            if request.path.startswith(LIVE) and self._lists.follow(request.path) is not None:
                return come_back()
            if request.path == HEALTH and request.method in ("GET", "HEAD"):
                return self._health.answer(request.method)
            if len(self._answering) > _MOST_WAITING:
                return builtin_page(503, request.method)
            return await self._on_demand.answer(request)
        except StoreError as error:
            log.error("%s", error)
            return builtin_page(503, request.method)
        except Exception:
            log.exception("answering %r failed", request.path)
            return builtin_page(500, request.method)

    async def _send(self, connection: socket.socket, answer: Response) -> None:
        send = self._loop.sock_sendall
        head = _head(answer.status, answer.headers)
        if answer.file is None:
            await asyncio.wait_for(send(connection, head + answer.body), _PATIENCE)
            return
        await asyncio.wait_for(send(connection, head), _PATIENCE)
        with answer.file.open("rb", buffering=0) as file:
            file.seek(answer.offset)
            left = answer.file.stat().st_size if answer.length is None else answer.length
            while left > 0 and (block := file.read(min(_BLOCK, left))):
                left -= len(block)
                await asyncio.wait_for(send(connection, block), _PATIENCE)

    async def _end(self, connection: socket.socket) -> None:
        """Close so that the answer arrives: what the reader still sends must not reset it."""
        connection.shutdown(socket.SHUT_WR)
        async with asyncio.timeout(_LINGER):
            while await self._loop.sock_recv(connection, 4096):
                pass


def _head(status: int, headers: Headers) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers]
    lines += [f"date: {http_date(int(time.time()))}", "connection: close", "", ""]
    return "\r\n".join(lines).encode(errors="replace")


async def wait(
    home: Home, at: Path, origin_at: str, folders: Sequence[Path], logged: int | None
) -> None:
    """Answer those who wait until SIGTERM or SIGINT."""
    store = Store.open(home.store, readonly=True)
    edge = Edge(Files(home.media, folders), pages_budget=_PAGES)
    counting = Counting.open(home.run, logged)
    counting.follow("compositions", lambda: edge.compositions)
    origin = Origin(origin_at, counting)
    lists, streams = LiveLists(store), Streams()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    on_demand, health = OnDemand(store, edge, origin), Health(store, home, "fastpysgi")
    Waiting(on_demand, lists, streams, counting, health).listen(Taker(at))
    work = [
        asyncio.create_task(lists.watch()),
        asyncio.create_task(streams.look_after()),
        asyncio.create_task(counting.tick_on(lambda: streams.connections)),
    ]
    log.info("waiting: taking over connections at %s", at)
    await ended.wait()
    lists.close()
    streams.close()
    for task in work:
        task.cancel()
    await origin.close()
    counting.close()


def main() -> int:
    """Read the arguments, serve, and give the exit status."""
    parser = command_line(
        "python -m stoppress.edge.waiting",
        "Answer the readers who have to wait: for a page to be made, or for news.",
    )
    parser.add_argument("--socket", type=Path, help=f"where connections come (HOME/run/{SOCKET})")
    arguments = parser.parse_args()
    home = Home(arguments.home)
    at: Path = arguments.socket or home.run / SOCKET
    at.parent.mkdir(parents=True, exist_ok=True)
    prepare_process()
    with at.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                f"Another process takes over connections at {at} already. End that one first.",
                file=sys.stderr,
            )
            return 2
        uvloop.run(wait(home, at, arguments.origin, arguments.files, arguments.access_log))
    return 0


if __name__ == "__main__":
    sys.exit(main())
