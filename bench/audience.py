"""Readers with an open page: many live streams, in a process of their own."""

from __future__ import annotations

import multiprocessing
import resource
import select
import socket
import time
from multiprocessing.connection import Connection
from typing import Self

REQUEST = b"GET /-/live/en HTTP/1.1\r\nHost: news.example\r\nAccept: text/event-stream\r\n\r\n"
PATIENCE = 20.0  # seconds
_KEPT = 80  # bytes that may hold the beginning of what is looked for


class Audience:
    """So many readers of the live list of one server on this machine."""

    def __init__(self, port: int, readers: int) -> None:
        """Connect all of them, and wait until each has the list as it is."""
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_listen, args=(other, port, readers), daemon=True)
        self._process.start()
        other.close()
        self.connected_in: float = self._pipe.recv()
        """Seconds until all were there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def await_version(self, version: str) -> None:
        """Begin to look for an event with this id; say so before it is published."""
        self._pipe.send(version)
        self._pipe.recv()

    def arrivals(self) -> list[float]:
        """When each reader had it, by the machine's monotonic clock; of those who got it."""
        arrived: list[float] = self._pipe.recv()
        return arrived


def _listen(pipe: Connection, port: int, readers: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    begun = time.monotonic()
    poll = select.epoll()
    streams = {}
    for _ in range(readers):
        stream = socket.create_connection(("127.0.0.1", port), PATIENCE)
        stream.sendall(REQUEST)
        stream.setblocking(False)
        streams[stream.fileno()] = stream
        poll.register(stream, select.EPOLLIN)
    _until_all_have(poll, streams, b"event: latest")
    pipe.send(time.monotonic() - begun)
    while True:
        wanted = f"id: {pipe.recv()}".encode()
        pipe.send("looking")
        pipe.send(_until_all_have(poll, streams, wanted))


def _until_all_have(
    poll: select.epoll, streams: dict[int, socket.socket], wanted: bytes
) -> list[float]:
    missing = dict.fromkeys(streams, b"")
    arrived = []
    until = time.monotonic() + PATIENCE
    while missing and time.monotonic() < until:
        for descriptor, _ in poll.poll(1, len(streams)):
            try:
                data = streams[descriptor].recv(1 << 16)
            except OSError:
                data = b""
            if not data:
                poll.unregister(descriptor)
                missing.pop(descriptor, None)
                continue
            if descriptor in missing:
                seen = missing[descriptor] + data
                if wanted in seen:
                    arrived.append(time.monotonic())
                    del missing[descriptor]
                else:
                    missing[descriptor] = seen[-_KEPT:]
    return arrived
