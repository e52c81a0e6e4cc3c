"""Answers on connections that the edge's processes handed over."""

import asyncio
import logging
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from time import perf_counter_ns

from stoppress.edge.core.builtin import builtin_page
from stoppress.edge.core.conditions import http_date
from stoppress.edge.core.messages import Headers, Request, Response
from stoppress.edge.health import HEALTH, Health
from stoppress.edge.live.lists import (
    LIVE,
    MOST_CONNECTIONS,
    STREAM_HEADERS,
    LiveLists,
    come_back,
    retry_line,
    version_had,
)
from stoppress.edge.live.streams import Streams
from stoppress.edge.misses.on_demand import OnDemand
from stoppress.edge.servers.waiting_socket import Taker, Waits
from stoppress.store import StoreError
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

_AT_ONCE = 64  # readers taken over before others get their turn
_MOST_WAITING = 4_096
_BLOCK = 256 << 10  # bytes of a file that are read at a time
_PATIENCE = 20.0  # seconds in which a reader must take a block
_LINGER = 1.0  # seconds for a reader to take the end of an answer


class HandedOver:
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
        live_list = self._lists.follow(waits.request.path)
        if live_list is None or self._streams.connections >= MOST_CONNECTIONS:
            return False
        head = _head(200, STREAM_HEADERS) + retry_line()
        has = version_had(waits.request.query, waits.last_event_id)
        self._streams.open(connection, live_list, has, head)
        return True

    async def _answer(self, waits: Waits, connection: socket.socket) -> None:
        began = perf_counter_ns()
        request, counting = waits.request, self._counting
        with connection:
            try:
                answer = await self._found(request)
                if counting.saw(request.method, request.path, answer.status, answer.kind, began):
                    counting.viewed(request.path, waits.visit)
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
