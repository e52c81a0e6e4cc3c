"""Sending a shape, and saying in a few words what came back."""

from __future__ import annotations

import re
import socket
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from tests.hostile.shapes import Shape

#: Seconds without a byte after which nothing more is expected on a connection left open.
SILENCE = 0.6
LONGEST = 20.0
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")


@dataclass(frozen=True)
class Outcome:
    """What came back on one connection."""

    statuses: tuple[int, ...]
    closed: bool
    received: bytes

    @property
    def words(self) -> str:
        """For the table: the statuses, and whether the connection was closed."""
        if not self.statuses:
            return "closed" if self.closed else "waits for more"
        counted = Counter(self.statuses)
        shown = ", ".join(f"{n} × {s}" if n > 1 else str(s) for s, n in counted.items())
        return f"{shown}, closed" if self.closed else shown


def send(port: int, shape: Shape) -> Outcome:
    """Send a shape on a connection of its own and read until the end or silence."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as connection:
        # It may be refused before it was read to its end; the answer may have come all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(shape.sent)
        received, closed = _read(connection)
    return Outcome(tuple(int(s) for s in _STATUS.findall(received)), closed, received)


def _read(connection: socket.socket) -> tuple[bytes, bool]:
    received = bytearray()
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        connection.settimeout(SILENCE if received else SILENCE * 4)
        try:
            part = connection.recv(1 << 20)
        except TimeoutError:
            return bytes(received), False
        except ConnectionResetError:
            return bytes(received), True
        if not part:
            return bytes(received), True
        received += part
    return bytes(received), False


def send_all(port: int, shapes: Iterable[Shape]) -> list[Outcome]:
    """Send every shape, some at a time."""
    with ThreadPoolExecutor(12) as pool:
        return list(pool.map(lambda shape: send(port, shape), shapes))
